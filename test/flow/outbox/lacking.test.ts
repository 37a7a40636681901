import { expect, it } from 'vitest';
import { PictureFailure } from '../../../src/platform/outbox/delivery.js';
import { disturbed, dyingAt, mortal, type Step } from './disturbed-database.js';
import { aSection, type Compose, put, putAgain, runOutbox, stored, until, untilAllSettled } from './outbox-words.js';
import { describeOutbox } from './with-outbox.js';

describeOutbox('a message whose pictures cannot be had', (world) => {
  const compose =
    (hasPicture: boolean): Compose =>
    async ({ key }, fullness) => {
      if (fullness === 'full' && !hasPicture) throw new PictureFailure(new Error('no'), { isLasting: true });
      return { text: key, blocks: [aSection(fullness)] };
    };
  const shown = () =>
    world.slack
      .channel('growth-ops')
      .messages()
      .map(({ blocks }) => JSON.stringify(blocks).match(/full|without-pictures/)?.[0]);

  const kills: [Step, 'before' | 'after'][] = [
    ['begin', 'after'],
    ['settle', 'before'],
    ['settle', 'after'],
  ];
  it.each(kills)('stands once, and is known to lack them, after a kill at %s (%s)', async (step, when) => {
    await put(world.database, { key: 'd1' });
    const { slack } = world;
    const database = dyingAt(world.database, step, when);
    runOutbox({ database, slack, compose: compose(false), timings: { leaseMs: 600 } }).outbox.start();
    await until('the first attempt began', async () => (await stored(world.database, 'd1')).sentHash !== null);
    if (step === 'settle') await until('it was posted', () => shown().length === 1);

    world.run({ compose: compose(false) });
    await untilAllSettled(world.database);

    expect(shown()).toEqual(['without-pictures']);
    expect(await stored(world.database, 'd1')).toMatchObject({
      fullness: 'without-pictures',
      lackReason: 'picture_not_drawn',
    });
  });

  it.each<[Step, 'before' | 'after']>([
    ['renew', 'after'],
    ['settle', 'before'],
  ])('gets them on the same message after a kill at %s (%s)', async (step, when) => {
    await put(world.database, { key: 'd1' });
    const first = world.run({ compose: compose(false) });
    await untilAllSettled(world.database);
    await first.outbox.stop();
    const { slackTs } = await stored(world.database, 'd1');
    await putAgain(world.database, 'd1');
    const life = mortal(disturbed(world.database, { [when]: (at: Step) => at === step && life.die() }));
    const { slack } = world;
    runOutbox({ database: life.database, slack, compose: compose(true), timings: { leaseMs: 600 } }).outbox.start();
    await until('it ended', () => life.isDead());

    world.run({ compose: compose(true) });
    await untilAllSettled(world.database);

    expect(shown()).toEqual(['full']);
    expect(await stored(world.database, 'd1')).toMatchObject({ slackTs, fullness: 'full', lackReason: null });
  });
});
