import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, type CalendarDate } from '../../src/kernel/calendar.js';
import type { Database } from '../../src/platform/db/database.js';
import { keyOf } from '../flow/digests/digest-words.js';
import { databasesOf } from '../support/databases.js';
import { organisationText } from '../support/flow-organisation.js';
import { copil, endProcess, productionSettings, startProduction } from '../support/processes/production.js';
import { type SlackWords, startSlack } from '../support/slack/start-slack.js';
import { places } from '../support/slack/team.js';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const committees = {
  'growth-ops': { workingHours: { from: '00:00', to: '23:59', days }, guests: 'allow' },
} as const;

const databases = databasesOf('sqlite');
let slack: SlackWords;
let folder: string;

beforeAll(async () => {
  slack = await startSlack();
  folder = await mkdtemp(join(tmpdir(), 'copil-backup-'));
  await writeFile(join(folder, 'copil.yml'), organisationText(committees));
});
afterAll(async () => {
  await slack.stop();
  await rm(folder, { recursive: true, force: true });
});

const file = (name: string) => join(folder, name);
const url = (name: string) => `file:${file(name)}`;
const where = (name: string) => ({ cwd: folder, env: productionSettings(slack.apiUrl, url(name)) });

/** An organisation whose digest was due last Monday, with the readings for it. */
async function prepare(): Promise<void> {
  await copil(['config', 'apply', 'copil.yml'], where('copil.db'));
  const today = new Date().toISOString().slice(0, 10) as CalendarDate;
  const rows = Array.from({ length: 70 }, (_, index) => `leads,${addDays(today, -index)},100`);
  await writeFile(file('crm.csv'), ['kpi,period,value', ...rows].join('\n'));
  expect(await copil(['import', 'crm.csv'], where('copil.db'))).toMatchObject({ code: 0 });
  const database = await databases.open(url('copil.db'));
  await database.client.committee.updateMany({ data: { activatedAt: new Date(Date.now() - 8 * 86_400_000) } });
  await database.close();
}

/** By a process of its own: who opens and closes a file beside SQLite takes the locks away that its own process has on it. */
function backUp(): Promise<unknown> {
  const [from, to] = [file('copil.db'), file('backup.db')];
  return promisify(execFile)(process.execPath, ['-e', 'fs.copyFileSync(...process.argv.slice(1))', from, to]);
}

const told = () =>
  slack
    .dm('omar')
    .messages()
    .map(({ text }) => text)
    .filter((text) => text.includes('older than Slack'));

const inChannel = () => slack.state.messagesOf(slack.channel('growth-ops').id);

const published = ({ client }: Database) => client.digest.count({ where: { state: 'published' } });

it('nothing comes twice after a backup was put back, and operators hear of it at start, once', async () => {
  await prepare();
  await backUp();
  const first = await startProduction(where('copil.db'));
  slack.setRequestUrl(`${first.address}/slack/events`);
  const before = await databases.open(url('copil.db'));
  await expect.poll(() => published(before), { timeout: 60_000 }).toBe(1);
  await slack.person('ben').slash('/blocker the supplier is late by next Friday');
  await expect.poll(() => inChannel().length).toBeGreaterThan(1);
  await endProcess(first, 'SIGKILL');
  const stood = inChannel();

  await copyFile(file('backup.db'), file('restored.db'));
  const second = await startProduction(where('restored.db'));
  const restored = await databases.open(url('restored.db'));
  await expect.poll(told, { timeout: 60_000 }).toHaveLength(1);
  await expect.poll(() => published(restored), { timeout: 60_000 }).toBe(1);
  await endProcess(second);

  // What nothing asks for again, such as the card of the blocker, is no news at the next start.
  const third = await startProduction(where('restored.db'));
  slack.setRequestUrl(`${third.address}/slack/events`);
  const { as } = slack.person('ben');
  await as.slash(`/action <@${slack.person('ana').id}> call the supplier by next Friday`, places['growth-ops'].id);
  // A direct message waits until Slack was compared.
  await slack.dm('ana').expectMessage(/supplier/);
  await endProcess(third);

  expect(inChannel().slice(0, stood.length)).toEqual(stood);
  expect(stood.filter((message) => keyOf(message).endsWith(':parent'))).toHaveLength(1);
  expect(told()).toHaveLength(1);
  slack.expectNoUnexpected();
});
