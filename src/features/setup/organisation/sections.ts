import type { z } from 'zod';
import { checkEntry, type LooseFault } from '../../../platform/yaml/schema-faults.js';
import { suggestion } from '../../../platform/yaml/suggestion.js';
import { personalFault } from '../../sources/public.js';
import { CommitteeEntry } from './committee-entry.js';
import {
  ChannelEntry,
  PersonEntry,
  ProjectEntry,
  SourceEntry,
  type WorkspaceEntry,
  WorkspaceEntry as WorkspaceSchema,
} from './entries.js';
import { EntryKey, SlackChannelId } from './entry-fields.js';
import { KpiEntry } from './kpi-entry.js';

export const sectionSchemas = {
  people: PersonEntry,
  channels: ChannelEntry,
  committees: CommitteeEntry,
  projects: ProjectEntry,
  sources: SourceEntry,
  kpis: KpiEntry,
} as const;

export type SectionName = keyof typeof sectionSchemas;
export const sectionNames = Object.keys(sectionSchemas) as SectionName[];

type Entries<Section extends SectionName> = ReadonlyMap<string, z.infer<(typeof sectionSchemas)[Section]>>;

/** The entries that hold by themselves, by section and key. */
export type Sections = { readonly workspace: WorkspaceEntry | null } & { readonly [S in SectionName]: Entries<S> };

/** The entries as written, also those with faults: a reference to one of them is no second fault. */
export type RawSections = Readonly<Record<SectionName, ReadonlyMap<string, unknown>>>;

export type SectionsRead = {
  readonly sections: Sections;
  readonly raw: RawSections;
  readonly faults: readonly LooseFault[];
};

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function topFaults(top: Record<string, unknown>): LooseFault[] {
  const known = ['workspace', ...sectionNames];
  return Object.keys(top)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      path: [key],
      message: `is no section that this version knows${suggestion(key, known) || ` (known: ${known.join(', ')})`}`,
    }));
}

function keyFault(section: SectionName, key: string): LooseFault[] {
  if (section === 'channels') {
    const { faults } = checkEntry(SlackChannelId, { value: key, path: [section, key] });
    return [...faults];
  }
  const personal = section === 'kpis' ? personalFault('KPI', key) : null;
  if (personal !== null) return [{ path: [section, key], message: personal }];
  if (EntryKey.test(key)) return [];
  const message = `"${key}" is not a key: expected lower-case letters, digits, dashes and underscores, such as growth-ops`;
  return [{ path: [section, key], message }];
}

function readSection(name: SectionName, value: unknown) {
  const raw = new Map<string, unknown>();
  const entries = new Map<string, unknown>();
  if (value === undefined || value === null) return { raw, entries, faults: [] };
  if (!isMap(value)) {
    return { raw, entries, faults: [{ path: [name], message: 'is no list of keys: expected key: { … }' }] };
  }
  const faults: LooseFault[] = [];
  for (const [key, entry] of Object.entries(value)) {
    const checked = checkEntry(sectionSchemas[name], { value: entry ?? {}, path: [name, key] });
    raw.set(key, entry);
    if (checked.value !== null) entries.set(key, checked.value);
    faults.push(...keyFault(name, key), ...checked.faults);
  }
  return { raw, entries, faults };
}

/** Takes the file apart and checks each entry by itself, so that one fault hides no other. */
export function readSections(value: unknown): SectionsRead {
  const isReadable = isMap(value);
  const top = isReadable ? value : {};
  const faults: LooseFault[] = isReadable
    ? topFaults(top)
    : [{ path: [], message: 'holds no organisation: expected the sections workspace, people, committees …' }];
  const workspace = checkEntry(WorkspaceSchema, { value: top['workspace'], path: ['workspace'] });
  if (isReadable) faults.push(...workspace.faults);
  const read = bySection((name) => readSection(name, top[name]));
  for (const name of sectionNames) faults.push(...read[name].faults);
  return {
    sections: { workspace: workspace.value, ...bySection((name) => read[name].entries) } as Sections,
    raw: bySection((name) => read[name].raw),
    faults,
  };
}

function bySection<T>(of: (name: SectionName) => T): Record<SectionName, T> {
  return {
    people: of('people'),
    channels: of('channels'),
    committees: of('committees'),
    projects: of('projects'),
    sources: of('sources'),
    kpis: of('kpis'),
  };
}
