import type { CommitteeEntry, KpiEntry, Organisation, PersonEntry } from './organisation.js';

export type SubjectKind = 'workspace' | 'person' | 'channel' | 'source' | 'kpi' | 'committee' | 'project';

/** One thing the organisation file owns, flat, so that a change can be told field by field. */
export type Subject = {
  readonly kind: SubjectKind;
  /** Its key in the file; the id for a channel, `workspace` for the workspace. */
  readonly key: string;
  /** Plain JSON values; a field that is left out has no value. */
  readonly fields: Readonly<Record<string, unknown>>;
};

/** As the store has it. */
export type StoredSubject = Subject & { readonly id: string; readonly isArchived: boolean };

/** The one workspace of a database needs no key of its own. */
export const workspaceKey = 'workspace';

function personFields(person: PersonEntry): Record<string, unknown> {
  const { key: _key, slackUserId, ...fields } = person;
  // Not named in the file, the link belongs to Slack, and an apply must not touch it.
  return slackUserId === null ? fields : { ...fields, slackUserId };
}

function committeeFields(committee: CommitteeEntry): Record<string, unknown> {
  const { key: _key, calendar, members, guests, ...fields } = committee;
  const { chair, lead, member, approver } = members;
  return {
    ...fields,
    ...(guests === null ? {} : { guests }),
    ...calendar,
    chair: sorted(chair),
    leads: sorted(lead),
    members: sorted(member),
    approvers: sorted(approver),
  };
}

function kpiFields({ key: _key, card, ...fields }: KpiEntry): Record<string, unknown> {
  return { ...fields, ...card };
}

/** Memberships have no order, so none may look like a change. */
export function sorted(keys: readonly string[]): string[] {
  return [...keys].sort((a, b) => (a < b ? -1 : 1));
}

function subjects<E extends { readonly key: string }>(
  kind: SubjectKind,
  entries: readonly E[],
  fieldsOf: (entry: E) => Record<string, unknown>,
): Subject[] {
  return entries.map((entry) => ({ kind, key: entry.key, fields: fieldsOf(entry) }));
}

/** Everything the file lists, in an order in which each comes after what it refers to by row. */
export function subjectsOf(organisation: Organisation): Subject[] {
  const withoutKey = ({ key: _key, ...fields }: { readonly key: string }) => fields;
  return [
    { kind: 'workspace', key: workspaceKey, fields: organisation.workspace },
    ...subjects('person', organisation.people, personFields),
    ...subjects('channel', organisation.channels, withoutKey),
    ...subjects('source', organisation.sources, withoutKey),
    ...subjects('kpi', organisation.kpis, kpiFields),
    ...subjects('committee', organisation.committees, committeeFields),
    ...subjects('project', organisation.projects, withoutKey),
  ];
}
