/** Home: what one person finds when they open Copil. */

export { readAway } from './away/away-days.js';
export { homeSections } from './compose.js';
export type { HomeSection } from './content.js';
export type { Home } from './index.js';
