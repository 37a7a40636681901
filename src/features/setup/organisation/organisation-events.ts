import type { NewEvent } from '../../../platform/db/events.js';
import type { FieldChange, PlannedChange } from './plan.js';
import type { StoredSubject, Subject, SubjectKind } from './subjects.js';

/** What an apply tells of one thing in the file. */
type OrganisationEvent = NewEvent & { readonly subjectKind: SubjectKind };

type Done = {
  readonly created: readonly Subject[];
  readonly changed: readonly PlannedChange[];
  readonly archived: readonly StoredSubject[];
};

type Facts = Pick<OrganisationEvent, 'workspaceId' | 'actorKey' | 'surface' | 'at'>;

/**
 * Events can never be changed or deleted, and a person may ask to be erased: of a name or an address the log only says
 * that it was given or changed.
 */
const personal: readonly string[] = ['name', 'email'];

function loggable(kind: SubjectKind, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown = Object.entries(fields).map(([field, value]) => {
    const isHidden = kind === 'person' && personal.includes(field) && value !== null && value !== undefined;
    return [field, isHidden ? '[personal]' : value];
  });
  return Object.fromEntries(shown);
}

function sideOf(changes: readonly FieldChange[], side: 'before' | 'after'): Record<string, unknown> {
  return Object.fromEntries(changes.map((change) => [change.field, change[side]]));
}

/** One event for each thing that an apply makes, changes, brings back or archives, named by its key in the file. */
export function eventsOf(done: Done, facts: Facts): OrganisationEvent[] {
  const { workspaceId, actorKey, surface, at } = facts;
  const event = (subject: Subject, verb: string, told: Pick<NewEvent, 'before' | 'after'>) => ({
    workspaceId,
    actorKey,
    what: `${subject.kind}.${verb}`,
    subjectKind: subject.kind,
    subjectId: subject.key,
    ...told,
    surface,
    at,
  });
  return [
    ...done.created.map((subject) => event(subject, 'created', { after: loggable(subject.kind, subject.fields) })),
    ...done.changed.map(({ subject, fields, isRestored }) =>
      event(subject, isRestored ? 'restored' : 'changed', {
        before: loggable(subject.kind, sideOf(fields, 'before')),
        after: loggable(subject.kind, sideOf(fields, 'after')),
      }),
    ),
    ...done.archived.map((subject) => event(subject, 'archived', { before: loggable(subject.kind, subject.fields) })),
  ];
}
