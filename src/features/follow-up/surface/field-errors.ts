import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Committee } from '../../../organisation/committees/committees.js';
import type { Person } from '../../../organisation/people/people.js';
import type { ViewValues } from '../../../platform/slack/view-values.js';
import type { Speaker } from '../../../surface/speaker.js';
import { type DateProblem, dueDateProblem, isVisible } from '../draft.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { Item } from '../item.js';
import { ownerOf } from './owner.js';

/** What is wrong with a form, by field, in its reader's words. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What is wrong with some fields that were read; nothing where they are right. */
export function errorsOf(read: object): FieldErrors {
  return 'errors' in read ? (read.errors as FieldErrors) : {};
}

/** The fields that a new and an edited item share. */
export type SharedFields = {
  readonly title: string;
  readonly details: string;
  readonly owner: Person;
  readonly dueOn: CalendarDate;
  readonly unblocker: Person | null;
};

export type FormRead = {
  readonly values: ViewValues;
  readonly speaker: Speaker;
  /** The one that is edited: a date and an owner it has already are not held against whoever edits something else. */
  readonly item: Item | null;
};

/** Reads and checks the fields; every fault at once. */
export async function readFields(
  deps: FollowUpDeps,
  { values, speaker, item }: FormRead,
): Promise<{ readonly fields: SharedFields } | { readonly errors: FieldErrors }> {
  const { say, today } = speaker;
  const errors: Record<string, string> = {};
  const title = values.text('title');
  if (!isVisible(title)) errors['title'] = say('follow-up.form.errors.title');
  const due = values.date('due');
  const problem = item && due === item.dueOn ? null : dueDateProblem(due, today);
  if (problem) errors['due'] = dueError(problem, say);
  const person = async (field: string, kept: string | null) => {
    const found = await ownerOf(deps, values.user(field), speaker, kept);
    if ('person' in found) return found.person;
    errors[field] = found.problem;
    return null;
  };
  const owner = await person('owner', item?.ownerKey ?? null);
  const keptUnblocker = item?.kind === 'blocker' ? item.unblockerKey : null;
  const unblocker = values.user('unblocker') === null ? null : await person('unblocker', keptUnblocker);
  if (Object.keys(errors).length > 0 || !owner || due === null) return { errors };
  return { fields: { title, details: values.text('details'), owner, dueOn: due, unblocker } };
}

/** The committee chosen in a form, or the only one; null where none of theirs was chosen. */
export function chosenCommittee({ committees }: Speaker, values: ViewValues): Committee | null {
  const id = values.choice('committee') ?? (committees.length === 1 ? committees[0]?.id : null);
  return committees.find((committee) => committee.id === id) ?? null;
}

export function dueError(problem: DateProblem, say: Speaker['say']): string {
  return say(`follow-up.form.errors.${{ missing: 'dueMissing', past: 'duePast', far: 'dueFar' }[problem]}`);
}
