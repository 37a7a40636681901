import type { Clock } from '../../../kernel/clock.js';
import { ConfigError } from '../../../kernel/errors.js';
import { type NewId, newUuid } from '../../../kernel/ids.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import { recordEvent } from '../../../platform/db/events.js';
import { forgetLimits, KpiCard, limitsBasisOf } from '../../kpis/public.js';
import { assertLockHeld, withApplyLock } from './apply-lock.js';
import type { Names, Organisation } from './organisation.js';
import { eventsOf } from './organisation-events.js';
import { type FieldChange, type Plan, planChanges } from './plan.js';
import { readStoredSubjects } from './stored-subjects.js';
import { type StoredSubject, type Subject, type SubjectKind, subjectsOf } from './subjects.js';
import type { Warning } from './warnings/warning.js';
import { archiveSubjects, type WriteContext, writeSubjects } from './write-subjects.js';

export type ApplyDeps = { readonly database: Database; readonly clock: Clock; readonly newId?: NewId };

export type ApplyRequest = {
  readonly organisation: Organisation;
  /** Archives what the file no longer lists; otherwise that is only reported. */
  readonly prune: boolean;
  /** Key of the person, or null for Copil itself. */
  readonly actorKey: string | null;
  readonly surface: 'cli' | 'slack' | 'http' | 'schedule';
  /** For a database without a workspace; an existing one keeps its kind. `production` when left out. */
  readonly workspaceKind?: 'production' | 'sandbox';
  /** How long to wait for another apply: 5 seconds when left out. */
  readonly patienceMs?: number;
};

export type SubjectName = {
  readonly kind: SubjectKind;
  readonly key: string;
  /** As people read it; a channel has none of its own. */
  readonly name?: string | Names;
};

export type ApplyReport = {
  readonly workspaceId: string;
  /** ISO 4217 code in which costs are given. */
  readonly currency: string;
  readonly created: readonly SubjectName[];
  readonly changed: readonly (SubjectName & { readonly fields: readonly FieldChange[] })[];
  /** Back from the archive, since the file lists it again. */
  readonly restored: readonly SubjectName[];
  readonly unchanged: readonly SubjectName[];
  /** In use and not in the file: left alone, unless it was pruned. */
  readonly noLongerListed: readonly SubjectName[];
  readonly archived: readonly SubjectName[];
  /** KPIs whose limits are set anew, since they are made otherwise than when those were set. */
  readonly limitsAnew: readonly string[];
  readonly warnings: readonly Warning[];
};

const usualPatienceMs = 5_000;

/**
 * Makes the store say what the file says: creates, changes, and with `prune` archives, in one transaction, with an event
 * for each change. The same file twice changes nothing. What the file does not own stays: a Slack account linked by
 * e-mail, and the moment from which a committee's runs count.
 * @throws ConflictError naming who holds the lock when another apply does not end in time; then nothing was changed.
 */
export async function applyOrganisation(deps: ApplyDeps, request: ApplyRequest): Promise<ApplyReport> {
  const newId = deps.newId ?? newUuid;
  const holder = `${request.actorKey ?? 'Copil'} through ${request.surface} (${newId()})`;
  const patienceMs = request.patienceMs ?? usualPatienceMs;
  return withApplyLock(deps.database, { holder, patienceMs }, () =>
    deps.database.transaction(async (transaction) => {
      await assertLockHeld(transaction, holder);
      return applyIn(transaction, { ...request, at: deps.clock.now(), newId });
    }),
  );
}

type Applying = ApplyRequest & { readonly at: Date; readonly newId: NewId };

async function applyIn(transaction: Transaction, ask: Applying): Promise<ApplyReport> {
  const stored = await readStoredSubjects(transaction);
  const plan = planChanges(stored, subjectsOf(ask.organisation));
  const archived = ask.prune ? plan.noLongerListed : [];
  const context = writeContext(stored, plan, ask);
  await writeSubjects(transaction, plan, context);
  await archiveSubjects(transaction, archived, context);
  const limitsAnew = await forgetOldLimits(transaction, plan);
  for (const event of eventsOf({ ...plan, archived }, { ...ask, ...context })) await recordEvent(transaction, event);
  return report(plan, archived, {
    workspaceId: context.workspaceId,
    currency: ask.organisation.workspace.currency,
    limitsAnew,
    warnings: ask.organisation.warnings,
  });
}

/** The keys of KPIs that are made otherwise now, so that what their limits were set on says nothing any more. */
async function forgetOldLimits(transaction: Transaction, { changed }: Plan): Promise<string[]> {
  const basis = ({ fields }: Subject) => limitsBasisOf(KpiCard.parse(fields));
  const otherwise = changed.filter(({ subject, stored }) => subject.kind === 'kpi' && basis(subject) !== basis(stored));
  const forgotten = await forgetLimits(
    transaction,
    otherwise.map(({ stored }) => stored.id),
  );
  return otherwise.filter(({ stored }) => forgotten.includes(stored.id)).map(({ subject }) => subject.key);
}

function writeContext(stored: readonly StoredSubject[], plan: Plan, ask: Applying): WriteContext {
  const ids = new Map(stored.map(({ kind, key, id }) => [`${kind} ${key}`, id]));
  for (const { kind, key } of plan.created) ids.set(`${kind} ${key}`, kind === 'channel' ? key : ask.newId());
  const idOf = (kind: SubjectKind, key: string): string => {
    const id = ids.get(`${kind} ${key}`);
    if (id === undefined) throw new ConfigError(`There is no ${kind} "${key}" to refer to`);
    return id;
  };
  return {
    workspaceId: idOf('workspace', 'workspace'),
    workspaceKind: ask.workspaceKind ?? 'production',
    at: ask.at,
    idOf,
  };
}

function report(
  plan: Plan,
  archived: readonly StoredSubject[],
  facts: Pick<ApplyReport, 'workspaceId' | 'currency' | 'limitsAnew' | 'warnings'>,
): ApplyReport {
  const nameOf = ({ kind, key, fields }: Subject): SubjectName => {
    const name = fields['name'] as SubjectName['name'];
    return name === undefined ? { kind, key } : { kind, key, name };
  };
  return {
    ...facts,
    created: plan.created.map(nameOf),
    changed: plan.changed
      .filter(({ fields }) => fields.length > 0)
      .map(({ subject, fields }) => ({ ...nameOf(subject), fields })),
    restored: plan.changed.filter(({ isRestored }) => isRestored).map(({ subject }) => nameOf(subject)),
    unchanged: plan.unchanged.map(nameOf),
    noLongerListed: plan.noLongerListed.map(nameOf),
    archived: archived.map(nameOf),
  };
}

/** True when an apply left nothing different. */
export function changedNothing(done: ApplyReport): boolean {
  return done.created.length + done.changed.length + done.restored.length + done.archived.length === 0;
}
