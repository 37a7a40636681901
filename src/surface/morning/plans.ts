import { ExternalError } from '../../kernel/errors.js';
import type { NewId } from '../../kernel/ids.js';
import type { RhythmDeps } from '../../organisation/people/rhythms.js';
import type { MorningPart, Mornings, Waking } from './part.js';
import { queueMorning } from './stored-mornings.js';

export type PlanDeps = RhythmDeps & {
  readonly newId: NewId;
  /** Technical time. */
  readonly nowMs: () => number;
};

export type Planner = {
  readonly part: MorningPart;
  readonly planFor: (waking: Waking) => Promise<unknown>;
};

export type Planned = { readonly part: MorningPart; readonly plan: unknown };

/**
 * The parts that have something for anybody, in order. One that fails here is left out of these mornings.
 * @throws ExternalError where the store does not answer, as all of these: that is no fault of a part
 */
export async function plannersOf(
  deps: PlanDeps,
  parts: readonly MorningPart[],
  mornings: Mornings,
): Promise<Planner[]> {
  const planners: Planner[] = [];
  for (const part of parts) {
    const planFor = await orLeftOut(deps, part, () => part.planning(mornings));
    if (planFor) planners.push({ part, planFor });
  }
  return planners;
}

/** What each part tells somebody; one that fails for them is left out. */
export async function plansFor(deps: PlanDeps, waking: Waking, planners: readonly Planner[]): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (const { part, planFor } of planners) {
    const plan = await orLeftOut(deps, part, () => planFor(waking));
    if (plan !== null) planned.push({ part, plan });
  }
  return planned;
}

/** Puts it into the outbox; a part that cannot note what it tells is left out. */
export async function queuePlans(deps: PlanDeps, waking: Waking, planned: readonly Planned[]): Promise<void> {
  if (planned.length === 0) return;
  const { database, workspaceId, newId, nowMs, clock } = deps;
  const { person, day } = waking;
  const { key: personKey, slackUserId } = person;
  const plans = Object.fromEntries(planned.map(({ part, plan }) => [part.name, plan]));
  const morning = { workspaceId, slackUserId, personKey, day, plans };
  const failed = new Set<MorningPart>();
  try {
    await queueMorning(database, morning, {
      newId,
      now: new Date(nowMs()),
      async noteWith(transaction) {
        for (const { part, plan } of planned) {
          failed.add(part);
          await part.onQueued?.(transaction, plan, { personKey, day, at: clock.now() });
          failed.delete(part);
        }
      },
    });
  } catch (error) {
    if (failed.size === 0 || error instanceof ExternalError) throw error;
    for (const { name } of failed) leftOut(deps, name, error);
    const others = planned.filter(({ part }) => !failed.has(part));
    await queuePlans(deps, waking, others);
  }
}

async function orLeftOut<T>(deps: PlanDeps, { name }: MorningPart, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ExternalError) throw error;
    leftOut(deps, name, error);
    return null;
  }
}

function leftOut({ log }: PlanDeps, part: string, error: unknown): void {
  log.error('a part of a morning failed; the others go', { err: error, part });
}
