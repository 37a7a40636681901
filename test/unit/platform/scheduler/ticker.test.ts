import { once } from 'node:events';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger, silentLog } from '../../../../src/platform/log.js';
import { createTicker, type Ticker, type TickerOptions } from '../../../../src/platform/scheduler/ticker.js';

const everySecond = '* * * * * *';

describe('the ticker', () => {
  let ticker: Ticker | undefined;

  function aTicker(options: Partial<TickerOptions> & Pick<TickerOptions, 'onTick'>): Ticker {
    ticker = createTicker({ log: silentLog, pattern: everySecond, ...options });
    return ticker;
  }

  afterEach(() => ticker?.stop());

  it('ticks at once and then in its rhythm', async () => {
    let ticks = 0;

    const onTick = async () => {
      ticks += 1;
    };
    aTicker({ onTick }).start();

    expect(ticks).toBe(1);
    await expect.poll(() => ticks).toBeGreaterThanOrEqual(3);
  });

  it('leaves a tick out while the one before still runs', async () => {
    const lines: string[] = [];
    const log = createLogger({ level: 'warn', destination: { write: (line) => void lines.push(line) } });
    const ends: (() => void)[] = [];
    aTicker({ onTick: () => new Promise((resolve) => ends.push(resolve)), log }).start();

    await expect.poll(() => lines.length).toBeGreaterThanOrEqual(2);

    expect(lines.join('')).toContain('this one is left out');
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await expect.poll(() => ends.length).toBe(2);
    ends[1]?.();
  });

  it('goes on after a tick that failed, and logs it', async () => {
    const lines: string[] = [];
    const log = createLogger({ level: 'error', destination: { write: (line) => void lines.push(line) } });
    let ticks = 0;
    const onTick = async () => {
      ticks += 1;
      throw new Error('database away');
    };

    aTicker({ onTick, log }).start();

    await expect.poll(() => ticks).toBeGreaterThanOrEqual(2);
    expect(lines[0]).toContain('database away');
  });

  it('ticks on demand after the tick that runs, so that a moved clock is seen', async () => {
    const seen: number[] = [];
    let clock = 0;
    const onTick = async () => {
      const now = clock;
      await setImmediate();
      seen.push(now);
    };
    aTicker({ onTick, pattern: '0 0 1 1 *' }).start();

    clock = 1;
    await ticker?.tickNow();

    expect(seen).toEqual([0, 1]);
  });

  it('waits for the running tick when it stops, tells it so, and ticks no more', async () => {
    const events: string[] = [];
    const onTick = async (signal: AbortSignal) => {
      events.push('begun');
      await once(signal, 'abort');
      events.push(signal.aborted ? 'ended, told to stop' : 'ended');
    };
    const stopped = aTicker({ onTick });
    stopped.start();

    await stopped.stop();
    await stopped.tickNow();
    // A tick would come within a second.
    await sleep(1_200);

    expect(events).toEqual(['begun', 'ended, told to stop']);
  });

  it('can be stopped twice, and without having been started', async () => {
    const unused = aTicker({ onTick: async () => undefined });

    await unused.stop();

    await expect(unused.stop()).resolves.toBeUndefined();
  });
});
