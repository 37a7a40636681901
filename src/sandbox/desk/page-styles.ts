import { readFileSync } from 'node:fs';
import { inlineStyles } from '../../platform/pages/styles.js';

/** In this order: what comes later wins, and the narrow screens' rules are exceptions to all before. */
const sheets = [
  'ground',
  'frame',
  'panes',
  'message-rows',
  'composer',
  'overlays',
  'elements',
  'selects',
  'views',
  'tools',
  'tool-dialogs',
  'tour',
  'inspector',
  'json',
  'narrow',
];

/** The style sheet of the page in the browser, read anew at each call: first how messages are drawn anywhere. */
export function pageStyles(): string {
  const own = sheets.map((name) => readFileSync(new URL(`../client/styles/${name}.css`, import.meta.url), 'utf8'));
  return [inlineStyles(), ...own].join('\n');
}
