import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type SectionName, sectionNames } from '../organisation/sections.js';
import { type ConfiguredFile, configuredFiles, entrySchemaOf, jsonSchemaOf } from './json-schemas.js';
import { type KeyRow, keyRows, keyTable } from './key-table.js';

const template = fileURLToPath(new URL('../../../../templates/reference/configuration.md', import.meta.url));

/** Every key of both files, by the names that the page's marks give them. */
export function referenceRows(): ReadonlyMap<string, readonly KeyRow[]> {
  const sections: readonly (SectionName | 'workspace')[] = ['workspace', ...sectionNames];
  const [wide = [], long = []] = (jsonSchemaOf('map').oneOf ?? []).map((schema) => keyRows(schema));
  const isIn = (rows: readonly KeyRow[], { path }: KeyRow): boolean => rows.some((row) => row.path === path);
  return new Map([
    ...sections.map((name) => [name, keyRows(entrySchemaOf(name))] as const),
    ['both maps', keyRows(jsonSchemaOf('map')).filter((row) => isIn(wide, row) && isIn(long, row))],
    ['wide maps', wide.filter((row) => !isIn(long, row))],
    ['long maps', long.filter((row) => !isIn(wide, row))],
  ]);
}

/** The page on `copil.yml` and maps: what stands in the template, with a table of keys in place of each mark. */
export async function configurationPage(): Promise<string> {
  const rows = referenceRows();
  const text = await readFile(template, 'utf8');
  return text.replaceAll(/^<!-- keys of (.+) -->$/gm, (mark, name: string) => {
    const found = rows.get(name);
    return found === undefined ? mark : keyTable(found);
  });
}

/** What a reader of the reference can be given, by the name of its file. */
export async function referenceFiles(): Promise<ReadonlyMap<string, string>> {
  const schemas = configuredFiles.map((file) => [`${file}.schema.json`, schemaText(file)] as const);
  return new Map([['configuration.md', await configurationPage()], ...schemas]);
}

/** A JSON schema as text. */
export function schemaText(file: ConfiguredFile): string {
  return `${JSON.stringify(jsonSchemaOf(file), null, 2)}\n`;
}
