import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseOrganisation } from '../../src/features/setup/organisation/organisation-file.js';
import { applyOrganisation } from '../../src/features/setup/public.js';
import { createImporter } from '../../src/features/sources/public.js';
import { addDays, type CalendarDate } from '../../src/kernel/calendar.js';
import { newUuid } from '../../src/kernel/ids.js';
import { lastCompletePeriod } from '../../src/kernel/zoned-time.js';
import { type Database, openDatabase } from '../../src/platform/db/database.js';
import type { OutboxTimings } from '../../src/platform/outbox/delivery.js';
import { createStandIn, type StandIn } from '../../src/sandbox/stand-in.js';

/** A company whose committees all have a digest that should have left last Monday. */
function organisationText(committees: number): string {
  const everyDay = 'monday, tuesday, wednesday, thursday, friday, saturday, sunday';
  const lines = Array.from({ length: committees }, (_, index) => {
    const number = String(index + 1).padStart(3, '0');
    return `  team-${number}:
    name: Team ${number}
    level: operational
    channel: { id: C0TEAM00${number}, access: internal }
    chair: omar
    schedule: { every: week, on: monday, at: '09:00' }
    workingHours: { from: '00:00', to: '23:59', days: [${everyDay}] }
    lateSource: send grey
    kpis: [leads, orders]`;
  });
  return `workspace: { name: Kill test, country: FR, language: en, timeZone: Europe/Paris }
people:
  omar: { name: Omar Haddad, email: omar@example.com, slack: U0OMAR00001, operator: true }
sources:
  crm: { name: CRM }
kpis:
  leads:
    name: Leads
    domain: performance
    format: { style: number, decimals: 0 }
    direction: higher
    rollUp: sum
    grain: day
    sources: [crm]
    targets: [{ from: 2020-01-01, value: 1000000 }]
  orders:
    name: Orders
    domain: performance
    format: { style: number, decimals: 0 }
    direction: higher
    rollUp: sum
    grain: day
    sources: [crm]
    targets: [{ from: 2020-01-01, value: 1 }]
committees:
${lines.join('\n')}
`;
}

const secrets = { botToken: 'xoxb-kill-test', appToken: 'xapp-kill-test', signingSecret: 'kill-test-secret' };

/** Short, so that a test ends; in the proportions of the real ones. */
const timings: OutboxTimings = {
  leaseMs: 4_000,
  postWithinMs: 1_000,
  visibilityMs: 2_500,
  maxBackoffMs: 500,
  picturePatienceMs: 20_000,
  giveUpAfterMs: 600_000,
  idleMs: 300,
};

export type KillOutcome = {
  readonly digests: number;
  readonly kills: number;
  /** Kills that left a message whose outcome nobody had stored. */
  readonly killsDuringAttempt: number;
  readonly parents: number;
  readonly replies: number;
  readonly duplicateKeys: readonly string[];
  readonly undelivered: number;
};

type Ask = {
  readonly databaseUrl: string;
  readonly digests: number;
  readonly kills: number;
  /** How many instances share the database. */
  readonly processes: number;
  readonly random: () => number;
};

/** Lets real processes deliver digests, kills them at random moments, and counts what stands in the channels in the end. */
export async function killWhileDelivering(ask: Ask): Promise<KillOutcome> {
  const database = await openDatabase(ask.databaseUrl);
  const slack = await startSlack(ask.digests);
  const processes: (ChildProcess | null)[] = Array.from({ length: ask.processes }, () => null);
  const start = () => startProcess(ask.databaseUrl, slack);
  let killsDuringAttempt = 0;
  try {
    await prepare(database, ask.digests);
    for (let kill = 0; kill < ask.kills; kill += 1) {
      for (let index = 0; index < processes.length; index += 1) processes[index] ??= await start();
      await untilSomethingLeaves(slack, ask, kill);
      const victim = Math.floor(ask.random() * processes.length);
      await end(processes[victim], 'SIGKILL');
      processes[victim] = null;
      killsDuringAttempt += (await database.client.delivery.count({ where: { state: 'sending' } })) > 0 ? 1 : 0;
    }
    for (let index = 0; index < processes.length; index += 1) processes[index] ??= await start();
    await untilDelivered(database, ask.digests);
    return {
      ...count(slack),
      digests: ask.digests,
      kills: ask.kills,
      killsDuringAttempt,
      undelivered: await open(database),
    };
  } finally {
    await Promise.all(processes.map((process) => end(process, 'SIGTERM')));
    await slack.stop();
    await database.close();
  }
}

async function startSlack(channels: number): Promise<StandIn> {
  const slack = createStandIn({
    ...secrets,
    users: [{ id: 'U0OMAR00001', name: 'omar', real_name: 'Omar Haddad', email: 'omar@example.com' }],
    channels: Array.from({ length: channels }, (_, index) => {
      const number = String(index + 1).padStart(3, '0');
      return { id: `C0TEAM00${number}`, name: `team-${number}`, members: ['U0COPIL0001', 'U0OMAR00001'] };
    }),
    rateLimits: 'off',
    fileReadyAfterMs: 20,
  });
  await slack.start();
  // Widens the moment in which a post is under way, where a kill does the most harm.
  slack.faults.add({ kind: 'slow', method: 'chat.postMessage', ms: 25 });
  return slack;
}

async function prepare(database: Database, committees: number): Promise<void> {
  const organisation = await parseOrganisation({ name: 'copil.yml', text: organisationText(committees) });
  const clock = { now: () => new Date() };
  const { workspaceId } = await applyOrganisation(
    { database, clock },
    { organisation, prune: false, actorKey: null, surface: 'cli' },
  );
  // Active since long before, so that last Monday's run is due at once.
  const week = lastCompletePeriod('week', { at: clock.now(), zone: 'Europe/Paris' });
  await database.client.committee.updateMany({ data: { activatedAt: new Date(`${addDays(week.end, 0)}T12:00:00Z`) } });
  const importer = createImporter({ database, clock, newId: newUuid, workspaceId });
  const days = Array.from({ length: 70 }, (_, index) => addDays(week.end, -index));
  const reading = (kpi: string) => (period: CalendarDate, index: number) => ({ kpi, period, value: 100 + (index % 7) });
  const readings = [...days.map(reading('leads')), ...days.map(reading('orders'))];
  await importer.importReadings({ posted: { source: 'crm', readings }, actorKey: null, surface: 'cli' });
}

function startProcess(databaseUrl: string, slack: StandIn): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('./processes/app-process.mjs', import.meta.url));
  const options = { databaseUrl, apiUrl: slack.apiUrl, timings, ...secrets };
  const child = fork(file, [JSON.stringify(options)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`the app ended by itself with ${code}`)));
  });
}

/** Spreads the kills over the whole delivery: each comes a random moment after some more messages have left. */
async function untilSomethingLeaves(slack: StandIn, ask: Ask, kill: number): Promise<void> {
  const wanted = Math.min(
    Math.floor((kill / ask.kills) * ask.digests * messagesPerDigest),
    ask.digests * messagesPerDigest - 1,
  );
  const giveUpAt = performance.now() + 20_000;
  while (posted(slack).length < wanted && performance.now() < giveUpAt) await sleep(5);
  await sleep(ask.random() * 120);
}

/** Parent, the red KPI, the table of all figures. */
export const messagesPerDigest = 3;

function posted(slack: StandIn) {
  // What operators are told, such as that a slow machine drew no pictures, is no part of a digest.
  const rooms = [...slack.state.channels.values()].filter(({ is_im }) => !is_im);
  return rooms.flatMap(({ id }) => slack.state.messagesOf(id).filter(({ metadata }) => metadata !== undefined));
}

async function end(process: ChildProcess | null | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!process || process.exitCode !== null || process.signalCode !== null) return;
  process.removeAllListeners('exit');
  await new Promise((resolve) => {
    process.once('exit', resolve);
    process.kill(signal);
  });
}

function open(database: Database): Promise<number> {
  return database.client.delivery.count({ where: { state: { not: 'sent' } } });
}

/** However long that takes on a loaded machine: it is given up once nothing more leaves. */
async function untilDelivered(database: Database, digests: number): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  for (let giveUpAt = 0; ; await sleep(100)) {
    const published = await database.client.digest.count({ where: { state: 'published' } });
    const left = digests - published + (await open(database));
    if (left === 0) return;
    if (left !== before) giveUpAt = performance.now() + 90_000;
    if (performance.now() > giveUpAt) return;
    before = left;
  }
}

function count(slack: StandIn): Pick<KillOutcome, 'parents' | 'replies' | 'duplicateKeys'> {
  const messages = posted(slack);
  const keys = messages.map(({ metadata }) => String(metadata?.event_payload['key']));
  const parents = messages.filter(({ thread_ts }) => thread_ts === undefined).length;
  return {
    parents,
    replies: messages.length - parents,
    duplicateKeys: keys.filter((key, index) => keys.indexOf(key) !== index),
  };
}
