import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { people, places } from '../../support/slack/team.js';

/** Thursday after the digest of week 46 arrived; mentions stop a week before. */
describe('/copil', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  const ask = async (name: 'ana' | 'ben' | 'chloe' | 'dora' | 'omar', line: string, where?: 'random') =>
    (await office.slack.person(name).slash(line, where ? { in: where } : {})).text;

  beforeAll(async () => {
    office = await Office.open({
      databases,
      at: '2026-11-13T12:00',
      committees: {
        'growth-ops': { kpis: ['leads', 'margin', 'mentions'] },
        'growth-york': {
          name: { en: 'York', fr: 'York' },
          channel: 'growth-steering',
          timeZone: 'America/New_York',
          kpis: ['leads'],
          members: ['ben'],
        },
        board: {
          name: { en: 'Board', fr: 'Directoire' },
          channel: 'growth-strategy',
          chair: 'omar',
          members: [],
          kpis: ['leads'],
        },
      },
    });
    await office.readingsThrough('2026-11-15', ['leads', 'margin']);
    await office.readingsThrough('2026-11-08', ['mentions']);
    await office.advanceTo('2026-11-16T09:00');
    await office.readingsThrough('2026-11-18', ['leads', 'margin']);
    office.at('2026-11-19T12:00');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it.each([
    ['ana', '/copil help', /Copil anime vos comités.*\/copil next \[comité\]/s],
    ['ana', '/copil aide', /Copil anime vos comités/],
    ['ben', '/copil help', /Copil runs your review committees.*\/copil status \[committee\]/s],
    ['ben', '/copil', /Copil runs your review committees/],
    ['ana', '/copil dance', /«\sdance\s» n’est pas une commande.*\/copil help/s],
    ['ben', '/copil dance <!channel> & so', /“dance &lt;!channel&gt; &amp; so” is no command/],
  ] as const)('%s gets for %s what it can do, in their language', async (name, line, words) => {
    expect(await ask(name, line)).toMatch(words);
  });

  it('next names the next three digests of the channel’s committee, in the committee’s zone', async () => {
    const text = await ask('ana', '/copil next');

    expect(text).toMatch(/Croissance/);
    expect(text.match(/semaine (\d+)/g)).toEqual(['semaine 47', 'semaine 48', 'semaine 49']);
    expect(text).toMatch(/lundi 23 novembre.*09:00/);
  });

  it('next answers about the committee that is named, whatever the channel and the case', async () => {
    const text = await ask('ben', '/copil NEXT Growth-York', 'random');

    expect(text).toMatch(/York.*Monday 23 November.*09:00 \(America\/New_York\): week 47/s);
  });

  it('asks which committee is meant where that cannot be known', async () => {
    expect(await ask('ben', '/copil next', 'random')).toMatch(/Which committee\? .*growth-ops, growth-york/);
    expect(await ask('ana', '/copil next rocket')).toMatch(/Il n’existe pas de comité «\srocket\s»/);
  });

  it('tells nothing about a committee in which the person does not sit, except to an operator', async () => {
    expect(await ask('ben', '/copil status board')).toMatch(/You do not sit in that committee. Yours: growth-ops/);
    expect(await ask('omar', '/copil status board')).toMatch(/Board/);
  });

  it('status says what arrived and which source is late', async () => {
    const text = await ask('ben', '/copil status growth-ops');

    expect(text).toMatch(/week 46.*: arrived on/);
    expect(text).toMatch(/CRM: up to date/);
    expect(await ask('ana', '/copil status')).toMatch(/semaine 46.*arrivé le/s);
  });

  it('links a person by the e-mail of their account when they are first met, and writes it down', async () => {
    expect(await ask('chloe', '/copil next')).toMatch(/les trois prochains points/);

    const chloe = await office.database.client.person.findFirstOrThrow({ where: { key: 'chloe' } });
    expect(chloe.slackUserId).toBe(people.chloe.id);
    expect(await office.database.client.event.count({ where: { what: 'person.linked' } })).toBe(1);
  });

  it('tells a stranger who can let them in, and nothing else', async () => {
    const text = await ask('dora', '/copil status growth-ops');

    expect(text).toMatch(/Copil does not know you yet/);
    expect(text).not.toMatch(/CRM|week/);
  });

  it('digest sends a preview by direct message to the person alone, without what is above their level', async () => {
    const before = office.slack.channel('growth-ops').messages().length;

    expect(await ask('ben', '/copil digest growth-ops')).toMatch(/preview of Growth is on its way/);

    const parent = await office.slack.dm('ben').expectMessage(/week 46/);
    const table = await office.slack.dm('ben').thread(parent.ts).expectMessage(/Leads/);
    expect(JSON.stringify([parent, table])).not.toMatch(/Margin|7,771|54,402|54\.4/);
    expect(parent.text).toMatch(/One KPI is not shown/);
    expect(office.slack.channel('growth-ops').messages()).toHaveLength(before);
  });

  it('digest shows all to whom may see it, in the language of the committee', async () => {
    await ask('ana', '/copil digest growth-ops');

    const parent = await office.slack.dm('ana').expectMessage(/week 46/);
    expect(parent.text).toMatch(/Margin/);
    await office.slack
      .dm('ana')
      .thread(parent.ts)
      .expectMessage(/All KPIs/);
  });

  it('digest comes in words alone when Slack does not take the picture', async () => {
    const seen = office.slack.dm('omar').messages().length;
    office.slack.faults.add({ kind: 'status', status: 500, method: 'upload' });
    office.at('2026-11-25T12:00');
    await ask('omar', '/copil digest growth-york');

    const parent = await office.slack.dm('omar').expectMessage(/York: week/);
    await office.slack
      .dm('omar')
      .thread(parent.ts)
      .expectMessage(/All KPIs/);
    office.slack.faults.clear();
    office.at('2026-11-19T12:00');
    expect(JSON.stringify(parent.blocks)).not.toMatch(/slack_file/);
    expect(office.slack.dm('omar').messages()).toHaveLength(seen + 1);
  });

  it('digest comes whole when Slack asks to wait half-way', async () => {
    const dm = office.slack.dm('ben');
    const seen = dm.messages().length;
    office.slack.faults.add({ kind: 'slow', ms: 1, method: 'chat.postMessage', count: 1 });
    office.slack.faults.add({ kind: 'rate_limited', retryAfterSeconds: 1, method: 'chat.postMessage', count: 2 });

    await ask('ben', '/copil digest growth-ops');

    await expect.poll(() => dm.messages()).toHaveLength(seen + 1);
    const parent = dm.messages().at(-1);
    await dm.thread(parent?.ts ?? '').expectMessage(/All KPIs/);
    expect(office.slack.faults.list()).toEqual([]);
  });

  it('does not put a preview into the books: the digest is not sent, nor changed', async () => {
    expect(await office.database.client.digest.count({ where: { state: 'published' } })).toBe(2);
  });

  it('answers a mention in a thread there, in the language of who asked', async () => {
    const { bot, message } = await mention('ana', 'Bonjour');

    const answer = await office.slack
      .channel('growth-ops')
      .thread(message.ts)
      .expectMessage(/Copil anime vos comités/);
    expect(answer.user).toBe(bot);
    expect(office.slack.channel('growth-ops').messages().at(-1)?.ts).toBe(message.ts);
  });

  it('answers a stranger’s mention as well', async () => {
    const { message } = await mention('dora', 'Hello');

    await office.slack
      .channel('growth-ops')
      .thread(message.ts)
      .expectMessage(/does not know you yet/);
  });

  async function mention(name: 'ana' | 'dora', words: string) {
    const bot = office.slack.state.installation.botUserId;
    const { as } = office.slack.person(name);
    const channel = places['growth-ops'].id;
    const message = await as.write(channel, words);
    await as.write(channel, `<@${bot}> ?`, { thread: message.ts });
    return { bot, message };
  }
});
