import type { Committee } from '../../organisation/committees/committees.js';
import type { Logger } from '../../platform/log.js';
import { ImportRunningError } from '../sources/public.js';

export type MeasureDeps = {
  /** Stores what Copil itself computes for a committee and period; nothing is computed where it is left out. */
  readonly measure?: (committee: Committee, period: string) => Promise<void>;
  readonly log: Logger;
};

/**
 * Brings the computed KPIs of a committee up to date, so that its digest finds them. A digest is worth more than they
 * are: whatever stands in their way is logged, and `busy` says that trying again soon is likely to help.
 */
export async function measureFirst(
  deps: MeasureDeps,
  committee: Committee,
  period: string,
): Promise<'measured' | 'busy' | 'failed'> {
  try {
    await deps.measure?.(committee, period);
    return 'measured';
  } catch (error) {
    if (error instanceof ImportRunningError) return 'busy';
    deps.log.error('the computed KPIs of a digest failed; it goes without them', {
      err: error,
      committee: committee.key,
    });
    return 'failed';
  }
}
