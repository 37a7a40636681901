import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { type App, createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import type { Feature } from '../../src/feature.js';
import { parseOrganisation } from '../../src/features/setup/organisation/organisation-file.js';
import { applyOrganisation } from '../../src/features/setup/public.js';
import { createImporter } from '../../src/features/sources/public.js';
import { addDays, type CalendarDate, dayNumber } from '../../src/kernel/calendar.js';
import { newUuid } from '../../src/kernel/ids.js';
import { instantAt, parseTimeOfDay } from '../../src/kernel/zoned-time.js';
import type { ChartRenderer } from '../../src/platform/charts/chart-renderer.js';
import type { Database } from '../../src/platform/db/database.js';
import { createLogger } from '../../src/platform/log.js';
import type { OutboxTimings } from '../../src/platform/outbox/delivery.js';
import { loadTexts } from '../../src/platform/texts.js';
import type { UserOptions } from '../../src/sandbox/state/slack-state.js';
import { restoreState, type StateSnapshot } from '../../src/sandbox/state/snapshot.js';
import type { Databases } from './databases.js';
import {
  type Committees,
  dailyValue,
  type KpiName,
  kpiNames,
  type Overrides,
  organisationText,
  sourceOf,
} from './flow-organisation.js';
import { type SlackWords, secrets, startSlack } from './slack/start-slack.js';

const home = 'Europe/Paris';

/** The instant of a wall clock, `2026-11-16T09:00`, in a zone. */
export function instantOf(local: string, zone: string = home): Date {
  const [date = '', time = '00:00'] = local.split('T');
  return instantAt({ date: date as CalendarDate, time: parseTimeOfDay(time), zone });
}

/** Short, so that a test ends; in the proportions of the real ones. */
const quickTimings: OutboxTimings = {
  leaseMs: 2_000,
  postWithinMs: 500,
  visibilityMs: 150,
  maxBackoffMs: 300,
  picturePatienceMs: 1_000,
  giveUpAfterMs: 60_000,
  idleMs: 100,
};

/** The end of February, once in four years: a test says when the app sweeps, whatever minute begins meanwhile. */
const neverByItself = '0 0 29 2 *';

export type OfficeOptions = {
  readonly databases: Databases;
  readonly committees: Committees;
  readonly organisation?: Overrides;
  /** People of the workspace beside the team. */
  readonly users?: readonly UserOptions[];
  /** When the organisation was applied and the app started, on a Paris clock where it is a text. */
  readonly at: string | Date;
  /** Readings of every KPI stand in the store up to that day; of none where left out. */
  readonly readingsThrough?: string;
  readonly mode?: 'http' | 'socket';
  readonly timings?: Partial<OutboxTimings>;
  readonly slackTimeoutMs?: number;
  /** How each instance draws, where that is not as usual. */
  readonly charts?: () => ChartRenderer;
  /** Another address for Slack than the stand-in's. */
  readonly apiUrl?: string;
  readonly databaseUrl?: string;
  /** What stands in Slack before the app starts, on a database that knows of it and of its organisation. */
  readonly slackState?: StateSnapshot;
  /** Abilities beside those of the version, and the templates that name what they tell. */
  readonly features?: readonly Feature[];
  readonly digestTemplates?: string;
  /** What the app works on, where that is not the test's own connection. */
  readonly appDatabase?: Database;
};

/** The same for every app of a run: reading them takes a tenth of opening an office. */
const texts = loadTexts();

type LogLine = Readonly<Record<string, unknown>> & { readonly level: string; readonly msg: string };

/** Copil at work in the stand-in's workspace, on a business clock that only the test moves. */
export class Office {
  readonly slack: SlackWords;
  readonly database: Database;
  readonly apps: App[] = [];
  readonly #options: OfficeOptions;
  readonly #log: LogLine[] = [];
  readonly #forgiven: RegExp[] = [];
  #now: Date;
  #isStopped = false;

  static async open(options: OfficeOptions): Promise<Office> {
    const [slack, database] = await Promise.all([startSlack(), options.databases.open(options.databaseUrl)]);
    const office = new Office(options, slack, database);
    for (const user of options.users ?? []) slack.state.addUser(user);
    if (options.slackState) restoreState(slack.state, options.slackState);
    else await office.apply(options.committees);
    if (options.readingsThrough) await office.readingsThrough(options.readingsThrough);
    await office.startApp(options.appDatabase);
    return office;
  }

  private constructor(options: OfficeOptions, slack: SlackWords, database: Database) {
    this.#options = options;
    this.#now = typeof options.at === 'string' ? instantOf(options.at) : options.at;
    this.slack = slack;
    this.database = database;
  }

  readonly clock = { now: () => this.#now };

  get app(): App {
    const app = this.apps.at(-1);
    if (!app) throw new Error('No app runs');
    return app;
  }

  get address(): string {
    return `http://127.0.0.1:${this.app.port()}`;
  }

  /** Applies a `copil.yml` with these committees, and no others. */
  async apply(committees: Committees): Promise<void> {
    const organisation = await parseOrganisation({
      name: 'copil.yml',
      text: organisationText(committees, this.#options.organisation),
    });
    const request = { organisation, prune: true, actorKey: null, surface: 'cli' } as const;
    await applyOrganisation({ database: this.database, clock: this.clock }, request);
  }

  /** One more instance on the same database; the newest is the one Slack calls. */
  async startApp(database: Database = this.database): Promise<App> {
    const { timings, slackTimeoutMs, apiUrl, mode, charts, features, digestTemplates } = this.#options;
    const config = readConfig({
      SLACK_BOT_TOKEN: secrets.botToken,
      ...(mode === 'socket' ? { SLACK_APP_TOKEN: secrets.appToken } : { SLACK_SIGNING_SECRET: secrets.signingSecret }),
      SLACK_API_URL: apiUrl ?? this.slack.apiUrl,
      COPIL_API_TOKEN: 'readings-token',
      PORT: '0',
    });
    const app = await createApp({
      config,
      database,
      clock: this.clock,
      log: createLogger({ level: 'info', destination: { write: (line) => void this.#log.push(JSON.parse(line)) } }),
      timings: { ...quickTimings, ...timings },
      ...(charts && { charts: charts() }),
      ...(features && { features }),
      ...(digestTemplates === undefined ? {} : { digestTemplates }),
      ...(slackTimeoutMs === undefined ? {} : { slackTimeoutMs }),
      sweepPattern: neverByItself,
      texts,
      // A loaded machine takes long to end what is in flight.
      stopDeadlineMs: 120_000,
    });
    await app.start();
    this.apps.push(app);
    if (mode !== 'socket') this.slack.setRequestUrl(`${this.address}/slack/events`);
    // Else the first sweep might see a clock that the test moves meanwhile.
    await app.sweepNow();
    return app;
  }

  async stopApps(): Promise<void> {
    const running = this.apps.splice(0);
    await Promise.all(running.map((app) => app.stop()));
  }

  /** Moves the business clock, and nothing else. */
  at(local: string, zone?: string): void {
    this.#now = instantOf(local, zone);
  }

  /** Moves the clock, sweeps once in each instance at the same time, and waits until everything due has left. */
  async advanceTo(local: string, zone?: string): Promise<void> {
    this.at(local, zone);
    await this.sweep();
    await this.settled();
  }

  async sweep(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.sweepNow()));
  }

  /** Waits until no message is on its way and every composed digest is published. */
  async settled({ withinMs = 120_000 } = {}): Promise<void> {
    const until = Date.now() + withinMs;
    for (;;) {
      const { delivery, digest } = this.database.client;
      const open = await delivery.findMany({ where: { state: { in: ['pending', 'sending'] } } });
      if (open.length === 0 && (await digest.count({ where: { state: 'approved' } })) === 0) return;
      if (Date.now() > until) {
        const lines = open.map(({ key, state, lastError }) => `- ${key} ${state} ${lastError ?? ''}`);
        throw new Error(`Messages are still on their way:\n${lines.join('\n')}`);
      }
      await sleep(15);
    }
  }

  /** Readings of KPIs (all unless named) for the ten weeks up to a day, straight into the store. */
  async readingsThrough(day: string, names: readonly KpiName[] = kpiNames): Promise<void> {
    const workspace = await this.database.client.workspace.findFirstOrThrow();
    const importer = createImporter({
      database: this.database,
      clock: this.clock,
      newId: newUuid,
      workspaceId: workspace.id,
    });
    for (const source of new Set(names.map(sourceOf))) {
      const readings = names.filter((name) => sourceOf(name) === source).flatMap((name) => dailyReadings(name, day));
      await importer.importReadings({ posted: { source, readings }, actorKey: null, surface: 'cli' });
    }
  }

  /** The same through the door: `POST /api/readings`. */
  async postReadings(day: string, names: readonly KpiName[]): Promise<Response> {
    const [first = 'leads'] = names;
    const body = { source: sourceOf(first), readings: names.flatMap((name) => dailyReadings(name, day)) };
    return fetch(`${this.address}/api/readings`, {
      method: 'POST',
      headers: { authorization: 'Bearer readings-token' },
      body: JSON.stringify(body),
    });
  }

  async ready(): Promise<{ status: number; body: string }> {
    const response = await fetch(`${this.address}/readyz`);
    return { status: response.status, body: await response.text() };
  }

  /** Error lines of the log that match. */
  errors(pattern: RegExp): LogLine[] {
    return this.#log.filter((line) => line.level === 'error' && pattern.test(JSON.stringify(line)));
  }

  /** Error lines that this test is about. */
  forgive(...patterns: readonly RegExp[]): void {
    this.#forgiven.push(...patterns);
  }

  /** Fails on an error in the log that the test did not name, a request Slack refused, a message posted twice. */
  expectNothingUnexpected(options: { except?: readonly string[] } = {}): void {
    const unexpected = this.errors(/./).filter((line) => !this.#forgiven.some((one) => one.test(JSON.stringify(line))));
    expect(unexpected, 'errors in the log').toEqual([]);
    this.slack.expectNoUnexpected(options);
  }

  async close(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    await this.stopApps();
    await this.slack.stop();
  }
}

const firstDay = dayNumber('2026-01-05' as CalendarDate);

function dailyReadings(name: KpiName, through: string) {
  return Array.from({ length: 70 }, (_, index) => {
    const period = addDays(through as CalendarDate, -index);
    return { kpi: name, period, value: dailyValue(name, dayNumber(period) - firstDay) };
  });
}
