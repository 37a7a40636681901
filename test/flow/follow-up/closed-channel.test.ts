import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { cardText } from '../../support/slack/card-words.js';
import { places } from '../../support/slack/team.js';
import { deskOf as decisionsOf } from '../decisions/desk.js';
import { deskOf, openDesk } from './desk.js';

const { id: ops } = places['growth-ops'];
const codes = ['is_archived', 'not_in_channel', 'channel_not_found'];

/** Thursday 19 November 2026, noon in Paris; Ben reads English, Chloé French. */
describeFlow('a card for a channel that is closed', (databases) => {
  let office: Office;
  let desk: ReturnType<typeof deskOf>;

  beforeAll(async () => {
    office = await openDesk(databases);
    desk = deskOf(office);
    await desk.say('ben', '/copil help');
    await desk.say('chloe', '/copil help');
  });
  beforeEach(async () => {
    await office.settled();
    await office.slack.workspace.unarchive(ops);
    await office.slack.workspace.join(office.slack.state.installation.botUserId, ops);
    await office.settled();
  });
  afterEach(() => office.expectNothingUnexpected({ except: codes }));
  afterAll(() => office.close());

  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
  const say = async (name: 'ben' | 'chloe', line: string) => plain((await desk.say(name, line)) ?? '');
  const inOps = () => [...(office.slack.state.messages.get(ops) ?? [])].map(({ text }) => plain(text));
  const told = async (title: string) => {
    await office.settled();
    return inOps().filter((text) => text.includes(title));
  };
  /** As when the event of it was lost. */
  const reopenUnheard = () => {
    const channel = office.slack.state.channels.get(ops) ?? expect.fail('no channel');
    channel.is_archived = false;
  };

  it('is said to go to an open one, and does', async () => {
    expect(await say('ben', '/action the open door by Friday')).toContain(`Its card goes to <#${ops}>.`);
    expect(await say('chloe', '/action la porte ouverte avant vendredi')).toContain(`La carte part dans <#${ops}>.`);
    expect(await told('the open door')).toHaveLength(1);
  });

  it('waits for one in the archive, as whoever raised it is told, and follows once it is out', async () => {
    await office.slack.workspace.archive(ops);

    const english = await say('ben', '/blocker the lift is stuck by Friday');
    const french = await say('chloe', '/blocker la clé est perdue avant vendredi');

    const waits = `<#${ops}> is archived: the card waits, and follows when it is open again. You have it in your own messages.`;
    expect(english).toContain(waits);
    expect(french).toContain(
      `<#${ops}> est archivé : la carte attend, et suit dès qu’il est rouvert. Vous l’avez dans vos`,
    );
    expect(english).not.toMatch(/goes to|stands in/);
    expect(await told('the lift is stuck')).toEqual([]);
    await desk.card('B1', 'ben');

    await office.settled();
    await office.slack.workspace.unarchive(ops);
    await office.slack.channel('growth-ops').expectMessage(/the lift is stuck/);
    await office.slack.channel('growth-ops').expectMessage(/la clé est perdue/);
    expect(await told('the lift is stuck')).toHaveLength(1);
  });

  it('follows also when the word of it was lost, but not with what was done meanwhile', async () => {
    await office.slack.workspace.archive(ops);
    await say('ben', '/action call the printer by Friday');
    await say('ben', '/action call the baker by Friday');
    await office.settled();
    const baker = await office.database.client.item.findFirstOrThrow({ where: { title: 'call the baker' } });
    await desk.press('ben', await desk.card(`A${baker.number}`, 'ben'), 'done');
    await desk.send('ben', { outcome: 'done' });
    await expect
      .poll(async () => (await office.database.client.item.findFirstOrThrow({ where: { id: baker.id } })).state)
      .toBe('done');
    reopenUnheard();

    await office.advanceTo('2026-11-19T12:06');

    expect(await told('call the printer')).toHaveLength(1);
    expect(await told('call the baker')).toEqual([]);
    await office.advanceTo('2026-11-19T12:12');
    expect(await told('call the printer')).toHaveLength(1);
  });

  it('follows once Copil is invited to a channel that it was taken out of', async () => {
    await office.slack.workspace.leave(office.slack.state.installation.botUserId, ops);

    expect(await say('ben', '/action find the key by Friday')).toContain(
      `Copil is not in <#${ops}>: the card waits, and follows once somebody invites it there with /invite.`,
    );
    expect(await say('chloe', '/action trouver la clef avant vendredi')).toContain(
      `Copil n’est pas dans <#${ops}> : la carte attend, et suit dès que quelqu’un l’y invite par /invite.`,
    );
    expect(await told('find the key')).toEqual([]);

    await office.slack.workspace.join(office.slack.state.installation.botUserId, ops);
    await office.slack.channel('growth-ops').expectMessage(/find the key/);
    await office.slack.channel('growth-ops').expectMessage(/trouver la clef/);
  });

  it('is said to wait while Slack is away, and follows when it answers', async () => {
    const outage = office.slack.faults.add({ kind: 'status', status: 503, method: 'c*' });
    office.forgive(/./);

    const english = await say('ben', '/action wait for Slack by Friday');
    const french = await say('chloe', '/action attendre Slack avant vendredi');

    expect(english).toContain(`Slack does not say how <#${ops}> is: the card waits, and follows when it does.`);
    expect(french).toContain(
      `Slack ne dit pas ce qu’il en est de <#${ops}> : la carte attend, et suit dès qu’il répond.`,
    );
    expect(inOps().join()).not.toMatch(/wait for Slack/);

    outage.clear();
    await office.slack.channel('growth-ops').expectMessage(/wait for Slack/);
    await office.slack.channel('growth-ops').expectMessage(/attendre Slack/);
  });

  it('of a decision waits alike: the deciders have it, who asked is told, and it follows', async () => {
    const decisions = decisionsOf(office);
    await office.slack.workspace.archive(ops);

    await decisions.ask('ben', { deadline: '2026-11-27' });

    const saved = await decisions.message(/Saved: \*D1\*/, 'ben');
    expect(decisions.textOf(saved)).toContain(
      `<#${ops}> is archived: the card waits, and follows when it is open again. Each decider has it as a direct message.`,
    );
    await decisions.card('D1', 'ana');
    expect(await told('Where does the Q1 budget go')).toEqual([]);

    await office.settled();
    await office.slack.workspace.unarchive(ops);
    await office.slack.channel('growth-ops').expectMessage(/Where does the Q1 budget go/);
  });

  it('is changed there once it is open, where it stood when the channel was closed', async () => {
    await say('ben', '/action paint the door by Friday');
    const { number } = await office.database.client.item.findFirstOrThrow({ where: { title: 'paint the door' } });
    const card = await desk.card(`A${number}`);
    await office.slack.workspace.archive(ops);
    await desk.press('ben', card, 'done');
    await desk.send('ben', { outcome: 'painted' });
    await expect
      .poll(async () => (await office.database.client.delivery.findFirstOrThrow({ where: { slackTs: card.ts } })).state)
      .toBe('closed');

    await office.settled();
    await office.slack.workspace.unarchive(ops);

    await expect.poll(async () => cardText(await desk.card(`A${number}`))).toMatch(/painted/);
  });

  it('follows within a minute where word of the closed channel came after that of the open one', async () => {
    await say('ben', '/action sand the door by Friday');
    const { number } = await office.database.client.item.findFirstOrThrow({ where: { title: 'sand the door' } });
    const card = await desk.card(`A${number}`);
    await office.slack.workspace.archive(ops);
    await office.slack.workspace.unarchive(ops);
    await desk.press('ben', card, 'done');
    await desk.send('ben', { outcome: 'sanded' });
    await office.settled();
    const closed = { state: 'closed', lastError: 'is_archived', sentHash: null };
    await office.database.client.delivery.updateMany({ where: { slackTs: card.ts }, data: closed });

    await office.sweep();

    const stateOf = async () => office.database.client.delivery.findFirstOrThrow({ where: { slackTs: card.ts } });
    await expect.poll(async () => (await stateOf()).state).toBe('sent');
  });
});
