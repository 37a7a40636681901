import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createImporter, readReadings } from '../../../src/features/sources/public.js';
import { newUuid } from '../../../src/kernel/ids.js';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { actionsOf, buttonsOf, cardText } from '../../support/slack/card-words.js';
import { kpiWords } from './kpi-words.js';

/** Thursday; the readings of week 46 are in, and four days more. Ana chairs and reads French, Ben is a member. */
describe('/kpi', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  const ana = () => kpiWords(office, 'ana');
  const ben = () => kpiWords(office, 'ben');
  const valueOn = async (day: string): Promise<unknown> => {
    const { id } = await office.database.client.kpi.findFirstOrThrow({ where: { key: 'leads' } });
    const found = await readReadings(office.database, { kpiIds: [id], from: day, to: day });
    const [reading] = found.get('leads') ?? [];
    return reading && 'value' in reading ? reading.value : null;
  };

  beforeAll(async () => {
    office = await Office.open({
      databases,
      at: '2026-11-13T12:00',
      committees: { 'growth-ops': { kpis: ['leads', 'orders', 'margin'] } },
    });
    await office.readingsThrough('2026-11-18');
    office.at('2026-11-19T12:00');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('says what it can do and which KPIs are one’s own, in one’s language', async () => {
    expect((await ben().ask('/kpi')).text).toMatch(/`\/kpi help`.*Your KPIs:\n• `leads` Leads\n• `orders` Orders$/s);
    expect((await ana().ask('/kpi aide')).text).toMatch(/`\/kpi saisir leads 1 234 2026-11-20`.*• `margin` Marge/s);
  });

  it('shows a KPI with its chart, status, target, source and a table, to the person alone', async () => {
    const before = office.slack.channel('growth-ops').messages().length;

    const answer = await ben().ask('/kpi leads');

    expect(answer.text).toMatch(/Leads: 721, on target/);
    expect(answer.text).toMatch(/Status: green · target: 1\n/);
    expect(answer.text).toMatch(/Week 46 .* · data through 18 November · source: CRM/);
    expect(answer.text).toMatch(/Nobody has explained this figure yet/);
    const blocks = JSON.stringify(answer.blocks);
    expect(blocks).toMatch(/"type":"image".*"slack_file".*"alt_text":"Leads/s);
    expect(blocks).toMatch(/"type":"table"/);
    expect(buttonsOf(answer)).toEqual([
      { action_id: 'item:new', value: 'blocker|leads', text: 'Raise a blocker' },
      { action_id: 'item:new', value: 'action|leads', text: 'Add an action' },
    ]);
    expect(office.slack.channel('growth-ops').messages()).toHaveLength(before);
  });

  it('finds a KPI by its name, and offers to log and explain to who answers for it', async () => {
    const answer = await ana().ask('/kpi PROSPECTS');

    expect(answer.text).toMatch(/Prospects\s: 721, objectif tenu/);
    expect(actionsOf(answer)).toEqual(['kpi:log', 'item:new', 'kpi:explain']);
  });

  it('shows words and table when the picture cannot be had, and says so', async () => {
    office.slack.faults.add({ kind: 'status', status: 500, method: 'upload' });
    const answer = await ben().ask('/kpi orders');
    office.slack.faults.clear();

    expect(answer.text).toMatch(/Orders: 721, below its target/);
    expect(answer.text).toMatch(/no picture of the chart/);
    expect(JSON.stringify(answer.blocks)).not.toMatch(/slack_file/);
    expect(JSON.stringify(answer.blocks)).toMatch(/"type":"table"/);
  });

  it('tells nothing of a KPI above one’s level, and does not name it as a near one', async () => {
    for (const line of [
      '/kpi margin',
      '/kpi Marge',
      '/kpi log margin 5',
      '/kpi explain margin because',
      '/copil kpi margin',
    ]) {
      const [typed = ''] = /marg(?:e|in)/i.exec(line) ?? [];
      expect((await ben().ask(line)).text, line).toBe(`There is no KPI “${typed}”. \`/kpi help\` lists yours.`);
    }
    expect((await ben().ask('/kpi margn')).text).toBe('There is no KPI “margn”. `/kpi help` lists yours.');
    expect((await ben().ask('/kpi laeds')).text).toMatch(/Did you mean `leads`\?/);
    expect((await ana().ask('/kpi <!channel> *x*')).text).toMatch(/Il n’existe pas de KPI «\s@\S*channel/);
  });

  it('logs a value, says what was there before, and takes it back', async () => {
    const before = await valueOn('2026-11-18');

    const answer = await ana().ask('/kpi saisir leads 1 20 hier');
    const logged = await ana().ask('/kpi saisir leads 120');

    expect(answer.text).toMatch(/«\s1 20\s» n’est pas un nombre. Rien n’a été enregistré/);
    expect(logged.text).toMatch(
      new RegExp(`Saisi\\s: \\*Prospects\\*, mercredi 18 novembre 2026 = \\*120\\* \\(avant\\s: ${before}\\)`),
    );
    expect(await valueOn('2026-11-18')).toBe(120);
    expect((await ana().ask('/kpi saisir leads 120')).text).toMatch(/déjà 120, rien à changer/);

    expect(await ana().press(logged, 'kpi:undo')).toMatch(new RegExp(`Annulé\\s: .* vaut à nouveau ${before}`));
    expect(await valueOn('2026-11-18')).toBe(before);
    const events = await office.database.client.event.findMany({ where: { what: 'readings.undone' } });
    expect(events).toMatchObject([{ actorKey: 'ana', surface: 'slack' }]);
  });

  it('asks whether a value far from the last is right, with a way back', async () => {
    const answer = await ana().ask('/kpi log leads 99 999 2026-11-17');

    expect(answer.text).toMatch(/C’est loin de la valeur précédente/);
    expect(JSON.stringify(answer.blocks)).toMatch(/"style":"danger"/);
    await ana().press(answer, 'kpi:undo');
    expect(await valueOn('2026-11-17')).not.toBe(99_999);
  });

  it('does not undo what a later import has replaced', async () => {
    const logged = await ana().ask('/kpi log leads 130 2026-11-16');
    const workspace = await office.database.client.workspace.findFirstOrThrow();
    const { clock, database } = office;
    const importer = createImporter({ database, clock, newId: newUuid, workspaceId: workspace.id });
    const readings = [{ kpi: 'leads', period: '2026-11-16', value: 131 }];
    await importer.importReadings({ posted: { source: 'crm', readings }, actorKey: null, surface: 'http' });

    expect(await ana().press(logged, 'kpi:undo')).toMatch(/Une valeur plus récente de \*Prospects\*/);
    expect(await valueOn('2026-11-16')).toBe(131);
  });

  it.each([
    ['/kpi log leads', /Quelle valeur/],
    ['/kpi log', /Quel KPI/],
    ['/kpi log leads 1.234', /peut se lire de deux façons/],
    ['/kpi log leads 1/2', /un seul nombre/],
    ['/kpi log leads 12 2026-W46', /se relève par jour/],
    ['/kpi log leads 12 lundi', /«\slundi\s» n’est pas une période/],
    ['/kpi log leads 12 2027-11-20', /«\ssamedi 20 novembre 2027\s» n’a pas encore commencé/],
    ['/kpi log orders 9 000 001', /\*Commandes\* ne peut pas être au-dessus de 9\s000\s000/],
  ])('%s is refused, and nothing is stored', async (line, words) => {
    const before = await office.database.client.import.count();

    expect((await ana().ask(line)).text).toMatch(words);
    expect(await office.database.client.import.count()).toBe(before);
  });

  it('lets nobody log, undo or explain who does not answer for the KPI', async () => {
    expect((await ben().ask('/kpi log leads 12')).text).toMatch(/Only the owner of \*Leads\*.*Nothing was changed/);
    expect((await ben().ask('/kpi explain leads snow')).text).toMatch(/Only the owner/);
    expect(await office.database.client.explanation.count()).toBe(0);
  });

  it('says that another import runs, and stores nothing', async () => {
    const workspace = await office.database.client.workspace.findFirstOrThrow();
    const name = `import:${workspace.id}`;
    await office.database.client.lock.deleteMany({ where: { name } });
    await office.database.client.lock.create({
      data: { name, holder: '{}', leaseUntil: new Date(Date.now() + 60_000) },
    });

    const answer = await ana().ask('/kpi log leads 140 2026-11-15');
    await office.database.client.lock.deleteMany({ where: { name } });

    expect(answer.text).toMatch(/D’autres relevés sont en cours d’import/);
    expect(await valueOn('2026-11-15')).not.toBe(140);
  });

  it('logs by a form, whose errors stand at their field', async () => {
    const card = await ana().ask('/kpi leads');
    const view = await ana().form(card, 'kpi:log');

    const refused = await ana().send(view, { value: 'douze', period: '2026-W46' });
    expect(refused.fieldErrors).toEqual({ value: expect.stringMatching(/n’est pas un nombre/) });
    const wrongPeriod = await ana().send(view, { value: '112', period: '2026-W46' });
    expect(wrongPeriod.fieldErrors).toEqual({ period: expect.stringMatching(/se relève par jour/) });
    await ana().send(view, { value: '112', period: '2026-11-14' });

    await office.slack.dm('ana').expectMessage(/Saisi\s: \*Prospects\*, samedi 14 novembre 2026 = \*112\*/);
    expect(await valueOn('2026-11-14')).toBe(112);
  });

  it('asks the cause in a form with the finding, keeps it, and shows it on the card', async () => {
    const view = await ana().form('/kpi expliquer leads');
    expect(cardText(view.view)).toMatch(/Prospects\s: 7\d\d \(saisi en partie par Ana Lopes\), objectif tenu/);
    expect(cardText(view.view)).toMatch(/semaine 46/);

    await ana().send(view, { text: 'Grève <!channel> & *neige*\nle mardi' });

    await office.slack.dm('ana').expectMessage(/Enregistré sous \*Prospects\*, semaine 46/);
    expect(await office.database.client.explanation.findMany()).toMatchObject([
      { kpiKey: 'leads', period: '2026-W46', authorKey: 'ana', text: 'Grève <!channel> & *neige*\nle mardi' },
    ]);
    const card = await ben().ask('/kpi leads');
    expect(card.text).toMatch(
      /Last explanation\* \(Ana Lopes, week 46 \(9–15 November 2026\)\):\nGrève &lt;!channel&gt; &amp;/,
    );
  });

  it('keeps words typed behind the key at once; the newest stand on the card', async () => {
    office.at('2026-11-19T12:05');
    const answer = await ana().ask('/kpi explain leads Salon <https://x.example|x.example> & remises');
    expect(answer.text).toMatch(
      /Enregistré sous \*Prospects\*, semaine 46 .*: Salon https:\/\/x.example &amp; remises/,
    );

    expect((await ben().ask('/kpi leads')).text).toMatch(/\nSalon https/);
    const long = await ana().ask(`/kpi explain leads ${'é'.repeat(1_001)}`);
    expect(long.text).toMatch(/1\s?001 caractères\s; 1\s?000 au plus/);
  });

  it('shows the week before while the newest is not in yet', async () => {
    office.at('2026-11-23T07:00');

    const answer = await ben().ask('/kpi leads');
    office.at('2026-11-19T12:10');

    expect(answer.text).toMatch(/The readings of week 47 .* are not in yet: this is week 46/);
    expect(answer.text).toMatch(/Leads: 7\d\d \(partly typed by Ana Lopes\), on target/);
  });

  it('tells a stranger who can let them in', async () => {
    expect((await kpiWords(office, 'dora').ask('/kpi leads')).text).toMatch(/Copil does not know you yet/);
  });
});
