import type { App } from '../../app.js';
import type { ToolConfig } from '../../config.js';
import {
  findSandboxMade,
  loadSampleOrganisation,
  type Organisation,
  prepareSandbox,
  refuseProductionAt,
  type SandboxAsk,
  type SandboxSample,
  wipeSandbox,
} from '../../features/setup/public.js';
import { type Clock, systemClock } from '../../kernel/clock.js';
import { instantAt } from '../../kernel/zoned-time.js';
import { type Database, openDatabase } from '../../platform/db/database.js';
import { createLogger, type Logger } from '../../platform/log.js';
import type { InTwoLanguages } from '../desk/controls.js';
import type { StandIn } from '../stand-in.js';
import { exportState, type StateSnapshot } from '../state/snapshot.js';
import { startApp } from './app-at-work.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { eachInTurn } from './in-turn.js';
import { createMovableClock, type MovableClock } from './movable-clock.js';
import { type RecallParts, recallWorkspace } from './recall.js';
import { runtimeWords } from './words.js';
import { newTokens, openWorkspace, type Tokens } from './workspace.js';
import { createWorkspaceFolder, folderOf, type WorkspaceFolder } from './workspace-folder.js';

export type SandboxOptions = {
  readonly settings: ToolConfig;
  readonly databaseUrl: string;
  readonly ask: SandboxAsk;
  /** Makes an existing sandbox anew. */
  readonly isReset: boolean;
  announce(line: string): void;
};

/** A workspace, the app beside it, and what both live on. The parts that a reset makes anew can be replaced. */
export type Sandbox = {
  readonly options: SandboxOptions;
  readonly organisation: Organisation;
  readonly tokens: Tokens;
  readonly technicalClock: Clock;
  readonly clock: MovableClock;
  readonly log: Logger;
  readonly standIn: StandIn;
  readonly folder: WorkspaceFolder;
  /** To be released last: until then nobody else may open the database. */
  readonly lock: FolderLock;
  /** The workspace before anybody wrote in it. */
  readonly emptyState: StateSnapshot;
  database: Database;
  sample: SandboxSample;
  app: App;
  /** Whether a move of the clock went past a scheduled run since the sandbox was made. */
  hasPassedRun: boolean;
};

/** What is there before the sample is: a workspace that can be looked at, and a database that nothing speaks against. */
export type Ground = Omit<Sandbox, 'sample' | 'app'> & {
  /** The workspace is as it was left the last time; else it begins empty. */
  readonly isAsItWas: boolean;
  /** The database holds no sample yet. */
  readonly isNew: boolean;
};

const startTime = { hour: 8, minute: 0 };

/**
 * Opens what the sandbox stands on, as it was left the last time where there is something. Until its page is served,
 * whoever looks is told to wait.
 * @throws ConfigError for a database that is not a sandbox's, another seed or day than it was made with, a taken
 * port, and a database that another sandbox uses
 */
export async function openGround(options: SandboxOptions): Promise<Ground> {
  const { settings, databaseUrl } = options;
  const technicalClock = systemClock;
  const clock = createMovableClock(technicalClock);
  const tokens = newTokens();
  const log = createLogger({ level: settings.logLevel === 'info' ? 'warn' : settings.logLevel });
  const organisation = await loadSampleOrganisation();
  const standIn = await openWorkspace({ organisation, tokens, clock, port: settings.port });
  let database: Database | undefined;
  let lock: FolderLock | undefined;
  try {
    await refuseProductionAt(databaseUrl);
    const folder = createWorkspaceFolder(folderOf(databaseUrl));
    lock = await lockFolder(folder.path);
    database = await openOwnDatabase(options);
    const emptyState = exportState(standIn.state);
    const base = { options, organisation, tokens, technicalClock, clock, log, standIn, folder, lock, database };
    return { ...base, emptyState, ...(await recall(base)) };
  } catch (error) {
    await closeGround({ standIn, database, lock }).catch(() => undefined);
    throw error;
  }
}

export function closeGround(parts: {
  readonly standIn: StandIn;
  readonly database: Database | undefined;
  readonly lock: FolderLock | undefined;
}): Promise<void> {
  return eachInTurn([() => parts.standIn.stop(), () => parts.database?.close(), () => parts.lock?.release()]);
}

/** Lets the workspace be as it was left, where the database holds a sample already. */
async function recall(parts: Omit<RecallParts, 'workspaceId' | 'made' | 'announce'> & Pick<Sandbox, 'options'>) {
  const found = await findSandboxMade(parts.database, parts.options.ask);
  if (!found) return { isNew: true, isAsItWas: false, hasPassedRun: false };
  const { announce } = parts.options;
  const recalled = await recallWorkspace({ ...parts, ...found, announce });
  return { isNew: false, isAsItWas: recalled !== null, hasPassedRun: recalled?.hasPassedRun ?? false };
}

/** Puts the sample and the app on their ground; the digest is on its way when this resolves. */
export async function buildSandbox(ground: Ground, tell: (text: InTwoLanguages) => void): Promise<Sandbox> {
  const { isAsItWas, isNew, ...base } = ground;
  const { options, database, clock, organisation } = base;
  if (isNew) tell(runtimeWords.readings);
  const sample = isNew
    ? await newSample(base, options.ask)
    : await prepareSandbox({ database, clock, organisation }, options.ask);
  if (!isAsItWas) tell(runtimeWords.digest);
  const app = await startApp({ ...base, settings: options.settings }, { isNew: !isAsItWas });
  return { ...base, sample, app };
}

/** @throws ConfigError when it is not a sandbox's; it is not touched */
async function openOwnDatabase({ databaseUrl, isReset }: SandboxOptions): Promise<Database> {
  // A try-out may lose its last moments to a power cut, and nobody waits for the disk.
  const open = () => openDatabase(databaseUrl, 'process-end');
  const database = await open();
  if (!isReset) return database;
  try {
    await wipeSandbox(database);
  } finally {
    await database.close();
  }
  return open();
}

type SampleParts = Pick<Sandbox, 'database' | 'clock' | 'organisation' | 'technicalClock'>;

/** Puts the sample into an empty database, the clock at real time or at the morning of the day that was asked for. */
export async function newSample(parts: SampleParts, ask: SandboxAsk): Promise<SandboxSample> {
  const { database, clock, organisation, technicalClock } = parts;
  const zone = zoneOf(organisation);
  const start = ask.startDay === undefined ? null : instantAt({ date: ask.startDay, time: startTime, zone });
  clock.setOffset(start ? start.getTime() - technicalClock.now().getTime() : 0);
  return prepareSandbox({ database, clock, organisation }, ask);
}

/** Where a day of the sandbox begins and ends. */
export function zoneOf({ committees }: Organisation): string {
  return committees[0]?.timeZone ?? 'Europe/Paris';
}
