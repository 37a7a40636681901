import { registry } from '../../../src/sandbox/api/registry.js';
import { knownBlockTypes } from '../../../src/sandbox/blocks/check.js';
import { elements } from '../../../src/sandbox/blocks/elements.js';
import { faultKinds } from '../../../src/sandbox/faults.js';
import * as coveredBy from './covered-by.js';

/** A table of the README: its name between the markers, its head, its rows; the last cell cites a test. */
interface Table {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const code = (text: string) => `\`${text}\``;

/** `file: words` as the README shows it, empty where no test is named. */
function cited(test: string | undefined): string {
  const [file = '', ...words] = (test ?? '').split(': ');
  return file === '' ? '' : `${code(`${file}.test.ts`)}: ${words.join(': ')}`;
}

function plainTable(name: string, head: string, modelled: readonly string[], tests: Readonly<Record<string, string>>) {
  const rows = [...modelled].sort().map((one) => [code(one), cited(tests[one])]);
  return { name, head: [head, 'test'], rows };
}

const methods = Object.entries(registry)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, { tier, scopes }]) => [code(name), String(tier), scopes.join(', '), cited(coveredBy.methods[name])]);

export const tables: readonly Table[] = [
  { name: 'methods', head: ['method', 'tier', 'scopes (one is enough)', 'test'], rows: methods },
  plainTable('blocks', 'block', knownBlockTypes, coveredBy.blocks),
  plainTable('elements', 'element', Object.keys(elements), coveredBy.elements),
  {
    name: 'faults',
    head: ['fault', 'what the app sees', 'test'],
    rows: faultKinds.map((kind) => {
      const [sees, test] = coveredBy.faults[kind] ?? ['', undefined];
      return [code(kind), sees, cited(test)];
    }),
  },
  {
    name: 'requests',
    head: ['act', 'test'],
    rows: Object.entries(coveredBy.requests).map(([act, test]) => [act, cited(test)]),
  },
];

/** The README with its tables as they should be. */
export function withTables(readme: string): string {
  return tables.reduce((text, table) => replaceTable(text, table), readme);
}

function replaceTable(readme: string, { name, head, rows }: Table): string {
  const [before, after] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [start, end] = [readme.indexOf(before), readme.indexOf(after)];
  if (start < 0 || end < start) throw new Error(`The README has no place for the table "${name}"`);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${readme.slice(0, start + before.length)}${lines.join('\n')}\n${readme.slice(end)}`;
}
