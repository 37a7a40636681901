import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { people, places } from '../../support/slack/team.js';
import { deskOf, openOffice } from './desk.js';

/** Thursday 19 November 2026, noon. */
describeFlow('a decision is asked for', (databases) => {
  let office: Office;
  let desk: ReturnType<typeof deskOf>;
  const options = 'Search | 12,000 €\nSocial';
  const deadline = '2026-11-27';
  const ops = places['growth-ops'].id;

  beforeAll(async () => {
    office = await openOffice(databases, { at: '2026-11-19T12:00' });
    desk = deskOf(office);
    await desk.say('chloe', '/copil help');
  });
  afterEach(() => office.expectNothingUnexpected({ except: ['message_not_found', 'thread_not_found'] }));
  afterAll(() => office.close());

  it('from a message, in its thread and with the way back to it', async () => {
    const root = await desk.as('ben').write(ops, 'The fair is cancelled');
    const words = `So <@${people.chloe.id}>, where does its budget go? ${'It is a lot of money. '.repeat(20)}`;
    const reply = await desk.as('ana').write(ops, words, { thread: root.ts });

    await desk.as('ben').messageShortcut('ask_decision', reply);
    expect(desk.textOf((await desk.modal('ben')).view)).toMatch(/So @?Chloé Martin, where does its budget go/);
    await desk.send('ben', { question: 'Where does the budget of the fair go?', context: '', options, deadline });

    const card = await desk.card('D1');
    expect(card).toMatchObject({ thread_ts: root.ts, is_broadcast: true });
    expect(desk.textOf(card.blocks)).toMatch(
      /“So @?Chloé Martin, where does its budget go.*…” — <https:.*archives.*C0OPS000001.*\|the message it comes from>/,
    );
    expect(await desk.stored(1)).toMatchObject({ sourceTs: reply.ts, quote: expect.stringContaining('Chloé Martin') });
  });

  it('and its record stands in that thread too', async () => {
    await desk.vote('ana', await desk.card('D1'), 'A');
    await desk.vote('chloe', await desk.card('D1'), 'A');
    await desk.press('chloe', await desk.card('D1'), 'record');
    await desk.send('chloe', { rationale: 'Cheapest', owner: people.ben.id });

    const { thread_ts } = await desk.card('D1');
    expect(await desk.message(/D1 is decided/)).toMatchObject({ thread_ts });
  });

  it('from a message that is gone meanwhile, whose words are kept', async () => {
    const message = await desk.as('ben').write(ops, 'Shall we drop the fair for good?');
    await desk.as('ben').messageShortcut('ask_decision', message);
    await desk.modal('ben');
    const channel = office.slack.state.messages.get(ops);
    channel?.splice(channel.indexOf(message), 1);

    const { fieldErrors } = await desk.send('ben', { options, deadline });

    expect(fieldErrors).toEqual({});
    const card = await desk.card('D2');
    expect(card.thread_ts).toBeUndefined();
    expect(desk.textOf(card.blocks)).toContain('Shall we drop the fair for good?');
    expect(await desk.stored(2)).toMatchObject({ sourceLink: null, quote: 'Shall we drop the fair for good?' });
  });

  it('by the button that a mention in a thread offers, beside blocker and action', async () => {
    const root = await desk.as('ben').write(ops, 'Prices: up or down?');
    await desk.as('ben').write(ops, `<@${office.slack.state.installation.botUserId}>`, { thread: root.ts });
    const offer = await office.slack
      .channel('growth-ops')
      .thread(root.ts)
      .expectMessage(/Slash commands do not work/);
    expect(desk.textOf(offer.blocks)).toMatch(/Raise a blocker.*Add an action.*Ask for a decision/s);

    await office.slack.person('ben').click(offer, 'decision:from-thread');
    expect(desk.textOf((await desk.modal('ben')).view)).toContain('Prices: up or down?');
    await desk.send('ben', { options: 'Up\nDown', deadline });

    expect(await desk.card('D3')).toMatchObject({ thread_ts: root.ts });
  });

  it('from a message of a channel without a committee, which one is to be chosen; the card stands with the committee', async () => {
    const message = await desk.as('ana').write(places.random.id, 'Which agency do we take?');
    await desk.as('ana').messageShortcut('ask_decision', message);
    await desk.send('ana', { options, deadline });

    const card = await desk.card('D4');
    expect(card.thread_ts).toBeUndefined();
    expect(desk.textOf(card.blocks)).toMatch(/archives.*\|the message it comes from/);
    expect(desk.textOf(desk.messagesIn('random'))).not.toContain('D4');
  });

  it('by nobody who is a guest or unknown', async () => {
    const message = await desk.as('ben').write(ops, 'May a guest ask?');
    await desk.as('gil').messageShortcut('ask_decision', message);
    await desk.hears('gil', /Guests, and people who have left, neither ask for decisions nor decide/);

    expect(await office.database.client.decision.count()).toBe(4);
  });
});
