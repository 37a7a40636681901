import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadSampleOrganisation } from '../../../src/features/setup/public.js';
import { ConflictError } from '../../../src/kernel/errors.js';
import { createLogger } from '../../../src/platform/log.js';
import { type AtWork, createControls } from '../../../src/sandbox/runtime/controls.js';
import { createMovableClock } from '../../../src/sandbox/runtime/movable-clock.js';

const organisation = await loadSampleOrganisation();

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A sandbox without runs, whose readings take as long as the test wants. */
function atWork() {
  const seen: string[] = [];
  let finish = (): void => {};
  let isSlow = false;
  const clock = createMovableClock({ now: () => new Date('2026-11-21T19:00:00Z') });
  const sandbox: AtWork = {
    clock,
    organisation,
    log: createLogger({ level: 'silent' }),
    hasPassedRun: false,
    app: {
      nextRuns: async () => [],
      sweepNow: async (change) => change?.(),
      unfinishedWork: async () => ({ nextAttempts: [], waitUntil: [], arriving: 0 }),
    },
    sample: {
      arrivals: () => [],
      async goOn() {
        seen.push('readings begin');
        if (isSlow) await new Promise<void>((resolve) => (finish = resolve));
        seen.push('readings end');
      },
    },
  };
  const controls = createControls({
    sandbox,
    flush: async () => {
      seen.push('kept');
    },
    reset: async () => {
      seen.push('reset');
    },
  });
  controls.onProgress(({ text, isDone }) => {
    if (isDone) seen.push(text.en);
  });
  return {
    controls,
    seen,
    clock,
    /** The minute's readings have begun, and go on until the returned function is called. */
    async inMinute(): Promise<() => void> {
      isSlow = true;
      await vi.advanceTimersByTimeAsync(60_000);
      isSlow = false;
      return () => finish();
    },
  };
}

describe('the controls of a sandbox', () => {
  it.each([
    ['a reset', 'reset', (controls: ReturnType<typeof createControls>) => controls.reset()],
    ['a move', 'readings begin', (controls: ReturnType<typeof createControls>) => controls.moveClock('day')],
    ['a stop', 'stopped', (controls: ReturnType<typeof createControls>) => controls.stop()],
  ])('%s waits for the readings of the minute', async (_, next, act) => {
    const { controls, seen, inMinute } = atWork();
    const finish = await inMinute();

    const acting = act(controls).then(() => seen.push('stopped'));
    await vi.advanceTimersByTimeAsync(10);
    const meanwhile = [...seen];
    finish();
    await acting;
    await controls.stop();

    expect(meanwhile).toEqual(['readings begin']);
    expect(seen.slice(1, 3)).toEqual(['readings end', next]);
  });

  it('begin no readings while those of a minute before still go on', async () => {
    const { controls, seen, inMinute } = atWork();
    const finish = await inMinute();

    await vi.advanceTimersByTimeAsync(180_000);

    expect(seen).toEqual(['readings begin']);
    finish();
    await controls.stop();
  });

  it('do one thing at a time, keep what it left, and can be used again when it is told', async () => {
    const { controls, seen } = atWork();
    let again: Promise<void> | undefined;
    controls.onProgress(({ isDone }) => {
      if (isDone) again ??= controls.reset();
    });

    const first = controls.reset();
    await expect(controls.moveClock('day')).rejects.toThrow(ConflictError);
    await first;
    await again;
    await controls.stop();

    expect(seen).toEqual(['reset', 'kept', 'The sandbox is as new', 'reset', 'kept', 'The sandbox is as new']);
  });

  it('tell that a run was passed only where one was: neither a start in the future nor a day without a run', async () => {
    const { controls, clock } = atWork();
    clock.setOffset(30 * 24 * 3_600_000);

    await controls.moveClock('day');
    await controls.stop();

    expect(controls.clock()).toMatchObject({ isAhead: true, hasPassedRun: false });
  });
});
