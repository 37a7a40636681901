import type { DigestSection } from '../section.js';
import { attention } from './attention.js';
import { board } from './board.js';
import { counts } from './counts.js';
import { dataIncidents } from './data-incidents.js';
import { figuresTable } from './figures-table.js';
import { footer } from './footer.js';
import { headline } from './headline.js';
import { landed } from './landed.js';
import { notices } from './notices.js';

/** The sections that are made of the KPIs alone. What other features tell, they hand in themselves. */
export const figureSections: readonly DigestSection[] = [
  attention,
  board,
  counts,
  dataIncidents,
  figuresTable,
  footer,
  headline,
  landed,
  notices,
];
