import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

it('.editorconfig says of every file what biome.json says', () => {
  const { formatter } = JSON.parse(read('biome.json')) as { readonly formatter: Readonly<Record<string, unknown>> };
  const [, everyFile = ''] = read('.editorconfig').split(/^\[.*\]$/m);
  const settings = Object.fromEntries(
    Array.from(everyFile.matchAll(/^(\w+) = (.+)$/gm), ([, key, value]) => [key, value]),
  );

  expect(formatter).toEqual({
    indentStyle: settings['indent_style'],
    indentWidth: Number(settings['indent_size']),
    lineWidth: Number(settings['max_line_length']),
  });
});
