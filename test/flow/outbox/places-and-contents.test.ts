import type { Block } from '@slack/types';
import { expect, it } from 'vitest';
import { PictureFailure } from '../../../src/platform/outbox/delivery.js';
import { SlackFailure } from '../../../src/platform/slack/slack-failure.js';
import { people, places } from '../../support/slack/team.js';
import { aSection, type Compose, put, putAgain, stored, textsIn, until, untilAllSettled } from './outbox-words.js';
import { describeOutboxOnSqlite } from './with-outbox.js';

const ops = places['growth-ops'].id;

const button: Block = Object.assign(
  { type: 'actions' },
  { elements: [{ type: 'button', action_id: 'read', text: { type: 'plain_text', text: 'I have read it' } }] },
);

/** Every message in two measures: with these blocks, and with those. */
function composing(full: Block[], withoutPictures: Block[] = [aSection('no pictures')]): Compose {
  const blocksOf = { full, 'without-pictures': withoutPictures };
  return async ({ key }, fullness) => ({ text: `${key} ${fullness}`, blocks: blocksOf[fullness] });
}

const unknownBlock: Block = { type: 'no_such_block' };
const unknownFile: Block = Object.assign({ type: 'image' }, { slack_file: { id: 'F0000000000' }, alt_text: 'a chart' });

describeOutboxOnSqlite('when Slack refuses a message or its place, the outbox', (world) => {
  it('leaves the pictures out when Slack refuses the message with them', async () => {
    await put(world.database, { key: 'd1' });

    world.run({ compose: composing([unknownBlock]) });
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1 without-pictures']);
    world.slack.expectNoUnexpected({ except: ['invalid_blocks'] });
  });

  it('keeps text and buttons when Slack refuses every other block, and edits the same way', async () => {
    await put(world.database, { key: 'd1', text: 'old' });
    const { outbox } = world.run({ compose: composing([unknownBlock], [unknownBlock, button]) });
    await untilAllSettled(world.database);
    await put(world.database, { key: 'd1', text: 'new' });
    outbox.kick();
    await untilAllSettled(world.database);

    const [message] = world.slack.channel('growth-ops').messages();
    expect(message?.blocks).toMatchObject([
      { type: 'section', text: { text: 'd1 without-pictures' } },
      { type: 'actions', elements: [{ action_id: 'read' }] },
    ]);
    expect(world.slack.requests.toSlack('chat.update')).toHaveLength(3);
    expect(await stored(world.database, 'd1')).toMatchObject({ fullness: 'plain', lackReason: 'invalid_blocks' });
  });

  it('sends words alone when Slack refuses the buttons as well', async () => {
    const unknownButton: Block = Object.assign({ type: 'actions' }, { elements: [{ type: 'no_such_element' }] });
    await put(world.database, { key: 'd1' });

    world.run({ compose: composing([unknownButton], [unknownButton]) });
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1 without-pictures']);
    expect(await stored(world.database, 'd1')).toMatchObject({ state: 'sent', fullness: 'text-only' });
  });

  it('edits nothing when what was missing is still missing, and the newest content all the same', async () => {
    await put(world.database, { key: 'd1', text: 'old' });
    const { outbox } = world.run({ compose: composing([unknownBlock]) });
    await untilAllSettled(world.database);
    await putAgain(world.database, 'd1');
    outbox.kick();
    await untilAllSettled(world.database);
    const updates = () => world.slack.requests.toSlack('chat.update').filter(({ refused }) => !refused);
    expect(updates()).toHaveLength(0);

    await put(world.database, { key: 'd1', text: 'new' });
    outbox.kick();
    await untilAllSettled(world.database);

    expect(updates()).toHaveLength(1);
    expect(await stored(world.database, 'd1')).toMatchObject({ fullness: 'without-pictures' });
  });

  it('gives up at once what Slack refuses even as words, and tells a person before it stores so', async () => {
    await put(world.database, { key: 'd1' });
    const states: string[] = [];

    world.run({
      compose: async () => ({ text: '', blocks: [] }),
      hooks: { onGivenUp: async ({ key }) => void states.push((await stored(world.database, key)).state) },
    });
    await untilAllSettled(world.database);

    expect(states).toEqual(['sending']);
    expect(await stored(world.database, 'd1')).toMatchObject({ state: 'failed', slackTs: null });
  });

  it('waits for a picture that Slack says is not ready, then leaves without it', async () => {
    await put(world.database, { key: 'd1' });

    world.run({ compose: composing([unknownFile]) });
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1 without-pictures']);
    expect(world.slack.requests.toSlack('chat.postMessage').length).toBeGreaterThan(2);
  });

  it('does not wait for a picture that can never be had', async () => {
    await put(world.database, { key: 'd1' });
    const failure = new SlackFailure({ kind: 'missing-scope', method: 'files.info', slackError: 'missing_scope' });

    world.run({
      timings: { picturePatienceMs: 60_000 },
      compose: async (_delivery, fullness) => {
        if (fullness === 'full') throw new PictureFailure(failure, { isLasting: true });
        return { text: fullness, blocks: [] };
      },
    });
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['without-pictures']);
  });

  it('loses patience with pictures that fail again and again', async () => {
    await put(world.database, { key: 'd1' });
    let tries = 0;
    const patience = 50_000;

    world.run({
      timings: { picturePatienceMs: patience },
      nowMs: () => Date.now() + (tries < 3 ? 0 : patience),
      compose: async (_delivery, fullness) => {
        if (fullness !== 'full') return { text: fullness, blocks: [] };
        tries += 1;
        throw new PictureFailure(new Error('the drawing thread died'), { isLasting: false });
      },
    });
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['without-pictures']);
    expect(tries).toBe(3);
  });

  it('says at every attempt that a channel is archived, and delivers when it is back', async () => {
    await put(world.database, { key: 'd1' }, { key: 'd1.a', parent: 'd1' });
    world.slack.faults.archiveChannel(ops);

    const { told } = world.run();
    await until('it was told twice', () => told.filter((line) => line === 'place d1 is_archived').length > 1);
    const channel = world.slack.state.channels.get(ops) ?? expect.fail('no channel');
    channel.is_archived = false;
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1', 'd1.a']);
    world.slack.expectNoUnexpected();
  });

  it('delivers when it is invited back, and holds nothing up elsewhere until then', async () => {
    await put(world.database, { key: 'd1' }, { key: 's1', in: 'growth-steering' });
    world.slack.faults.removeBot(ops);

    const { told } = world.run();
    await until('the place is told', () => told.includes('place d1 not_in_channel'));
    await until('the other is there', () => textsIn(world.slack, 'growth-steering').length === 1);
    world.slack.state.channels.get(ops)?.members.add('U0COPIL0001');
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1']);
  });

  it('asks a channel that is closed less and less often', async () => {
    await put(world.database, { key: 'd1' });
    world.slack.faults.archiveChannel(ops);

    world.run({ timings: { maxBackoffMs: 60_000 } });
    await until('it was tried twice', async () => (await stored(world.database, 'd1')).attempts === 2);

    const { nextAttemptAt, attempts } = await stored(world.database, 'd1');
    expect(attempts).toBe(2);
    expect(nextAttemptAt.getTime() - Date.now()).toBeGreaterThan(700);
  });

  it('gives up a closed channel in the end, once, and its whole thread with it', async () => {
    await put(world.database, { key: 'd1' }, { key: 'd1.a', parent: 'd1' }, { key: 'd1.b', parent: 'd1' });
    world.slack.faults.archiveChannel(ops);

    const { told } = world.run({ timings: { giveUpAfterMs: 300 } });
    await untilAllSettled(world.database);

    expect(told.filter((line) => line.startsWith('given up'))).toEqual(['given up d1']);
    expect(textsIn(world.slack)).toEqual([]);
  });

  it('loses nothing while Slack refuses the token, for however long', async () => {
    await put(world.database, { key: 'd1' }, { key: 'd1.a', parent: 'd1' });
    world.slack.faults.revokeToken();

    const { told } = world.run({ timings: { giveUpAfterMs: 100 } });
    await until('it was told often', () => told.filter((line) => line === 'token token_revoked').length > 3);
    world.slack.faults.restoreToken();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1', 'd1.a']);
    expect(told.filter((line) => line.startsWith('given up'))).toEqual([]);
    world.slack.expectNoUnexpected();
  });

  it('writes to a person in the direct conversation with them', async () => {
    await put(world.database, { key: 'n1', text: 'the channel is archived', person: 'ana' });

    world.run();
    await untilAllSettled(world.database);

    expect(world.slack.dm('ana').messages()).toMatchObject([{ text: 'the channel is archived' }]);
    expect(await stored(world.database, 'n1')).toMatchObject({ place: people.ana.id });
  });
});
