import { z } from 'zod';
import type { NewId } from '../../../kernel/ids.js';
import { canonicalJson } from '../../../kernel/json.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import { isUniqueViolation } from '../../../platform/db/errors.js';
import { recordEvent } from '../../../platform/db/events.js';
import type { SetLimits } from './set-limits.js';

/** Limits as they are kept, with whose they are. */
export type KeptLimits = {
  readonly kpiId: string;
  readonly kpiKey: string;
  readonly segment: string;
  readonly set: SetLimits;
};

const StoredLimits = z.object({
  setAt: z.string(),
  from: z.string(),
  to: z.string(),
  limits: z.object({
    centre: z.number(),
    lower: z.number(),
    upper: z.number(),
    lowerQuarter: z.number(),
    upperQuarter: z.number(),
    movingRange: z.number(),
    movingRangeLimit: z.number(),
    sigma: z.number(),
    count: z.number(),
  }),
  autocorrelation: z.number(),
  factors: z.array(z.tuple([z.number(), z.number()])).nullable(),
  trend: z.object({ slope: z.number(), origin: z.number() }).nullable(),
});

const Unit = z.enum(['week', 'month', 'quarter']);

/** The limits kept for these KPIs, those that begin later behind. */
export async function findLimits(store: Transaction, kpiIds: readonly string[]): Promise<KeptLimits[]> {
  const rows = await store.kpiLimits.findMany({
    where: { kpiId: { in: [...kpiIds] } },
    orderBy: [{ holdsFrom: 'asc' }, { id: 'asc' }],
    include: { kpi: { select: { key: true } } },
  });
  return rows.map(({ kpiId, kpi, segment, unit, basis, holdsFrom, limits }) => ({
    kpiId,
    kpiKey: kpi.key,
    segment,
    set: { unit: Unit.parse(unit), basis, holdsFrom, ...StoredLimits.parse(JSON.parse(limits)) },
  }));
}

type Keeping = { readonly workspaceId: string; readonly newId: NewId; readonly at: Date };

/**
 * Keeps limits, with one event for all. False, and nothing kept, where another process has set one of them meanwhile:
 * limits are set once.
 */
export async function keepLimits(database: Database, kept: readonly KeptLimits[], ask: Keeping): Promise<boolean> {
  const { workspaceId, newId, at } = ask;
  try {
    await database.transaction(async (transaction) => {
      await transaction.kpiLimits.createMany({
        data: kept.map(({ kpiId, segment, set: { unit, basis, holdsFrom, ...limits } }) => {
          return { id: newId(), kpiId, segment, unit, basis, holdsFrom, limits: canonicalJson(limits), setAt: at };
        }),
      });
      await recordEvent(transaction, {
        workspaceId,
        actorKey: null,
        what: 'kpi.limits-set',
        subjectKind: 'workspace',
        subjectId: workspaceId,
        after: kept.map(({ kpiKey, segment, set: { unit, from, to } }) => ({ kpi: kpiKey, segment, unit, from, to })),
        surface: 'schedule',
        at,
      });
    });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Lets go of the limits of KPIs that are made otherwise now; the ids of those that had any. */
export async function forgetLimits(transaction: Transaction, kpiIds: readonly string[]): Promise<string[]> {
  const where = { kpiId: { in: [...kpiIds] } };
  const found = await transaction.kpiLimits.findMany({ where, select: { kpiId: true }, distinct: ['kpiId'] });
  await transaction.kpiLimits.deleteMany({ where });
  return found.map(({ kpiId }) => kpiId);
}
