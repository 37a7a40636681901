import type { SectionModule } from '../message.js';
import { attention } from './attention.js';
import { board } from './board.js';
import { counts } from './counts.js';
import { dataIncidents } from './data-incidents.js';
import { decisions } from './decisions.js';
import { escalations } from './escalations.js';
import { figuresTable } from './figures-table.js';
import { footer } from './footer.js';
import { headline } from './headline.js';
import { landed } from './landed.js';
import { notices } from './notices.js';
import { promises } from './promises.js';
import { reading } from './reading.js';

/** Every section a template may name. A new ability adds its module here and its name to a template. */
export const sections: Readonly<Record<string, SectionModule>> = {
  attention,
  board,
  counts,
  'data-incidents': dataIncidents,
  decisions,
  escalations,
  'figures-table': figuresTable,
  footer,
  headline,
  landed,
  notices,
  promises,
  reading,
};
