import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { mortal } from './disturbed-database.js';
import { aSection, type Compose, put, runOutbox, stored, textsIn, until, untilAllSettled } from './outbox-words.js';
import { describeOutbox } from './with-outbox.js';

const keys = ['first', 'deadly', 'second', 'third', 'fourth', 'fifth'];
const others = keys.filter((key) => key !== 'deadly').sort();

describeOutbox('a message that cannot be made', (world) => {
  it('is set aside when it has ended two processes by itself, operators are told, and the rest arrives', async () => {
    await put(world.database, ...keys.map((key) => ({ key })));
    let deaths = 0;
    const composing =
      (die: () => void): Compose =>
      async ({ key }) => {
        if (key !== 'deadly') return { text: key, blocks: [aSection(key)] };
        deaths += 1;
        die();
        return new Promise(() => undefined);
      };
    for (let life = 1; life <= 3; life += 1) {
      const { database, die } = mortal(world.database);
      const { slack } = world;
      runOutbox({ database, slack, compose: composing(die), timings: { leaseMs: 600 } }).outbox.start();
      await until(`process ${life} ended`, () => deaths === life);
    }

    const { told } = world.run({ compose: composing(() => undefined) });
    await untilAllSettled(world.database);

    expect(deaths).toBe(3);
    expect(await stored(world.database, 'deadly')).toMatchObject({
      state: 'failed',
      lastError: expect.stringMatching(/ended again and again/),
    });
    expect(told).toContain('given up deadly');
    expect(textsIn(world.slack).sort()).toEqual(others);
    world.slack.expectNoUnexpected();
  });

  it('leaves without its pictures when it was their drawing that ended the processes', async () => {
    await put(world.database, { key: 'deadly' });
    let deaths = 0;
    const composing =
      (die: () => void): Compose =>
      async ({ key }, fullness) => {
        if (fullness === 'without-pictures') return { text: key, blocks: [aSection(fullness)] };
        deaths += 1;
        die();
        return new Promise(() => undefined);
      };
    for (let life = 1; life <= 2; life += 1) {
      const { database, die } = mortal(world.database);
      const { slack } = world;
      runOutbox({ database, slack, compose: composing(die), timings: { leaseMs: 600 } }).outbox.start();
      await until(`process ${life} ended`, () => deaths === life);
    }

    world.run({ compose: composing(() => undefined) });
    await untilAllSettled(world.database);

    expect(deaths).toBe(2);
    expect(textsIn(world.slack)).toEqual(['deadly']);
    expect(await stored(world.database, 'deadly')).toMatchObject({
      state: 'sent',
      fullness: 'without-pictures',
      lackReason: 'picture_ends_program',
    });
  });

  it('is set aside after it failed ten times by itself, with what was said, and the rest arrives', async () => {
    await put(world.database, ...keys.map((key) => ({ key })));
    let times = 0;
    const compose: Compose = async ({ key }) => {
      if (key !== 'deadly') return { text: key, blocks: [aSection(key)] };
      times += 1;
      throw new RangeError('no such picture can be drawn');
    };

    const { told } = world.run({ compose });
    await untilAllSettled(world.database);

    expect(times).toBe(10);
    expect(await stored(world.database, 'deadly')).toMatchObject({
      state: 'failed',
      lastError: expect.stringMatching(/no such picture/),
    });
    expect(told).toContain('given up deadly');
    expect(textsIn(world.slack).sort()).toEqual(others);
  });

  it('is not taken from a process that takes long to make it, nor counted as one that ends programs', async () => {
    await put(world.database, { key: 'slow' });
    let made = 0;
    const compose: Compose = async ({ key }) => {
      made += 1;
      await sleep(1_500);
      return { text: key, blocks: [aSection(key)] };
    };

    for (let process = 0; process < 2; process += 1) world.run({ compose, timings: { leaseMs: 600 } });
    await untilAllSettled(world.database);

    expect(made).toBe(1);
    expect(await stored(world.database, 'slow')).toMatchObject({ state: 'sent', fullness: 'full' });
    expect(textsIn(world.slack)).toEqual(['slow']);
  });

  it('is made again where it was only beside the one that ended the process', async () => {
    await put(world.database, { key: 'beside' });
    for (let life = 1; life <= 3; life += 1) {
      const isLast = life === 3;
      await world.database.client.delivery.updateMany({
        data: isLast
          ? {}
          : { claimedBy: `gone ${life}`, leaseUntil: new Date(Date.now() - 1_000), state: 'pending', slackTs: null },
      });
      const { outbox } = world.run();
      await untilAllSettled(world.database);
      await outbox.stop();
      expect(await stored(world.database, 'beside')).toMatchObject({ state: 'sent', deaths: 0 });
    }
  });
});
