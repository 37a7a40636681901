import { canonicalJson } from '../../../kernel/json.js';
import type { StoredSubject, Subject } from './subjects.js';

export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };

export type PlannedChange = {
  readonly subject: Subject;
  readonly stored: StoredSubject;
  /** Empty for something that only comes back from the archive. */
  readonly fields: readonly FieldChange[];
  readonly isRestored: boolean;
};

/** What an apply will do, worked out before anything is written. */
export type Plan = {
  readonly created: readonly Subject[];
  readonly changed: readonly PlannedChange[];
  readonly unchanged: readonly StoredSubject[];
  /** In use, and not in the file. */
  readonly noLongerListed: readonly StoredSubject[];
};

const idOf = ({ kind, key }: Subject): string => `${kind} ${key}`;

/** What the file does not name stays as it is: a fact of Slack's, or what a committee had before it could be said. */
const keptWhenUnnamed: Partial<Record<Subject['kind'], readonly string[]>> = {
  person: ['slackUserId'],
  committee: ['guests'],
};

function fieldChanges(stored: StoredSubject, wanted: Subject): FieldChange[] {
  const kept = keptWhenUnnamed[wanted.kind] ?? [];
  const names = new Set([...Object.keys(stored.fields), ...Object.keys(wanted.fields)]);
  return [...names]
    .filter((field) => field in wanted.fields || !kept.includes(field))
    .map((field) => ({ field, before: stored.fields[field] ?? null, after: wanted.fields[field] ?? null }))
    .filter(({ before, after }) => canonicalJson(before) !== canonicalJson(after));
}

/**
 * Slack accounts that the file gives to one person and the store to another: the file has said it, so the other loses
 * the account. Without this the two rows would meet on their unique key.
 */
function takenAccounts(stored: readonly StoredSubject[], wanted: readonly Subject[]): Map<string, Subject> {
  const owners = new Map<unknown, string>();
  for (const { kind, key, fields } of wanted) {
    if (kind === 'person' && typeof fields['slackUserId'] === 'string') owners.set(fields['slackUserId'], key);
  }
  const losers = stored.filter(({ kind, key, fields }) => {
    const owner = owners.get(fields['slackUserId']);
    return kind === 'person' && owner !== undefined && owner !== key;
  });
  return new Map(
    losers.map((subject) => [idOf(subject), { ...subject, fields: { ...subject.fields, slackUserId: null } }]),
  );
}

function withoutAccount(subject: Subject): Subject {
  if ('slackUserId' in subject.fields) return subject;
  return { ...subject, fields: { ...subject.fields, slackUserId: null } };
}

/** Compares what the file lists with what the store has. */
export function planChanges(stored: readonly StoredSubject[], wanted: readonly Subject[]): Plan {
  const taken = takenAccounts(stored, wanted);
  const byId = new Map(stored.map((subject) => [idOf(subject), subject]));
  const listed = new Set(wanted.map(idOf));
  const created: Subject[] = [];
  const changed: PlannedChange[] = [];
  const unchanged: StoredSubject[] = [];
  for (const entry of wanted) {
    const found = byId.get(idOf(entry));
    const subject = taken.has(idOf(entry)) ? withoutAccount(entry) : entry;
    if (found === undefined) {
      created.push(subject);
      continue;
    }
    const fields = fieldChanges(found, subject);
    if (fields.length === 0 && !found.isArchived) unchanged.push(found);
    else changed.push({ subject, stored: found, fields, isRestored: found.isArchived });
  }
  const unlisted = stored.filter((subject) => !listed.has(idOf(subject)));
  for (const subject of unlisted) {
    const loser = taken.get(idOf(subject));
    if (loser === undefined) continue;
    const fields = fieldChanges(subject, loser);
    changed.push({ subject: loser, stored: subject, fields, isRestored: false });
  }
  return { created, changed, unchanged, noLongerListed: unlisted.filter(({ isArchived }) => !isArchived) };
}
