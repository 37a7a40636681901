import type { Delivery } from './delivery.js';
import type { OutboxDeps } from './outbox-deps.js';
import { renewClaim } from './stored-deliveries.js';

/** Slack answers or times out, and a chart is drawn or given up, well before that; what takes longer hangs. */
const leasesAtMost = 5;

const renewalsPerLease = 3;

/**
 * Does work that may take longer than a lease, such as drawing and uploading, without another process taking the message
 * over meanwhile, which would count it as one that ends programs. A process that stands still or ends holds nothing.
 */
export async function holding<T>(deps: OutboxDeps, { id }: Delivery, work: () => Promise<T>): Promise<T> {
  const { leaseMs } = deps.timings;
  let renewals = 0;
  const timer = setInterval(() => {
    renewals += 1;
    if (renewals >= leasesAtMost * renewalsPerLease) clearInterval(timer);
    const now = deps.nowMs();
    const claim = { holder: deps.holder, now: new Date(now), leaseUntil: new Date(now + leaseMs) };
    renewClaim(deps.database.client, id, claim).catch((error: unknown) => {
      deps.log.warn('a claim could not be renewed; it ends with its lease', { err: error, id });
    });
  }, leaseMs / renewalsPerLease);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
