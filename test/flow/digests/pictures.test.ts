import { afterEach, expect, it } from 'vitest';
import { examine } from '../../../src/features/setup/doctor.js';
import { createChartRenderer } from '../../../src/platform/charts/chart-renderer.js';
import type { Fault } from '../../../src/sandbox/faults.js';
import type { Message } from '../../../src/sandbox/state/model.js';
import { type Databases, databasesOf, describeFlow, describeOnce } from '../../support/databases.js';
import { Office, type OfficeOptions } from '../../support/running-app.js';
import { digestIn, picturesOf, threadOf } from './digest-words.js';

let office: Office;

async function open(databases: Databases, more: Partial<OfficeOptions> = {}): Promise<void> {
  office = await Office.open({
    databases,
    at: '2026-11-13T12:00',
    readingsThrough: '2026-11-15',
    committees: { ops: { kpis: ['leads', 'orders'] } },
    ...more,
  });
}

afterEach(async () => {
  office.expectNothingUnexpected();
  await office.close();
});

/** The board, and the chart of what is red, each in a message of its own. */
function shown(): { parent: Message; reply: Message } {
  const parent = digestIn(office, 'growth-ops');
  const reply = threadOf(office, 'growth-ops', parent).find(({ text }) => /^(?:Orders|Commandes)/.test(text));
  return { parent, reply: reply ?? expect.fail('no message about orders') };
}

const picturesIn = () => [shown().parent, shown().reply].map((message) => picturesOf(office, message).length);
/** What the store holds of each message's way, by its part. */
async function standing(): Promise<string[]> {
  const rows = await office.database.client.delivery.findMany({
    where: { digestId: { not: null } },
    orderBy: { position: 'asc' },
  });
  return rows.map(({ key, state, fullness, lackReason, lastError }) =>
    [key.replace(/^digest:[^:]*:/, ''), state, fullness, lackReason, lastError]
      .filter((word) => word !== null)
      .join(' '),
  );
}

const whole = ['parent sent full', 'kpi:orders sent full', 'figures-table sent full'];

const typesOf = ({ blocks }: Message) => blocks.map(({ type }) => type);
const hasButton = ({ blocks }: Message) => JSON.stringify(blocks).includes('"action_id":"minutes:read"');

/** Cells of the table that stands in a message open, not folded. */
function cellsOf({ blocks }: Message): string[] {
  const table = blocks.find(({ type }) => type === 'table') ?? expect.fail('no open table');
  return (table['rows'] as { text: string }[][]).flat().map(({ text }) => text);
}

const toldTo = (name: 'omar') =>
  office.slack
    .dm(name)
    .messages()
    .map(({ text }) => text);

async function doctor(): Promise<string> {
  const { database, clock } = office;
  const findings = await examine({ database, clock, messenger: null, scopes: [], hasTemplate: () => true });
  return findings.map(({ text }) => text).join('\n');
}

const status = async (name: 'ben' | 'ana') => (await office.slack.person(name).slash('/copil status ops')).text;

async function metric(name: string): Promise<number> {
  const body = await (await fetch(`${office.address}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(body)?.[1]);
}

/** The digest leaves, and the next sweep sees how. */
async function send(): Promise<void> {
  await office.advanceTo('2026-11-16T09:00');
  await office.advanceTo('2026-11-16T09:01');
}

const asked = 'files.getUploadURLExternal';
const refusals: [string, Fault, RegExp][] = [
  ['allows no files', { kind: 'error', error: 'file_uploads_disabled', method: asked }, /uploads are switched off/],
  [
    'has no room for files',
    { kind: 'error', error: 'storage_limit_reached', method: 'files.completeUploadExternal' },
    /no room left for files \(storage_limit_reached\)/,
  ],
  ['refuses the type', { kind: 'error', error: 'file_type_not_allowed', method: asked }, /files of this type \(PNG\)/],
  ['lets uploads fail', { kind: 'status', status: 500, method: 'upload' }, /did not take the files/],
  [
    'refuses pictures in a message',
    { kind: 'error', error: 'invalid_blocks', method: 'chat.*', holding: '"type":"image"' },
    /refused the blocks of the message \(invalid_blocks\)/,
  ],
  ['refuses something nobody has met', { kind: 'error', error: 'team_on_fire', method: asked }, /\(team_on_fire\)/],
];

describeOnce('a digest whose pictures Slack does not take', () => {
  const databases = databasesOf('sqlite');

  it.each(refusals)('is sent with open tables when Slack %s, told, and gets them later', async (_, fault, words) => {
    await open(databases);
    const active = office.slack.faults.add(fault);

    await send();

    const before = shown();
    expect(picturesIn()).toEqual([0, 0]);
    expect(hasButton(before.parent)).toBe(true);
    expect(cellsOf(before.parent)).toEqual(expect.arrayContaining(['Leads', '721', 'Orders', 'red']));
    expect(cellsOf(before.reply)).toEqual(expect.arrayContaining(['721', '1,000,000']));
    expect(JSON.stringify(before.reply.blocks)).not.toContain('default_collapsed');
    expect(toldTo('omar')).toEqual([expect.stringMatching(words)]);
    expect(toldTo('omar')[0]).toMatch(/digest of Growth \(week 46.*was sent without pictures/);
    expect(await doctor()).toMatch(/ops 2026-W46: sent without pictures \(2 messages\)/);
    expect(await doctor()).toMatch(words);
    expect(await status('ben')).toMatch(/arrived on .* without pictures.*tried again/);
    expect(await metric('copil_messages_without_pictures')).toBe(2);
    expect(await metric('copil_digests_without_pictures_total')).toBe(1);

    active.clear();
    await office.advanceTo('2026-11-16T09:08');
    await office.advanceTo('2026-11-16T09:09');

    const after = shown();
    expect(picturesIn()).toEqual([1, 1]);
    expect([after.parent.ts, after.reply.ts]).toEqual([before.parent.ts, before.reply.ts]);
    expect(hasButton(after.parent)).toBe(true);
    expect(typesOf(after.parent)).not.toContain('table');
    expect(toldTo('omar')).toHaveLength(1);
    expect(await doctor()).not.toMatch(/without pictures/);
    expect(await status('ben')).not.toMatch(/without pictures/);
    expect(await metric('copil_messages_without_pictures')).toBe(0);
  });

  it.each<[string, string, Fault, [number, number]]>([
    ['board', 'uploads', { kind: 'error', error: 'file_uploads_disabled', holding: 'board.png' }, [0, 1]],
    [
      'chart in the thread',
      'uploads',
      { kind: 'error', error: 'file_uploads_disabled', holding: 'six-twelve' },
      [1, 0],
    ],
    ['board', 'blocks', { kind: 'error', error: 'invalid_blocks', method: 'chat.postMessage', count: 1 }, [0, 1]],
    [
      'chart in the thread',
      'blocks',
      { kind: 'error', error: 'invalid_blocks', holding: '"alt_text":"Orders' },
      [1, 0],
    ],
  ])('counts as one without pictures when the %s alone is refused (%s)', async (_, __, fault, pictures) => {
    await open(databases);
    office.slack.faults.add(fault);

    await send();
    expect(picturesIn()).toEqual(pictures);
    expect(toldTo('omar')).toHaveLength(1);
    expect(await metric('copil_messages_without_pictures')).toBe(1);

    office.slack.faults.clear();
    await office.advanceTo('2026-11-16T09:08');
    expect(picturesIn()).toEqual([1, 1]);
  });

  it('keeps its text and its button when Slack refuses every other block, and is whole again later', async () => {
    await open(databases);
    office.slack.faults.add({ kind: 'error', error: 'invalid_blocks', method: 'chat.*', holding: '"rich_text"' });

    await send();
    const { parent } = shown();
    expect(typesOf(parent)).toEqual(['section', 'actions']);
    expect(JSON.stringify(parent.blocks)).toMatch(/Leads: 721/);
    expect(hasButton(parent)).toBe(true);
    expect(toldTo('omar')).toEqual([expect.stringMatching(/refused the blocks/)]);

    office.slack.faults.clear();
    await office.advanceTo('2026-11-16T09:08');
    expect(picturesIn()).toEqual([1, 1]);
  });

  it('is tried again within its day, then given up and said, once each, in the language of who reads it', async () => {
    await open(databases, {
      committees: { ops: { kpis: ['leads', 'orders'], locale: 'fr' } },
      organisation: { people: { omar: { locale: 'fr' } } },
    });
    office.slack.faults.add({ kind: 'error', error: 'file_uploads_disabled', method: asked });
    await send();
    expect(toldTo('omar')).toEqual([expect.stringMatching(/parti sans images\s: l’envoi de fichiers est désactivé/)]);
    expect(await status('ana')).toMatch(/arrivé le .* sans images.*retenté/);
    expect(cellsOf(shown().parent)).toEqual(expect.arrayContaining(['Indicateur', 'Prospects', '721', 'rouge']));
    expect(cellsOf(shown().reply)).toEqual(expect.arrayContaining(['Valeur', 'Objectif']));

    for (const time of ['16T09:30', '16T12:00', '17T09:02', '17T09:03', '17T09:04']) {
      await office.advanceTo(`2026-11-${time}`);
    }

    expect(toldTo('omar')).toHaveLength(2);
    expect(toldTo('omar')[1]).toMatch(/reste sans images\s: après un jour d’essais, l’envoi de fichiers est désactivé/);
    expect(await doctor()).toMatch(/not tried any more/);
    expect(await status('ana')).toMatch(/n’est plus retenté/);
    expect(await metric('copil_messages_without_pictures')).toBe(0);
    const uploads = office.slack.requests.toSlack(asked).length;
    await office.advanceTo('2026-11-18T12:00');
    expect(office.slack.requests.toSlack(asked)).toHaveLength(uploads);
    expect(office.slack.requests.toSlack('chat.update')).toHaveLength(0);

    office.slack.faults.clear();
    await office.readingsThrough('2026-11-22');
    await office.advanceTo('2026-11-23T09:00');
    expect(office.slack.channel('growth-ops').messages()).toHaveLength(2);
    const newest = office.slack.channel('growth-ops').messages().at(-1) ?? expect.fail('no digest');
    expect(picturesOf(office, newest)).toHaveLength(1);
    expect(await doctor()).toMatch(/2026-W46: sent without pictures/);
    await office.advanceTo('2026-11-25T09:00');
    expect(await doctor()).not.toMatch(/without pictures/);
  });

  it('says another reason when it changes, and none twice', async () => {
    await open(databases);
    const first = office.slack.faults.add({ kind: 'error', error: 'file_uploads_disabled', method: asked });
    await send();
    first.clear();
    office.slack.faults.add({ kind: 'error', error: 'storage_limit_reached', method: asked });

    await office.advanceTo('2026-11-16T09:08');
    await office.advanceTo('2026-11-16T09:09');

    expect(toldTo('omar')).toEqual([
      expect.stringMatching(/file_uploads_disabled/),
      expect.stringMatching(/storage_limit_reached/),
    ]);
  });
});

describeOnce('a digest whose pictures cannot be drawn', () => {
  const databases = databasesOf('sqlite');
  const dying = new URL('../../support/processes/dying-chart-worker.mjs', import.meta.url);

  it('is sent with open tables when every drawing ends its thread, and told; the next start draws them', async () => {
    let workerUrl: URL | undefined = dying;
    await open(databases, { charts: () => createChartRenderer(workerUrl ? { workerUrl } : {}) });

    await send();

    expect(picturesIn()).toEqual([0, 0]);
    expect(hasButton(shown().parent)).toBe(true);
    expect(cellsOf(shown().parent)).toEqual(expect.arrayContaining(['Leads', '721']));
    expect(toldTo('omar')).toEqual([expect.stringMatching(/Copil could not draw them \(picture_not_drawn\)/)]);
    expect(await doctor()).toMatch(/sent without pictures \(2 messages\): Copil could not draw them/);

    await office.stopApps();
    workerUrl = undefined;
    await office.startApp();
    await office.advanceTo('2026-11-16T09:08');
    expect(picturesIn()).toEqual([1, 1]);
  });

  it('leaves the one out that ended the program twice, and does not draw it again', async () => {
    await open(databases);
    const outage = office.slack.faults.outage();
    office.at('2026-11-16T09:00');
    await office.sweep();
    await office.stopApps();
    // As two processes leave it that ended while they had it.
    const where = { key: { endsWith: ':parent' } };
    await office.database.client.delivery.updateMany({ where, data: { deaths: 2 } });
    outage.clear();
    await office.startApp();
    await office.settled();
    for (const time of ['09:01', '09:08', '12:00']) await office.advanceTo(`2026-11-16T${time}`);

    expect(picturesIn()).toEqual([0, 1]);
    expect(toldTo('omar')).toEqual([expect.stringMatching(/drawing one ended the program.*not drawn again/s)]);
    expect(await doctor()).toMatch(/sent without pictures \(1 message\): drawing one ended.*not tried any more/);
    expect(office.slack.requests.toSlack('chat.update')).toHaveLength(0);
  });
});

describeFlow('a digest without its pictures', (databases) => {
  it('is corrected meanwhile: the newest content stands there at once, and its pictures come later', async () => {
    await open(databases, {
      committees: { ops: { kpis: ['leads', 'orders', 'mentions'] } },
      readingsThrough: undefined,
    });
    await office.readingsThrough('2026-11-15', ['leads', 'orders']);
    await office.readingsThrough('2026-11-08', ['mentions']);
    office.slack.faults.add({ kind: 'error', error: 'file_uploads_disabled', method: asked });
    await send();
    const { ts } = shown().parent;

    await office.readingsThrough('2026-11-15', ['mentions']);
    await office.advanceTo('2026-11-16T09:02');
    expect(cellsOf(shown().parent)).toEqual(expect.arrayContaining(['Mentions', '721']));
    expect(picturesIn()).toEqual([0, 0]);

    office.slack.faults.clear();
    await office.advanceTo('2026-11-16T09:08');

    expect(shown().parent.ts).toBe(ts);
    expect(picturesIn()).toEqual([1, 1]);
    expect(shown().parent.text).toMatch(/Mentions: 721/);
  });

  it('gets them once, from whichever of two instances, also where one takes over from another', async () => {
    await open(databases);
    office.slack.faults.add({ kind: 'error', error: 'file_uploads_disabled', method: asked });
    await send();
    await office.stopApps();
    office.slack.faults.clear();
    await office.startApp();
    await office.startApp();

    await office.advanceTo('2026-11-16T09:08');
    await office.advanceTo('2026-11-16T09:09');

    expect(await standing()).toEqual(whole);
    expect(picturesIn()).toEqual([1, 1]);
    expect(office.slack.requests.toSlack('chat.update')).toHaveLength(2);
    expect(toldTo('omar')).toHaveLength(1);
    expect(await office.database.client.lack.count()).toBe(0);
  });
});
