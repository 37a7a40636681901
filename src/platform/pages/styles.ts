import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** In this order: what comes later wins, and the narrow screens' rules are exceptions to all before. */
const sheets = ['base', 'frame', 'message', 'blocks', 'tables', 'controls', 'library', 'preview', 'narrow'];

/** How messages and what stands around them look, read anew at each call: the library's rules first, so that these win. */
export function inlineStyles(): string {
  const library = readFileSync(require.resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8');
  const own = sheets.map((name) => readFileSync(new URL(`styles/${name}.css`, import.meta.url), 'utf8'));
  return [adaptLibraryStyles(library), ...own].join('\n');
}

/** The class twice, so that the library's single rules still win over its general ones, as they do with the id. */
const libraryScope = '.slack_blocks_to_jsx.styles_enabled.styles_enabled';

/**
 * The library hangs its rules on an id it repeats, and its dark ones on an attribute that only a script in the browser
 * could set. Here the class stands for the id, the reader's preference for the attribute, and nothing is `!important`.
 */
function adaptLibraryStyles(css: string): string {
  const isDark = /:where\(\[data-theme=dark\],\[data-theme=dark\] \*\)/g;
  const rules = css.replaceAll('#slack_blocks_to_jsx', libraryScope).replaceAll('!important', '');
  const light: string[] = [];
  const dark: string[] = [];
  for (const rule of rules.match(/[^{}]+\{(?:[^{}]|\{[^{}]*\})*\}/g) ?? []) {
    const withoutDark = rule.replace(isDark, '');
    (withoutDark === rule ? light : dark).push(withoutDark);
  }
  return `${light.join('')}@media (prefers-color-scheme:dark){${dark.join('')}}`;
}
