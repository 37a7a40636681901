import type { Clock } from '../../../kernel/clock.js';
import type { NewId } from '../../../kernel/ids.js';
import type { Database } from '../../../platform/db/database.js';
import { type Lease, takeLease } from '../import-lease.js';
import {
  type Counts,
  commitImports,
  createImport,
  dropImport,
  type ImportOrigin,
  listLeftovers,
  settleImport,
} from '../import-outcome.js';
import type { DuplicateRule } from '../plan/plan-file.js';
import type { RejectsFile } from '../rejects-file.js';
import type { Decoded } from '../rows/decode.js';
import { createUnseen, type Unseen } from '../unseen.js';
import { stageChunk, takeBack } from './stage-chunk.js';
import { createStager, type Stager } from './stager.js';
import { createTally, type LineReason, type ReasonCount, type Tally } from './tally.js';

export type ImportOptions = {
  /** Reports what would happen and keeps nothing. */
  readonly dryRun?: boolean;
  /** Keeps nothing when anything is rejected. */
  readonly strict?: boolean;
  /** Key of the person, or null for Copil itself. */
  readonly actorKey: string | null;
  readonly surface: 'cli' | 'http' | 'slack' | 'schedule';
  /** Called now and then with the number of readings taken in so far. */
  readonly onProgress?: (readings: number) => void;
};

export type ImportReport = {
  /** One for each source that something new or changed came from; empty when nothing was to be kept. */
  readonly importIds: readonly string[];
  /** Keys of all sources the readings belong to. */
  readonly sources: readonly string[];
  /** Readings of periods that had none. */
  readonly accepted: number;
  /** Readings that say what was known already, or what the file itself said before. */
  readonly unchanged: number;
  /** Readings that became a new revision. */
  readonly revised: number;
  /** Faults: rows, single cells of wide rows, and columns that were not taken. */
  readonly rejected: number;
  /** Cells that hold a mark for "no value". */
  readonly missing: number;
  readonly rejectsFile: string | null;
  readonly firstRejects: readonly LineReason[];
  /** The same faults by their kind, the first few kinds. */
  readonly reasons: readonly ReasonCount[];
  /** What is worth a change in `copil.yml` or in a map, in sentences. */
  readonly notices: readonly string[];
  /** Whether what was taken counts now: false after a dry run, or a strict one with rejects. */
  readonly visible: boolean;
};

/** What is imported: a file, a request. `batches` can be read again from the start. */
export type Input = {
  readonly name: string;
  readonly contentHash: string;
  readonly origin: ImportOrigin;
  readonly onDuplicate: DuplicateRule;
  readonly faults: readonly LineReason[];
  readonly rejects: RejectsFile | null;
  batches(): AsyncIterable<Decoded>;
  /** What the whole input tells beside its readings, once it is read. */
  notices?(): string[];
};

type Deps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly workspaceId: string;
};

/** Longer than any chunk takes, short enough that nobody waits long for an import that was killed. */
const leaseMs = 60_000;

/**
 * Stages an input, then makes it visible in one step, or takes it back.
 * @throws ConflictError while another import runs; whatever reading the input throws. Nothing is kept then.
 */
export async function runImport(deps: Deps, input: Input, options: ImportOptions): Promise<ImportReport> {
  const { database, clock, newId, workspaceId } = deps;
  const lease = await takeLease(database, {
    workspaceId,
    id: newId(),
    holder: { importing: input.name, actorKey: options.actorKey, since: clock.now().toISOString() },
    termMs: leaseMs,
    now: () => new Date(),
  });
  try {
    for (const left of await listLeftovers(database, workspaceId)) await dropImport(database, left);
    return await importUnderLease({ ...deps, lease }, input, options);
  } finally {
    await input.rejects?.close();
    await lease.release();
  }
}

type LeasedDeps = Deps & { readonly lease: Lease };

async function importUnderLease(deps: LeasedDeps, input: Input, options: ImportOptions): Promise<ImportReport> {
  const imports = new Map<string, string>();
  try {
    return await stageAndSettle(deps, { input, options, imports });
  } catch (error) {
    // What cannot be taken back now (the database is gone) is invisible, and the next import takes it back.
    for (const id of imports.values()) await dropImport(deps.database, id).catch(() => undefined);
    throw error;
  }
}

type Run = { readonly input: Input; readonly options: ImportOptions; readonly imports: Map<string, string> };

async function stageAndSettle(deps: LeasedDeps, run: Run): Promise<ImportReport> {
  const { input, options, imports } = run;
  const tally = createTally(input);
  const stager = createStager({
    onDuplicate: input.onDuplicate,
    openImport: (source) => openImport(deps, run, source),
    stage: (chunk) => stageChunk(deps.database, deps.lease, chunk),
    takeBack: (chunk) => takeBack(deps.database, chunk),
    reject: tally.rejectReading,
  });
  const unseen = createUnseen();
  await stageAll(input, { stager, tally, unseen, options });
  const rejectsFile = (await input.rejects?.close()) ?? null;
  const refused = options.strict === true && tally.rejected() > 0;
  const settled = refused ? [] : await settleAll(deps, run, stager);
  const visible = !refused && options.dryRun !== true;
  const kept = visible ? settled.filter(({ accepted, revised }) => accepted + revised > 0) : [];
  if (kept.length > 0) {
    await commitImports(deps.database, deps.lease, {
      workspaceId: deps.workspaceId,
      actorKey: options.actorKey,
      surface: options.surface,
      at: deps.clock.now(),
      imports: kept.map((one) => ({ ...one, rejected: tally.rejected() })),
    });
  }
  for (const [source, id] of imports) {
    if (!kept.some((one) => one.source === source)) await dropImport(deps.database, id);
  }
  const total = (part: 'accepted' | 'unchanged' | 'revised'): number =>
    settled.reduce((sum, one) => sum + one[part], 0);
  return {
    importIds: kept.map(({ id }) => id),
    sources: [...imports.keys()].sort(),
    accepted: total('accepted'),
    unchanged: total('unchanged'),
    revised: total('revised'),
    rejected: tally.rejected(),
    missing: tally.missing(),
    rejectsFile,
    firstRejects: tally.firstRejects(),
    reasons: tally.reasons(),
    notices: [...(input.notices?.() ?? []), ...unseen.notices()],
    visible,
  };
}

async function openImport(
  { database, clock, newId, workspaceId }: Deps,
  { input, options, imports }: Run,
  source: { readonly id: string; readonly key: string },
): Promise<string> {
  const opened = imports.get(source.key);
  if (opened !== undefined) return opened;
  const id = newId();
  await createImport(database, {
    id,
    workspaceId,
    sourceId: source.id,
    name: input.name,
    contentHash: input.contentHash,
    actorKey: options.actorKey,
    origin: input.origin,
    startedAt: clock.now(),
  });
  imports.set(source.key, id);
  return id;
}

type Staging = {
  readonly stager: Stager;
  readonly tally: Tally;
  readonly unseen: Unseen;
  readonly options: ImportOptions;
};

async function stageAll(input: Input, { stager, tally, unseen, options }: Staging): Promise<void> {
  let readings = 0;
  for await (const decoded of input.batches()) {
    await stager.add(decoded.readings);
    await tally.take(decoded);
    unseen.add(decoded.readings);
    readings += decoded.readings.length;
    options.onProgress?.(readings);
  }
  await stager.flush();
  await tally.writeRejects();
  if (!stager.hasConflicts()) return;
  for await (const decoded of input.batches()) {
    await stager.rejectConflicts(decoded.readings);
    await tally.writeRejects();
  }
}

type Settled = Counts & { readonly id: string; readonly source: string };

async function settleAll({ database, lease }: LeasedDeps, { input, imports }: Run, stager: Stager): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const [source, id] of imports) {
    const counts = await settleImport(database, lease, id);
    // What is in force already was not even staged, save where the last of several rows had to be known first.
    const unchanged =
      input.onDuplicate === 'last' ? counts.unchanged : stager.taken(source) - counts.accepted - counts.revised;
    settled.push({ id, source, ...counts, unchanged });
  }
  return settled;
}
