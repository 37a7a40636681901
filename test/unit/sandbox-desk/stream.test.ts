import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from '../../support/slack/call.js';
import { people, places } from '../../support/slack/team.js';
import { type DeskWords, startDesk } from './desk-words.js';

const { ana, ben, dora } = people;
const ops = places['growth-ops'].id;
const strategy = places['growth-strategy'].id;
let desk: DeskWords;

beforeEach(async () => {
  desk = await startDesk();
  for (const { id } of [ana, ben, dora]) await desk.state(id);
});

afterEach(() => desk.stop());

describe('the stream', () => {
  it('names the conversation that changed, once for what came at once, and the state', async () => {
    const stream = await desk.listen(ana.id);

    for (const text of ['one', 'two', 'three']) {
      desk.slack.state.addMessage({ channel: ops, user: ben.id, text, blocks: [], files: [] });
    }

    // What happened while the desk opened may still be on its way; it names other places.
    const { version } = await desk.state(ana.id);
    await expect.poll(() => stream.of('changed')).toContainEqual({ version });
    const ofOps = stream.of('changed').filter((change) => (change as { channel?: string }).channel === ops);
    expect(ofOps).toEqual([{ channel: ops, version }]);
    stream.close();
  });

  it('tells nobody of a conversation they do not see, nor of what is another’s alone', async () => {
    const [toAna, toDora] = [await desk.listen(ana.id), await desk.listen(dora.id)];

    await call(desk.slack, 'chat.postEphemeral', { channel: ops, user: ana.id, text: 'for Ana' });
    await call(desk.slack, 'chat.postMessage', { channel: strategy, text: 'secret' });
    await call(desk.slack, 'chat.postMessage', { channel: places['partners-shared'].id, text: 'shared' });
    await call(desk.slack, 'chat.postMessage', { channel: ops, text: 'last' });

    const channelsOf = (stream: typeof toAna) =>
      stream.of('changed').map((change) => (change as { channel?: string }).channel);
    await expect.poll(() => channelsOf(toDora)).toContain(ops);
    expect(channelsOf(toDora)).not.toContain(strategy);
    expect(channelsOf(toDora)).not.toContain(places['partners-shared'].id);
    expect(channelsOf(toAna)).toEqual(expect.arrayContaining([ops, strategy]));
    toAna.close();
    toDora.close();
  });

  it('tells of long work in each person’s language', async () => {
    const [toAna, toBen] = [await desk.listen(ana.id), await desk.listen(ben.id)];

    desk.controls.tell({ text: { en: 'Monday', fr: 'Lundi' }, isDone: true });

    await expect.poll(() => toBen.of('progress')).toEqual([{ text: 'Monday', isDone: true }]);
    await expect.poll(() => toAna.of('progress')).toEqual([{ text: 'Lundi', isDone: true }]);
    toAna.close();
    toBen.close();
  });

  it('tells whoever comes in the middle of long work how far it is, and nobody after its end', async () => {
    desk.controls.tell({ text: { en: 'Readings', fr: 'Relevés' }, isDone: false });
    const inTheMiddle = await desk.listen(ana.id);
    await expect.poll(() => inTheMiddle.of('progress')).toEqual([{ text: 'Relevés', isDone: false }]);

    desk.controls.tell({ text: { en: 'There', fr: 'Fini' }, isDone: true });
    const after = await desk.listen(ana.id);
    desk.controls.tell({ text: { en: 'More', fr: 'Encore' }, isDone: true });
    await expect.poll(() => after.of('progress')).toEqual([{ text: 'Encore', isDone: true }]);
    inTheMiddle.close();
    after.close();
  });

  it('tells of requests a few times a second, however many there are', async () => {
    const stream = await desk.listen(ana.id);

    await Promise.all(Array.from({ length: 40 }, () => call(desk.slack, 'auth.test')));

    await expect.poll(() => stream.of('requests').at(-1)).toEqual({ version: 80 });
    expect(stream.of('requests').length).toBeLessThan(8);
    stream.close();
  });

  it('ends when the desk stops', async () => {
    const stream = await desk.listen(ana.id);

    desk.desk.stop();

    await expect.poll(() => stream.isEnded()).toBe(true);
  });
});
