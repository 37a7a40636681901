import type { LooseFault } from './faults.js';
import { suggestion } from './nearest-name.js';
import type { RawSections, SectionName } from './sections.js';

/** Which keys of an entry name an entry of another section. */
const references = {
  committees: {
    parent: 'committees',
    chair: 'people',
    leads: 'people',
    members: 'people',
    approvers: 'people',
    kpis: 'kpis',
  },
  projects: { committee: 'committees', lead: 'people' },
  sources: { owner: 'people' },
  kpis: { owner: 'people', sources: 'sources' },
} as const satisfies Partial<Record<SectionName, Record<string, SectionName>>>;

const singular: Record<SectionName, string> = {
  people: 'person',
  channels: 'channel',
  committees: 'committee',
  projects: 'project',
  sources: 'source',
  kpis: 'KPI',
};

type Named = { readonly target: string; readonly path: (string | number)[] };

function namesIn(value: unknown, path: (string | number)[]): Named[] {
  if (typeof value === 'string') return [{ target: value, path }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) =>
    typeof item === 'string' ? [{ target: item, path: [...path, index] }] : [],
  );
}

function unknownTarget(named: Named, section: SectionName, raw: RawSections): LooseFault[] {
  if (raw[section].has(named.target)) return [];
  const hint = suggestion(named.target, raw[section].keys());
  return [{ path: named.path, message: `there is no ${singular[section]} "${named.target}" in ${section}${hint}` }];
}

function repeated(named: readonly Named[]): LooseFault[] {
  return named
    .filter(({ target }, index) => named.findIndex((other) => other.target === target) < index)
    .map(({ target, path }) => ({ path, message: `"${target}" is listed twice: keep one` }));
}

/** References to nothing, and the same one twice in a list; entries with faults of their own are looked at too. */
export function referenceFaults(raw: RawSections): LooseFault[] {
  return Object.entries(references).flatMap(([section, fields]) =>
    [...raw[section as SectionName]].flatMap(([key, entry]) =>
      Object.entries(fields).flatMap(([field, target]) => {
        const value = (entry as Record<string, unknown> | null)?.[field];
        const named = namesIn(value, [section, key, field]);
        return [...named.flatMap((name) => unknownTarget(name, target, raw)), ...repeated(named)];
      }),
    ),
  );
}
