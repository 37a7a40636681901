import type { LooseFault } from '../../../platform/yaml/schema-faults.js';
import { suggestion } from '../../../platform/yaml/suggestion.js';
import type { RawSections, SectionName } from './sections.js';

/** Which keys of an entry, or of a part of it, name an entry of another section. */
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
  kpis: { owner: 'people', sources: 'sources', 'computed.committee': 'committees' },
} as const satisfies Partial<Record<SectionName, Record<string, SectionName>>>;

const singular: Record<SectionName, string> = {
  people: 'person',
  channels: 'channel',
  committees: 'committee',
  projects: 'project',
  sources: 'source',
  kpis: 'KPI',
};

function valueAt(entry: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], entry);
}

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
        const path = field.split('.');
        const named = namesIn(valueAt(entry, path), [section, key, ...path]);
        return [...named.flatMap((name) => unknownTarget(name, target, raw)), ...repeated(named)];
      }),
    ),
  );
}
