import type { Transaction } from '../db/database.js';
import { isUniqueViolation } from '../db/errors.js';

/** A claim on a name. Times are technical ones, of the machine that asks. */
export type Claim = { readonly name: string; readonly holder: string; readonly leaseUntil: Date };

/** True when the name is ours now: it was free, or its last holder let the time pass. */
export async function claimLock(client: Transaction, claim: Claim, now: Date): Promise<boolean> {
  const { name, holder, leaseUntil } = claim;
  // One guarded update decides, whoever else asks at this moment.
  const expired = { name, leaseUntil: { lt: now } };
  const { count } = await client.lock.updateMany({ where: expired, data: { holder, leaseUntil } });
  if (count === 1) return true;
  if (await client.lock.findUnique({ where: { name } })) return false;
  try {
    await client.lock.create({ data: claim });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** False when somebody else took it meanwhile. */
export async function renewLock(client: Transaction, { name, holder, leaseUntil }: Claim): Promise<boolean> {
  const { count } = await client.lock.updateMany({ where: { name, holder }, data: { leaseUntil } });
  return count === 1;
}

export async function releaseLock(client: Transaction, { name, holder }: Omit<Claim, 'leaseUntil'>): Promise<void> {
  await client.lock.deleteMany({ where: { name, holder } });
}
