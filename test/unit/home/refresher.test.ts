import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createRefresher, type Refresher } from '../../../src/features/home/refresher.js';
import { createLogger } from '../../../src/platform/log.js';
import { SlackFailure } from '../../../src/platform/slack/slack-failure.js';

const timings = { settleMs: 5, pauseMs: 20 };

/** Within this time whatever else were to be published would have been. */
const longEnoughForAnother = () => sleep(10 * (timings.settleMs + timings.pauseMs));

describe('a Home that is brought up to date', () => {
  let refresher: Refresher;
  const begin = (publish: (key: string) => Promise<void>, lines: string[] = []) => {
    const log = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });
    refresher = createRefresher({ publish, log, whenFree: () => Promise.resolve(), ...timings });
    return refresher;
  };
  afterEach(() => refresher.stop());

  it('waits a moment, and is shown once to each person however often they are named', async () => {
    const published: string[] = [];
    begin(async (key) => void published.push(key)).refresh(['ana', 'ben', 'ana']);
    expect(published).toEqual([]);

    await expect.poll(() => published).toHaveLength(2);
    await longEnoughForAnother();

    expect(published.sort()).toEqual(['ana', 'ben']);
  });

  it('is shown once more for all that changed while it was being shown, and never twice at a time', async () => {
    const ends: (() => void)[] = [];
    begin(() => new Promise((resolve) => ends.push(resolve))).refreshNow('ana');

    for (let index = 0; index < 30; index += 1) refresher.refresh(['ana']);
    await longEnoughForAnother();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await expect.poll(() => ends).toHaveLength(2);
    ends[1]?.();
    await longEnoughForAnother();

    expect(ends).toHaveLength(2);
  });

  it('is shown at once to whoever looks at it', async () => {
    const published: string[] = [];
    begin(async (key) => void published.push(key)).refreshNow('ana');

    expect(published).toEqual(['ana']);
  });

  it('is shown at once to whoever looks again while it rests', async () => {
    const published: string[] = [];
    const log = createLogger({ level: 'silent' });
    const publish = async (key: string) => void published.push(key);
    refresher = createRefresher({ publish, log, whenFree: () => Promise.resolve(), pauseMs: 60_000 });
    refresher.refreshNow('ana');
    expect(published).toEqual(['ana']);

    refresher.refresh(['ana']);
    await longEnoughForAnother();
    expect(published).toEqual(['ana']);
    refresher.refreshNow('ana');

    await expect.poll(() => published).toEqual(['ana', 'ana']);
  });

  it('fails nobody: a failure is logged, and the next change shows it', async () => {
    const lines: string[] = [];
    let isIll = true;
    const published: string[] = [];
    begin(async (key) => {
      if (isIll) throw new Error('Slack is ill');
      published.push(key);
    }, lines);

    refresher.refresh(['ana']);
    await expect.poll(() => lines.join('')).toMatch(/not brought up to date/);
    isIll = false;
    refresher.refresh(['ana']);

    await expect.poll(() => published).toEqual(['ana']);
  });

  it('comes again after the time Slack asks for', async () => {
    const calledAt: number[] = [];
    begin(async () => {
      calledAt.push(performance.now());
      if (calledAt.length > 1) return;
      throw new SlackFailure({
        kind: 'rate-limited',
        method: 'views.publish',
        slackError: 'ratelimited',
        retryAfterMs: 60,
      });
    }).refresh(['ana']);

    await expect.poll(() => calledAt).toHaveLength(2);
    const [first = 0, second = 0] = calledAt;
    // A timer may fire a fraction of a millisecond early.
    expect(second - first).toBeGreaterThan(59);
  });

  it('waits at the end for what is on its way, and takes nothing new', async () => {
    const done: string[] = [];
    let end = (): void => undefined;
    begin(async (key) => {
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      done.push(key);
    }).refreshNow('ana');

    refresher.refresh(['ben']);
    const stopped = refresher.stop();
    end();
    await stopped;
    refresher.refresh(['chloe']);
    await longEnoughForAnother();

    expect(done).toEqual(['ana']);
  });
});
