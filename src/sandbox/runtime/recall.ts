import {
  findSweptUntil,
  forgetSlack,
  forgetUploadsBut,
  listPosted,
  postAgain,
  type SampleMade,
} from '../../features/setup/public.js';
import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../platform/db/database.js';
import type { StandIn } from '../stand-in.js';
import { restoreState } from '../state/snapshot.js';
import type { MovableClock } from './movable-clock.js';
import type { KeptWorkspace, WorkspaceFolder } from './workspace-folder.js';

export type RecallParts = {
  readonly database: Database;
  readonly workspaceId: string;
  readonly made: SampleMade;
  readonly standIn: StandIn;
  readonly folder: WorkspaceFolder;
  readonly clock: MovableClock;
  readonly technicalClock: Clock;
  announce(line: string): void;
};

/**
 * Lets the workspace be as it was when it was last kept, its clock included. Where nothing was kept for this database it
 * begins empty, says so, and the database forgets what it had posted.
 * @returns what else was kept of it; null where it begins empty
 */
export async function recallWorkspace(parts: RecallParts): Promise<Pick<KeptWorkspace, 'hasPassedRun'> | null> {
  const kept = await readKept(parts);
  if (!kept) {
    await beginEmpty(parts);
    return null;
  }
  parts.clock.setOffset(kept.clockOffsetMs);
  restoreState(parts.standIn.state, kept.slack, (id) => kept.bytes.get(id));
  await bringIntoStep(parts);
  return kept;
}

async function readKept({ folder, workspaceId, announce }: RecallParts) {
  try {
    const kept = await folder.read();
    if (!kept) {
      announce(`copil: no messages were kept in ${folder.path}; the workspace begins empty.`);
      return null;
    }
    if (kept.workspaceId === workspaceId) return kept;
    const aside = await folder.setAside();
    announce(
      `copil: the messages kept in ${folder.path} belong to another sandbox and are now in ${aside}; the workspace begins empty.`,
    );
  } catch {
    const aside = await folder.setAside();
    announce(
      `copil: the messages kept in ${folder.path} cannot be read and are now in ${aside}; the workspace begins empty.`,
    );
  }
  return null;
}

/** Without what was kept nobody knows how far the clock was; it is never behind what the committees have lived through. */
async function beginEmpty({ database, workspaceId, made, clock, technicalClock }: RecallParts): Promise<void> {
  await forgetSlack(database, workspaceId);
  const swept = await findSweptUntil(database.client, workspaceId);
  const aheadMs = swept ? swept.getTime() - technicalClock.now().getTime() : 0;
  clock.setOffset(made.startDay === null ? Math.max(0, aheadMs) : aheadMs);
}

/** A process that was killed has lost its last second: what the database posted in it is posted again. */
async function bringIntoStep({ database, workspaceId, standIn, technicalClock }: RecallParts): Promise<void> {
  const { state } = standIn;
  const lost = (await listPosted(database.client, workspaceId)).filter(
    ({ channel, ts }) => !state.findMessage(channel, ts),
  );
  if (lost.length > 0) {
    await postAgain(
      database,
      lost.map(({ id }) => id),
      technicalClock.now(),
    );
  }
  await forgetUploadsBut(database, { workspaceId, fileIds: [...state.files.keys()] });
}
