import { type ChildProcess, execFile, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseOrganisation } from '../../src/features/setup/organisation/organisation-file.js';
import { applyOrganisation } from '../../src/features/setup/public.js';
import { createImporter } from '../../src/features/sources/public.js';
import { addDays, type CalendarDate } from '../../src/kernel/calendar.js';
import { systemClock } from '../../src/kernel/clock.js';
import { newUuid } from '../../src/kernel/ids.js';
import { lastCompletePeriod } from '../../src/kernel/zoned-time.js';
import { type Database, openDatabase } from '../../src/platform/db/database.js';
import { usualTimings } from '../../src/platform/outbox/delivery.js';
import { writeBigFile } from './big-file.js';
import { organisationText } from './flow-organisation.js';
import { type SlackWords, secrets, startSlack } from './slack/start-slack.js';
import { type PersonName, places } from './slack/team.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

type Done = { imports: number; imported: number; digests: number };

export type BusyOutcome = {
  readonly imports: number;
  /** Readings that the imports brought in. */
  readonly imported: number;
  readonly digests: number;
  /** Commands that were answered with the number of what they stored. */
  readonly captured: number;
  /** Commands whose answer came too late for Slack to show it; what they stored is stored. */
  readonly late: number;
  /** What anything else was answered. */
  readonly otherAnswers: readonly string[];
  /** Items in the store when all is over. */
  readonly stored: number;
  readonly notReady: readonly string[];
  readonly undelivered: number;
  readonly slowestAnswerMs: number;
};

type Ask = {
  readonly databaseUrl: string;
  /** New captures and imports are begun as long as this says so. */
  readonly goesOn: (done: { readonly imports: number; readonly digests: number }) => boolean;
  readonly megabytes: number;
};

/**
 * One app takes captures over Slack and delivers digests, while other processes of the same program import files and ask
 * for digests, all on one database and with the times of production. Throws where a message was posted twice.
 */
export async function captureBesideImports(ask: Ask): Promise<BusyOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'copil-busy-'));
  const database = await openDatabase(ask.databaseUrl);
  const slack = await startSlack();
  let app: ChildProcess | undefined;
  try {
    await prepare(database);
    const started = await startApp(ask.databaseUrl, slack);
    app = started.child;
    const done: Done = { imports: 0, imported: 0, digests: 0 };
    const goesOn = () => ask.goesOn(done);
    const works = await Promise.all([
      captures(slack, goesOn),
      readiness(started.port, goesOn),
      imports(ask, { folder, goesOn, done }),
      digests(ask.databaseUrl, { folder, goesOn, done }),
    ]);
    const undelivered = await untilDelivered(database);
    slack.expectNoUnexpected({ except: [tooLate] });
    const stored = await database.client.item.count();
    return { ...done, ...works[0], notReady: works[1], undelivered, stored };
  } finally {
    await end(app);
    await slack.stop();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const committee = {
  locale: 'en',
  workingHours: { from: '00:00', to: '23:59' },
  kpis: ['leads', 'orders'],
} as const;

async function prepare(database: Database): Promise<void> {
  const text = organisationText({
    'growth-ops': committee,
    'growth-steering': { ...committee, channel: 'growth-steering' },
  });
  const organisation = await parseOrganisation({ name: 'copil.yml', text });
  const applying = { organisation, prune: false, actorKey: null, surface: 'cli' } as const;
  const { workspaceId } = await applyOrganisation({ database, clock: systemClock }, applying);
  const importer = createImporter({ database, clock: systemClock, newId: newUuid, workspaceId });
  const today = new Date().toISOString().slice(0, 10) as CalendarDate;
  const days = Array.from({ length: 70 }, (_, index) => addDays(today, -index));
  const readings = ['leads', 'orders'].flatMap((kpi) => days.map((period) => ({ kpi, period, value: 100 })));
  await importer.importReadings({ posted: { source: 'crm', readings }, actorKey: null, surface: 'cli' });
}

async function startApp(databaseUrl: string, slack: SlackWords): Promise<{ child: ChildProcess; port: number }> {
  const options = { databaseUrl, apiUrl: slack.apiUrl, timings: usualTimings, ...secrets };
  const child = fork(fileURLToPath(new URL('./processes/app-process.mjs', import.meta.url)), [JSON.stringify(options)]);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { readonly port: number }).port));
    child.once('exit', (code) => reject(new Error(`the app ended by itself with ${code}`)));
  });
  slack.setRequestUrl(`http://127.0.0.1:${port}/slack/events`);
  return { child, port };
}

/** What Slack says of an answer that took more than three seconds, as it may on a loaded machine. */
const tooLate = 'operation_timeout';

type Captures = Pick<BusyOutcome, 'captured' | 'late' | 'otherAnswers' | 'slowestAnswerMs'>;

/** Three people, each of whom types the next line when the last one was answered. */
async function captures(slack: SlackWords, goesOn: () => boolean): Promise<Captures> {
  const outcome = { captured: 0, late: 0, otherAnswers: [] as string[], slowestAnswerMs: 0 };
  const type = async (name: 'ana' | 'ben' | 'chloe') => {
    for (let turn = 0; goesOn(); turn += 1) {
      const startedAt = performance.now();
      const answers = await capture(slack, name, turn);
      outcome.slowestAnswerMs = Math.max(outcome.slowestAnswerMs, performance.now() - startedAt);
      if (answers.some(isNumbered)) outcome.captured += 1;
      else if (answers[0] === tooLate) outcome.late += 1;
      else outcome.otherAnswers.push(answers.join(' '));
      // As people type, and no faster than Slack takes what is told of it.
      await sleep(1_000);
    }
  };
  await Promise.all([type('ana'), type('ben'), type('chloe')]);
  return outcome;
}

const isNumbered = (text: string) => /\*A\d+\*/.test(text);

/** All that was answered; who was told to wait gets the answer itself as a second message. */
async function capture(slack: SlackWords, name: PersonName, turn: number): Promise<string[]> {
  const { as } = slack.person(name);
  const before = as.ephemerals().length;
  const ack = await as.slash(`/action <@${as.user.id}> call supplier ${turn} by next Friday`, places['growth-ops'].id);
  const answers = () =>
    as
      .ephemerals()
      .slice(before)
      .map(({ text }) => text);
  const giveUpAt = performance.now() + 30_000;
  while (ack.error === undefined && !answers().some(isNumbered) && performance.now() < giveUpAt) await sleep(10);
  return [...(ack.error === undefined ? [] : [ack.error]), ...answers()];
}

/** What was said against its being ready, each time it was asked. */
async function readiness(port: number, goesOn: () => boolean): Promise<string[]> {
  const reasons: string[] = [];
  while (goesOn()) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    const body = await response.text();
    if (response.status !== 200) reasons.push(body);
    await sleep(300);
  }
  return reasons;
}

type Work = { readonly folder: string; readonly goesOn: () => boolean; readonly done: Done };

/** Files one after the other, each of which changes what the last one brought. */
async function imports({ databaseUrl, megabytes }: Ask, { folder, goesOn, done }: Work): Promise<void> {
  while (goesOn()) {
    const path = join(folder, `import-${done.imports}.csv`);
    const readings = await writeBigFile(path, megabytes, { offset: done.imports });
    await runBuilt(['import', path], databaseUrl);
    await rm(path);
    done.imports += 1;
    done.imported += readings;
  }
}

/** Past weeks of both committees, one after the other; a week that has left changes nothing. */
async function digests(databaseUrl: string, { goesOn, done }: Work): Promise<void> {
  const zone = 'Europe/Paris';
  for (let turn = 0; goesOn(); turn += 1) {
    const at = new Date(Date.now() - (Math.floor(turn / 2) % 8) * 7 * 24 * 60 * 60_000);
    const { label } = lastCompletePeriod('week', { at, zone });
    const committee = turn % 2 === 0 ? 'growth-ops' : 'growth-steering';
    await runBuilt(['digest', 'run', '--committee', committee, '--period', label], databaseUrl);
    done.digests = Math.min(turn + 1, 16);
  }
}

/** @throws with all that it wrote, where it ends with anything but 0 */
function runBuilt(words: readonly string[], databaseUrl: string) {
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl };
  return promisify(execFile)(process.execPath, [cli, ...words], { env, cwd: tmpdir() });
}

async function untilDelivered(database: Database): Promise<number> {
  const open = () => database.client.delivery.count({ where: { state: { in: ['pending', 'sending', 'failed'] } } });
  const giveUpAt = performance.now() + 240_000;
  while ((await open()) > 0 && performance.now() < giveUpAt) await sleep(100);
  return open();
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  child.removeAllListeners('exit');
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}
