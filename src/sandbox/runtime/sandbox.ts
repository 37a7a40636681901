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
import type { StandIn } from '../stand-in.js';
import { exportState, type StateSnapshot } from '../state/snapshot.js';
import { startApp } from './app-at-work.js';
import { doFirstThings } from './first-things.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { eachInTurn } from './in-turn.js';
import { createMovableClock, type MovableClock } from './movable-clock.js';
import { recallWorkspace } from './recall.js';
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

const startTime = { hour: 8, minute: 0 };

/**
 * Makes the parts, from what was left of the last time where there is something; its page is served before it is ready.
 * @throws ConfigError for a database that is not a sandbox's, another seed or day than it was made with, a taken
 * port, and a database that another sandbox uses
 */
export async function buildSandbox(options: SandboxOptions): Promise<Sandbox> {
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
    const base = { options, organisation, tokens, technicalClock, clock, log, standIn, folder, lock };
    const emptyState = exportState(standIn.state);
    const { sample, isAsItWas, hasPassedRun } = await openSample({ ...base, database });
    const app = await startApp({ settings, database, clock, log, standIn, tokens });
    if (!isAsItWas) await doFirstThings({ app, log });
    return { ...base, emptyState, database, sample, app, hasPassedRun };
  } catch (error) {
    await eachInTurn([() => standIn.stop(), () => database?.close(), () => lock?.release()]).catch(() => undefined);
    throw error;
  }
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

type SampleParts = Omit<Sandbox, 'sample' | 'app' | 'emptyState' | 'hasPassedRun'>;

type OpenedSample = { readonly sample: SandboxSample; readonly isAsItWas: boolean; readonly hasPassedRun: boolean };

async function openSample(parts: SampleParts): Promise<OpenedSample> {
  const { options, database, clock, organisation, technicalClock } = parts;
  const found = await findSandboxMade(database, options.ask);
  if (!found) return { sample: await newSample(parts, options.ask), isAsItWas: false, hasPassedRun: false };
  const { announce } = options;
  const recalled = await recallWorkspace({ ...parts, ...found, technicalClock, announce });
  const sample = await prepareSandbox({ database, clock, organisation }, options.ask);
  return { sample, isAsItWas: recalled !== null, hasPassedRun: recalled?.hasPassedRun ?? false };
}

/** Puts the sample into an empty database, the clock at real time or at the morning of the day that was asked for. */
export async function newSample(parts: SampleParts, ask: SandboxAsk): Promise<SandboxSample> {
  const { database, clock, organisation, technicalClock, options } = parts;
  options.announce('copil: preparing the sample organisation …');
  const zone = zoneOf(organisation);
  const start = ask.startDay === undefined ? null : instantAt({ date: ask.startDay, time: startTime, zone });
  clock.setOffset(start ? start.getTime() - technicalClock.now().getTime() : 0);
  return prepareSandbox({ database, clock, organisation }, ask);
}

/** Where a day of the sandbox begins and ends. */
export function zoneOf({ committees }: Organisation): string {
  return committees[0]?.timeZone ?? 'Europe/Paris';
}
