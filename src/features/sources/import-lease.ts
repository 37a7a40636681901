import { ConflictError } from '../../kernel/errors.js';
import { canonicalJson } from '../../kernel/json.js';
import type { Database, Transaction } from '../../platform/db/database.js';
import { claimLock, releaseLock, renewLock } from '../../platform/scheduler/stored-locks.js';

/** Who imports, for whoever finds the door closed. */
type LeaseHolder = {
  readonly importing: string;
  readonly actorKey: string | null;
  readonly since: string;
};

/** The one import at a time that a workspace allows is somebody else's. */
export class ImportRunningError extends ConflictError {
  constructor(message: string) {
    super(message, { userMessage: message });
  }
}

export type Lease = {
  /**
   * Holds on for another term when a good part of this one is over; called before each chunk.
   * @throws ImportRunningError when the lease ended and another import took it.
   */
  keep(): Promise<void>;
  /** The same inside the last transaction, whatever time has passed, so that an import that lost its lease cannot commit. */
  renew(transaction: Transaction): Promise<void>;
  release(): Promise<void>;
};

type LeaseOptions = {
  readonly workspaceId: string;
  /** Unique to this import: tells its lease from any other. */
  readonly id: string;
  readonly holder: LeaseHolder;
  readonly termMs: number;
  /** Real time: a lease ends whatever the business clock says. */
  readonly now: () => Date;
};

/**
 * Makes this the one import of the workspace.
 * @throws ImportRunningError telling who imports what, since when, when another one holds the lease.
 */
export async function takeLease(database: Database, options: LeaseOptions): Promise<Lease> {
  const { workspaceId, id, termMs, now } = options;
  const name = `import:${workspaceId}`;
  const holder = canonicalJson({ id, ...options.holder });
  const until = (): Date => new Date(now().getTime() + termMs);
  if (!(await claimLock(database.client, { name, holder, leaseUntil: until() }, now())))
    throw await heldBy(database, name);
  let renewedAt = performance.now();
  const renew = async (store: Transaction): Promise<void> => {
    if (!(await renewLock(store, { name, holder, leaseUntil: until() }))) throw lost();
    renewedAt = performance.now();
  };
  return {
    keep: async () => {
      if (performance.now() - renewedAt > termMs / 4) await renew(database.client);
    },
    renew,
    // What cannot be given back now ends by itself.
    release: () => releaseLock(database.client, { name, holder }).catch(() => undefined),
  };
}

async function heldBy(database: Database, name: string): Promise<ImportRunningError> {
  const lock = await database.client.lock.findUnique({ where: { name } });
  const other = lock ? (JSON.parse(lock.holder) as Partial<LeaseHolder>) : {};
  const who = other.actorKey ? ` by ${other.actorKey}` : '';
  const message = `Another import is running: ${other.importing ?? 'a file'}${who}, since ${other.since ?? 'a moment ago'}. Nothing was imported; try again when it is done, or after ${lock?.leaseUntil.toISOString() ?? 'a minute'} if it was killed`;
  return new ImportRunningError(message);
}

function lost(): ImportRunningError {
  const message =
    'This import stood still for too long and another one began. Nothing of this one was kept; run it again';
  return new ImportRunningError(message);
}
