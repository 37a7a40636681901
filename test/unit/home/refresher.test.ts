import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRefresher, type Refresher } from '../../../src/features/home/refresher.js';
import { createLogger } from '../../../src/platform/log.js';
import { SlackFailure } from '../../../src/platform/slack/slack-failure.js';

describe('a Home that is brought up to date', () => {
  let refresher: Refresher;
  const begin = (publish: (key: string) => Promise<void>, lines: string[] = []) => {
    const log = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });
    refresher = createRefresher({ publish, log, whenFree: () => Promise.resolve(), settleMs: 5, pauseMs: 20 });
    return refresher;
  };
  afterEach(() => refresher.stop());

  it('waits a moment, and is shown once to each person however often they are named', async () => {
    const published: string[] = [];
    begin(async (key) => void published.push(key)).refresh(['ana', 'ben', 'ana']);
    expect(published).toEqual([]);

    await sleep(60);

    expect(published.sort()).toEqual(['ana', 'ben']);
  });

  it('is shown once more for all that changed while it was being shown, and never twice at a time', async () => {
    let running = 0;
    let most = 0;
    let count = 0;
    begin(async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(15);
      running -= 1;
      count += 1;
    });

    for (let index = 0; index < 30; index += 1) {
      refresher.refresh(['ana']);
      await sleep(1);
    }
    await sleep(150);

    expect(most).toBe(1);
    expect(count).toBeGreaterThanOrEqual(2);
    expect(count).toBeLessThanOrEqual(4);
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
    await sleep(5);

    refresher.refresh(['ana']);
    await sleep(20);
    expect(published).toEqual(['ana']);
    refresher.refreshNow('ana');

    await vi.waitFor(() => expect(published).toEqual(['ana', 'ana']));
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
    await sleep(60);
    isIll = false;
    refresher.refresh(['ana']);
    await sleep(60);

    expect(lines.join('')).toMatch(/not brought up to date/);
    expect(published).toEqual(['ana']);
  });

  it('comes again after the time Slack asks for', async () => {
    let calls = 0;
    begin(async () => {
      calls += 1;
      if (calls > 1) return;
      throw new SlackFailure({
        kind: 'rate-limited',
        method: 'views.publish',
        slackError: 'ratelimited',
        retryAfterMs: 60,
      });
    }).refresh(['ana']);

    await sleep(40);
    expect(calls).toBe(1);
    await sleep(100);
    expect(calls).toBe(2);
  });

  it('waits at the end for what is on its way, and takes nothing new', async () => {
    const done: string[] = [];
    begin(async (key) => {
      await sleep(30);
      done.push(key);
    }).refreshNow('ana');

    refresher.refresh(['ben']);
    await refresher.stop();
    refresher.refresh(['chloe']);
    await sleep(60);

    expect(done).toEqual(['ana']);
  });
});
