import type { Locale } from '../../../../kernel/numbers.js';
import type { Organisation } from '../organisation.js';
import { listOf, type Warning } from './warning.js';

type Named = { readonly key: string; readonly name: string | Readonly<Record<Locale, string>> };

/** Case, accents and spaces aside: what a reader takes for one name. */
function folded(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

const nameIn = ({ name }: Named, locale: Locale): string => (typeof name === 'string' ? name : name[locale]);

function groupsIn(entries: readonly Named[], locale: Locale): Named[][] {
  const groups = new Map<string, Named[]>();
  for (const entry of entries) {
    const name = folded(nameIn(entry, locale));
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return [...groups.values()];
}

/** Entries of one section that read alike in one of the languages; each such set once. */
function alike(section: string, entries: readonly Named[]): Warning[] {
  const told = new Map<string, Warning>();
  for (const locale of ['en', 'fr'] as const) {
    for (const [first, ...others] of groupsIn(entries, locale)) {
      if (first === undefined || others.length === 0) continue;
      const keys = [first, ...others].map(({ key }) => `${section}.${key}`);
      const name = nameIn(first, locale);
      const warning: Warning = (reader) =>
        reader.say('organisation.warning.sameName', { keys: listOf(keys, reader), name });
      if (!told.has(keys.join())) told.set(keys.join(), warning);
    }
  }
  return [...told.values()];
}

/** Two things that nobody can tell apart in a digest or a list. */
export function nameWarnings(
  organisation: Pick<Organisation, 'people' | 'committees' | 'projects' | 'sources' | 'kpis'>,
): Warning[] {
  return (['people', 'committees', 'projects', 'sources', 'kpis'] as const).flatMap((section) =>
    alike(section, organisation[section]),
  );
}
