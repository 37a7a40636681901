import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { disturbed, type Step } from './disturbed-database.js';
import { put, stored, takenThen, textsIn, until, untilAllSettled } from './outbox-words.js';
import { describeOutbox } from './with-outbox.js';

const thread = [{ key: 'd1' }, { key: 'd1.a', parent: 'd1' }, { key: 'd1.b', parent: 'd1' }];
const wholeThread = ['d1', 'd1.a', 'd1.b'];

/** Where a process may die, and whether Slack has its message then. */
const deaths = [
  ['before', 'claim', false],
  ['after', 'claim', false],
  ['before', 'begin', false],
  ['after', 'begin', false],
  ['before', 'settle', true],
  ['after', 'settle', true],
] as const satisfies (readonly ['before' | 'after', Step, boolean])[];

describeOutbox('across processes the outbox', (world) => {
  it('delivers 40 messages in 10 threads exactly once and in order, with two processes at it', async () => {
    const digests = Array.from({ length: 10 }, (_, index) => `digest ${index}`);
    for (const key of digests) {
      await put(world.database, { key }, ...['a', 'b', 'c'].map((part) => ({ key: `${key} ${part}`, parent: key })));
    }

    const one = world.run({ timings: { leaseMs: 20_000 } });
    const other = world.run({ database: await world.another(), timings: { leaseMs: 20_000 } });
    await untilAllSettled(world.database);

    const expected = digests.map((key) => [key, `${key} a`, `${key} b`, `${key} c`].join());
    const parents = world.slack.channel('growth-ops').messages();
    const arrived = parents.map(({ ts, text }) =>
      [
        text,
        ...world.slack
          .channel('growth-ops')
          .thread(ts)
          .messages()
          .map((reply) => reply.text),
      ].join(),
    );
    expect(arrived.sort()).toEqual(expected);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(40);
    expect(one.told.length).toBeGreaterThan(0);
    expect(other.told.length).toBeGreaterThan(0);
    world.slack.expectNoUnexpected();
  });

  it.each(deaths)('loses and repeats nothing when a process dies %s the step %s', async (when, step, isPosted) => {
    await put(world.database, ...thread);
    world.runUntilDeath(step, when);
    if (isPosted) await until('Slack has it', () => textsIn(world.slack).length === 1);
    else await sleep(80);

    world.run();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(wholeThread);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(3);
    world.slack.expectNoUnexpected();
  });

  it('repeats nothing that left while the database said that it stores, and did not', async () => {
    await put(world.database, { key: 'd1' });
    let isLost = true;
    const before = (step: Step) => {
      if (step !== 'settle' || !isLost) return;
      isLost = false;
      throw new Error('the database is found out, on purpose');
    };

    world.run({ database: disturbed(world.database, { before, lost: (step) => step === 'begin' && isLost }) });
    await untilAllSettled(world.database);

    expect(isLost).toBe(false);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(1);
    world.slack.expectNoUnexpected();
  });

  it.each(['claim', 'begin', 'settle'] as const)(
    'loses and repeats nothing when the database fails at the step %s',
    async (failing) => {
      await put(world.database, ...thread);
      let failures = 2;
      const before = (step: Step) => {
        if (step !== failing || failures === 0) return;
        failures -= 1;
        throw new Error('the database is away, on purpose');
      };

      world.run({ database: disturbed(world.database, { before }), timings: { leaseMs: 400 } });
      await untilAllSettled(world.database);

      expect(failures).toBe(0);
      expect(textsIn(world.slack)).toEqual(wholeThread);
      expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(3);
      world.slack.expectNoUnexpected();
    },
  );

  it('does not post what it began when it stood still so long that another process may have it', async () => {
    await put(world.database, { key: 'd1' });
    let naps = 1;
    const after = async (step: Step) => {
      if (step !== 'begin' || naps === 0) return;
      naps -= 1;
      await until('another process has posted it', () => textsIn(world.slack).length > 0);
    };

    const slow = world.run({ database: disturbed(world.database, { after }), timings: { leaseMs: 700 } });
    await until('it has begun', async () => (await stored(world.database, 'd1')).state === 'sending');
    world.run();
    await untilAllSettled(world.database);
    await slow.outbox.stop();

    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(1);
    expect(textsIn(world.slack)).toEqual(['d1']);
  });

  it('does not edit with what it composed before another process had the message', async () => {
    await put(world.database, { key: 'd1', text: 'first' });
    const { outbox } = world.run();
    await untilAllSettled(world.database);
    await outbox.stop();
    await put(world.database, { key: 'd1', text: 'second' });
    let isAsleep = false;

    const slow = world.run({
      timings: { leaseMs: 700 },
      compose: async ({ payload }) => {
        isAsleep = true;
        await until('another process has edited it', () => textsIn(world.slack)[0] === 'third');
        return { text: payload, blocks: [] };
      },
    });
    await until('it composes', () => isAsleep);
    await put(world.database, { key: 'd1', text: 'third' });
    world.run();
    await untilAllSettled(world.database);
    await slow.outbox.stop();

    expect(textsIn(world.slack)).toEqual(['third']);
  });

  it('goes on after composing took longer than its lease, as nobody else took the message', async () => {
    await put(world.database, { key: 'd1' });

    world.run({
      timings: { leaseMs: 100 },
      compose: async () => {
        await sleep(300);
        return { text: 'd1', blocks: [] };
      },
    });
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1']);
  });

  it('takes over from a dead process only when its lease has run out, although their clocks differ', async () => {
    await put(world.database, { key: 'd1' });
    world.runUntilDeath('settle', 'before');
    await until('Slack has it', () => textsIn(world.slack).length === 1);
    const { leaseUntil } = await stored(world.database, 'd1');

    const ahead = world.run({ nowMs: () => Date.now() + 300 });
    await untilAllSettled(world.database);

    expect(Date.now()).toBeGreaterThanOrEqual((leaseUntil?.getTime() ?? Number.POSITIVE_INFINITY) - 300);
    await until('it is told', () => ahead.told.includes('sent d1'));
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(1);
  });

  it('finishes what is in flight when it stops, and leaves the rest to the next process', async () => {
    await put(world.database, ...thread);
    world.slack.faults.add({ kind: 'slow', ms: 150, method: 'chat.postMessage' });
    const { outbox } = world.run();
    await until('the first is on its way', () => world.slack.requests.toSlack('chat.postMessage').length === 1);

    await outbox.stop();

    expect(textsIn(world.slack)).toEqual(['d1']);
    expect(await stored(world.database, 'd1')).toMatchObject({ state: 'sent', claimedBy: null });
    expect(await stored(world.database, 'd1.a')).toMatchObject({ state: 'pending', claimedBy: null, leaseUntil: null });
    world.run();
    await untilAllSettled(world.database);
    expect(textsIn(world.slack)).toEqual(wholeThread);
  });

  it('looks for a message of unknown outcome after a restart before it posts again', async () => {
    await put(world.database, { key: 'd1' });
    world.slack.faults.add(takenThen('reset'));
    const first = world.run({ timings: { visibilityMs: 60_000 } });
    await until('it knows that it does not know', async () => (await stored(world.database, 'd1')).lastError !== null);
    await first.outbox.stop();

    world.run();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1']);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(1);
  });
});
