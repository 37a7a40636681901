import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import type { CommitteeWords } from '../../support/flow-organisation.js';
import { Office } from '../../support/running-app.js';
import { type ChannelName, places } from '../../support/slack/team.js';
import { digestIn, picturesOf, readableOf, threadOf } from './digest-words.js';

const committee = (channel: ChannelName, more: CommitteeWords = {}): CommitteeWords => ({
  channel,
  kpis: ['reach', 'leads', 'orders', 'margin'],
  ...more,
});

/** A week of the margin, as any language or rounding writes it, and what it is called. */
const marginTraces =
  /54[\s.,\u00a0\u202f]*402[\s.,\u00a0\u202f]*397|7[\s.,\u00a0\u202f]*771[\s.,\u00a0\u202f]*771|54[.,]4|Margin|Marge/;

/** What is internal: two KPIs by name. */
const internalTraces = /Leads|Prospects|Orders|Commandes/;

/** A request without the times of messages, whose digits may be those of any figure. */
const withoutTimes = (request: unknown) => (JSON.stringify(request) ?? '').replaceAll(/\b\d{10}\.\d+\b/g, '');

describe('what a channel may see', () => {
  const databases = databasesOf('sqlite');
  let office: Office;

  /** All that Slack holds of a channel's digest: words, blocks, and the words of its pictures. */
  function everythingIn(channel: ChannelName): string {
    const parent = digestIn(office, channel);
    const messages = [parent, ...threadOf(office, channel, parent)];
    const files = messages.flatMap((message) => picturesOf(office, message));
    return [
      ...messages.map(readableOf),
      ...files.map(({ altText, title, name }) => `${altText} ${title} ${name}`),
    ].join('\n');
  }

  /** Everything the app ever told Slack about: requests and the alt texts of uploads. */
  function everythingSent(): string {
    const sent = office.slack.requests.all().filter(({ direction }) => direction === 'to_slack');
    return [...sent.map(({ request }) => withoutTimes(request)), ...altTexts()].join('\n');
  }

  function altTexts(): string[] {
    return [...office.slack.state.files.values()].map(({ altText }) => altText);
  }

  beforeAll(async () => {
    office = await Office.open({
      databases,
      at: '2026-11-13T12:00',
      readingsThrough: '2026-11-15',
      committees: {
        shared: committee('partners-shared', { access: 'confidential', locale: 'fr' }),
        unknown: committee('growth-ops', { access: null }),
      },
    });
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('is what is public, where another company reads along or nobody said what it may see', async () => {
    await office.advanceTo('2026-11-16T09:00');

    for (const channel of ['partners-shared', 'growth-ops'] as const) {
      expect(everythingIn(channel)).toMatch(/Reach|Portée/);
      expect(everythingIn(channel)).not.toMatch(internalTraces);
    }
  });

  it('is said to be withheld, with how many figures that are', () => {
    expect(digestIn(office, 'partners-shared').text).toMatch(/3 KPI ne sont pas montrés ici/);
    expect(digestIn(office, 'growth-ops').text).toMatch(/3 KPIs are not shown here/);
  });

  it('is all that ever left: no confidential figure or name stands in any request or picture', () => {
    expect(altTexts().length).toBeGreaterThan(0);
    expect(everythingSent()).toMatch(/Reach/);
    expect(everythingSent()).not.toMatch(marginTraces);
    expect(everythingSent()).not.toMatch(internalTraces);
  });

  it('is up to its own level where that is known', async () => {
    // After the hour of the digest: a sweep that comes by has nothing to make up for.
    office.at('2026-11-16T12:00');
    await office.apply({
      internal: committee('growth-steering', { access: 'internal' }),
      confidential: committee('growth-strategy', { access: 'confidential', locale: 'fr' }),
    });
    await office.readingsThrough('2026-11-22');
    await office.advanceTo('2026-11-23T09:00');

    expect(everythingIn('growth-steering')).toMatch(internalTraces);
    expect(everythingIn('growth-steering')).not.toMatch(marginTraces);
    expect(digestIn(office, 'growth-steering').text).toMatch(/One KPI is not shown here/);
    expect(everythingIn('growth-strategy')).toMatch(/Marge.*54[\s\u00a0\u202f]402[\s\u00a0\u202f]397/s);
    expect(digestIn(office, 'growth-strategy').text).not.toMatch(/montré/);
  });

  it('shrinks at the moment of sending, when the channel was shared after the digest was composed', async () => {
    await office.apply({ confidential: committee('growth-strategy', { access: 'confidential' }) });
    await office.readingsThrough('2026-11-29');
    const channel = office.slack.state.channels.get(places['growth-strategy'].id);
    const before = office.slack.requests.all().length;
    const outage = office.slack.faults.outage();
    office.at('2026-11-30T09:00');
    await office.sweep();
    await expect.poll(() => outage.used).toBeGreaterThan(0);
    if (channel) channel.is_ext_shared = true;
    outage.clear();
    await office.settled();

    const sent = office.slack.requests
      .all()
      .slice(before)
      .filter(({ name, fault }) => name === 'chat.postMessage' && !fault)
      .map(({ request }) => withoutTimes(request));
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.join('\n')).not.toMatch(marginTraces);
    expect(sent.join('\n')).toMatch(/3 KPIs are not shown here/);
  });
});
