/** Home: what one person finds when they open Copil. */
export type { Home } from './index.js';
