import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat, type PrimitiveType } from 'intl-messageformat';
import { parse } from 'yaml';
import { ConfigError } from '../kernel/errors.js';
import type { Locale } from '../kernel/numbers.js';

/** Says one message in one language; `values` fill its places. */
export type Say = (key: string, values?: Readonly<Record<string, PrimitiveType>>) => string;

/** Every word people read, in every language. */
export interface Texts {
  in(locale: Locale): Say;
  /** Keys of one language, for tests. */
  keys(locale: Locale): readonly string[];
  /** Names of the places a message has, sorted, for tests. */
  placesOf(locale: Locale, key: string): readonly string[];
}

export const locales: readonly Locale[] = ['en', 'fr'];

const regional: Record<Locale, string> = { en: 'en-GB', fr: 'fr-FR' };

const localesFolder = fileURLToPath(new URL('../../templates/locales', import.meta.url));

/**
 * Loads `templates/locales/<locale>/*.yml`: ICU messages, keyed by file name and path (`digests.headline.red`). Each is
 * taken apart at its first use, because all of them at the start would take longer than the rest of it.
 * @throws ConfigError naming every message that one language has and the other lacks.
 */
export function loadTexts(folder: string = localesFolder): Texts {
  const problems: string[] = [];
  const byLocale = new Map(locales.map((locale) => [locale, loadLocale(join(folder, locale))]));
  for (const locale of locales) {
    for (const key of byLocale.get(locale)?.keys() ?? []) {
      for (const other of locales) {
        if (!byLocale.get(other)?.has(key)) problems.push(`${key}: there is no text in "${other}"`);
      }
    }
  }
  if (problems.length > 0) throw new ConfigError('The texts in templates/locales cannot be used', problems);
  const messages = new Map<string, IntlMessageFormat>();
  const messageOf = (locale: Locale, key: string): IntlMessageFormat => {
    const known = messages.get(`${locale} ${key}`);
    if (known) return known;
    const text = byLocale.get(locale)?.get(key);
    if (text === undefined) throw new ConfigError(`There is no text "${key}" in templates/locales/${locale}`);
    const message = new IntlMessageFormat(typeset(text, locale), regional[locale], undefined, { ignoreTag: true });
    messages.set(`${locale} ${key}`, message);
    return message;
  };
  return {
    in: (locale) => (key, values) => String(messageOf(locale, key).format(values ? { ...values } : undefined)),
    keys: (locale) => [...(byLocale.get(locale)?.keys() ?? [])],
    placesOf: (locale, key) => placesIn(messageOf(locale, key).getAst()),
  };
}

function loadLocale(folder: string): Map<string, string> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
  return new Map(
    files.flatMap((file) => leaves(parse(readFileSync(join(folder, file), 'utf8')), file.replace(/\.yml$/, ''))),
  );
}

/** French sets a narrow space before ; : ! ? and inside « », on which a line must not break; nobody types those by hand. */
function typeset(text: string, locale: Locale): string {
  if (locale !== 'fr') return text;
  return text.replace(/ ([;:!?»])/g, '\u202F$1').replace(/« /g, '«\u202F');
}

function leaves(content: unknown, path: string): [string, string][] {
  if (typeof content === 'string') return [[path, content]];
  if (content === null || typeof content !== 'object') return [];
  return Object.entries(content).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

type Ast = ReturnType<IntlMessageFormat['getAst']>;

function placesIn(ast: Ast): string[] {
  const names = new Set<string>();
  const visit = (nodes: Ast): void => {
    for (const node of nodes) {
      // Literals and the `#` of a plural have no name to fill.
      if (node.type !== 0 && node.type !== 7 && 'value' in node) names.add(node.value);
      if ('options' in node) for (const option of Object.values(node.options)) visit(option.value);
    }
  };
  visit(ast);
  return [...names].sort();
}
