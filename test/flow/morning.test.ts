import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Feature } from '../../src/feature.js';
import { describeFlow } from '../support/databases.js';
import type { Office } from '../support/running-app.js';
import { cardText } from '../support/slack/card-words.js';
import { people } from '../support/slack/team.js';
import { openRoom, roomOf } from './approvals/room.js';

/** One that has something for everybody and cannot plan it. */
const broken: Feature = {
  name: 'broken',
  morning: () => [
    {
      name: 'broken',
      order: 5,
      plan: z.object({}),
      planning: async () => () => Promise.reject(new Error('the weather is not to be had')),
      compose: async () => null,
    },
  ],
};

/** Two instances on one store, from Monday 16 November 2026. */
describeFlow('the morning of a chair', (databases) => {
  let office: Office;
  let room: ReturnType<typeof roomOf>;
  const mornings = (day: string) =>
    room.keyed('ana', 'morning:').filter(({ metadata }) => JSON.stringify(metadata).includes(day));

  beforeAll(async () => {
    const at = '2026-11-16T08:00';
    office = await openRoom(databases, { at, readingsThrough: '2026-11-29', features: [broken] });
    await office.startApp();
    room = roomOf(office);
    await room.say('chloe', '/copil help');
    await office.advanceTo('2026-11-16T10:00');
    await room.say('ben', `/blocker the page is slow by Friday <@${people.ben.id}>`);
    await room.say('ben', `/action <@${people.ana.id}> send the brief by Friday`);
    for (const day of ['17', '18', '19', '20', '23']) await office.advanceTo(`2026-11-${day}T09:30`);
    await room.asks('ben', 'move the stand by 4 December');
  });
  afterEach(() => {
    office.forgive(/a part of a morning failed; the others go/);
    office.expectNothingUnexpected();
  });
  afterAll(() => office.close());

  it('is one message: a vote, a meeting to confirm, an own item and a silent owner, in that order', async () => {
    await office.advanceTo('2026-11-24T09:30');
    const [message = expect.fail('no message'), ...more] = mornings('2026-11-24');

    expect(more).toEqual([]);
    expect(cardText(message)).toMatch(
      /^Mardi 24 novembre.*move the stand.*semaine 47.*qui était à la réunion.*send the brief.*Sans réponse.*the page is slow/s,
    );
    expect(message.text).toMatch(/^Une décision vous attend\. Qui était là\s\? À suivre de votre côté/);
    expect(message.blocks?.length).toBeLessThanOrEqual(50);
  });

  it('is drawn again when a part of it is settled, and the others stay', async () => {
    const [message = expect.fail('no message')] = mornings('2026-11-24');
    const { id } = await office.database.client.approval.findFirstOrThrow({
      where: { item: { title: 'move the stand' } },
    });
    await room.press('ana', message, { actionId: 'approval:approve', blockId: `approval:${id}` });
    await office.settled();
    const [redrawn = expect.fail('no message'), ...more] = mornings('2026-11-24');

    expect(more).toEqual([]);
    expect(cardText(redrawn)).toMatch(
      /plus aucune décision ne vous attend ici.*~A\d+ move the stand~.*send the brief/s,
    );
    expect(redrawn.text).not.toMatch(/décision/);
  });

  it('asks of a meeting once, and says no more of what was told', async () => {
    await office.advanceTo('2026-11-25T09:30');
    const [message] = mornings('2026-11-25');

    expect(message ? cardText(message) : '').not.toMatch(/qui était à la réunion|Sans réponse/);
  });
});

describeFlow('a morning on which Slack takes nothing', (databases) => {
  let office: Office;

  beforeAll(async () => {
    office = await openRoom(databases, { at: '2026-11-16T08:00', readingsThrough: '2026-11-15' });
  });
  afterAll(() => office.close());

  it('asks of the meeting on the next one', async () => {
    const room = roomOf(office);
    const asked = () => room.keyed('ana', 'morning:').filter((one) => /qui était à la réunion/.test(cardText(one)));
    await office.advanceTo('2026-11-16T10:00');
    const away = { kind: 'status', status: 503, method: 'chat.postMessage', holding: 'minutes:attend' } as const;
    office.slack.faults.add(away);
    office.at('2026-11-17T09:30');
    await office.sweep();
    await expect.poll(() => office.slack.faults.list().some(({ used }) => used > 0), { timeout: 60_000 }).toBe(true);
    office.slack.faults.clear();
    await office.advanceTo('2026-11-17T20:00');
    expect(asked()).toEqual([]);

    await office.advanceTo('2026-11-18T09:30');

    expect(asked()).toHaveLength(1);
  });
});
