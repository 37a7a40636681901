import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeFlow } from '../support/databases.js';
import { kudos } from '../support/kudos/feature.js';
import { Office } from '../support/running-app.js';
import { cardText } from '../support/slack/card-words.js';
import { places } from '../support/slack/team.js';
import { digestIn, keyOf, threadOf } from './digests/digest-words.js';

/** Nothing of src knows this feature: a record is handed to the app, and a template names its section. */
describeFlow('a feature that was handed in', (databases) => {
  let office: Office;
  const ben = () => office.slack.person('ben');
  const card = () =>
    office.slack
      .channel('growth-ops')
      .messages()
      .find(({ text }) => /thanks/.test(text));
  const formOf = () => ben().as.modals().at(-1) ?? expect.fail('no form');

  beforeAll(async () => {
    office = await Office.open({
      databases,
      at: '2026-11-13T12:00',
      readingsThrough: '2026-11-15',
      committees: { 'growth-ops': { kpis: ['leads'], locale: 'en' } },
      features: [kudos],
      digestTemplates: fileURLToPath(new URL('../support/kudos/templates', import.meta.url)),
    });
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('answers its word behind /copil with a form, and says at the field what is wrong', async () => {
    await ben().slash('/copil kudos');
    const oneself = await ben().as.submit(formOf(), { whom: ben().id, what: 'Nothing' });

    expect(formOf().view['title']).toMatchObject({ text: 'Thank somebody' });
    expect(JSON.stringify(oneself)).toContain('Thank somebody else.');
  });

  it('posts a card in the channel, whose button draws it again', async () => {
    await ben().as.submit(formOf(), { whom: office.slack.person('ana').id, what: 'The tracking works <!channel>' });
    await office.settled();
    const posted = card() ?? expect.fail('no card');
    await ben().click(posted, 'kudos:join');
    await office.settled();

    expect(card()?.text).toMatch(/^Ben.* \(and 1 more\) thanks Ana.*: The tracking works &lt;!channel&gt;$/);
    expect(card()?.channel).toBe(places['growth-ops'].id);
  });

  it('tells its section in the digest, which keeps what it said', async () => {
    await office.advanceTo('2026-11-16T09:00');
    const digest = digestIn(office, 'growth-ops');
    const told = threadOf(office, 'growth-ops', digest).find((one) => keyOf(one).endsWith(':kudos'));
    const { content } = await office.database.client.digestSnapshot.findFirstOrThrow();

    expect(told?.text).toMatch(/^Thanks given: 1\nThe tracking works/);
    expect(JSON.parse(content)).toMatchObject({ sections: { kudos: [{ by: 'ben', to: 'ana' }] } });
  });

  it('has its part in the one message of the morning', () => {
    const mornings = office.slack
      .dm('ana')
      .messages()
      .filter((message) => keyOf(message).startsWith('morning:'));

    expect(mornings).toHaveLength(1);
    expect(cardText(mornings[0] ?? {})).toMatch(/Thanks for you.*The tracking works &lt;!channel&gt;/s);
  });

  it('answers alike for what is not there and for what somebody may not see', async () => {
    const posted = card() ?? expect.fail('no card');
    const foreign = JSON.parse(JSON.stringify(posted).replace(/"value":"[^"]+"/, '"value":"gone"')) as typeof posted;
    await ben().click(foreign, 'kudos:join');
    await office.slack.person('gil').click(posted, 'kudos:join');

    const answers = () => JSON.stringify([ben().as.ephemerals(), office.slack.person('gil').as.ephemerals()]);
    await expect.poll(answers).toMatch(/only those it concerns may see it.*only those it concerns may see it/s);
  });

  it('shows its section in the Home of whoever was thanked', async () => {
    const { id, as } = office.slack.person('ana');
    const { homes, views } = office.slack.state;
    await as.openHome();

    const home = () => JSON.stringify(views.get(homes.get(id) ?? ''));
    await expect.poll(home, { timeout: 60_000 }).toContain('Thanked 1 times');
  });

  it('is among what the app registers, by its own names', () => {
    expect(office.app.registered()).toMatchObject({
      words: expect.arrayContaining(['kudos', 'merci']),
      actions: expect.arrayContaining(['kudos:join']),
      views: expect.arrayContaining(['kudos:give']),
      deliveries: expect.arrayContaining(['kudos']),
      homeSections: expect.arrayContaining(['kudos']),
    });
  });
});
