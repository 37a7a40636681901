import { describe, expect, it } from 'vitest';
import { createMovableClock } from '../../../src/sandbox/runtime/movable-clock.js';
import { moveTime, type TimeMachineParts } from '../../../src/sandbox/runtime/time-machine.js';
import type { RunInWords } from '../../../src/sandbox/runtime/words.js';

const saturday = new Date('2026-11-21T19:00:00Z');
const weekMs = 7 * 24 * 3_600_000;
const firstRun = new Date('2026-11-23T08:00:00Z');

type World = Partial<TimeMachineParts> & { readonly waitsMs?: number };

/** A committee that runs on Mondays at 09:00 in Paris; its digest may wait after each run. */
function worldOf({ waitsMs = 0, ...changes }: World = {}) {
  const stops: string[] = [];
  const told: string[] = [];
  let passed = 0;
  let real = saturday.getTime();
  const clock = createMovableClock({ now: () => new Date(real) });
  let waitUntil: Date[] = [];
  const runAfter = (after: Date): RunInWords => {
    const weeks = Math.max(0, Math.floor((after.getTime() - firstRun.getTime()) / weekMs) + 1);
    return {
      at: new Date(firstRun.getTime() + weeks * weekMs),
      committee: { en: 'Growth operations', fr: 'Suivi opérationnel' },
      reports: 'week',
      timeZone: 'Europe/Paris',
    };
  };
  const parts: TimeMachineParts = {
    clock,
    zone: 'Europe/Paris',
    nextRuns: async (after) => [runAfter(after)],
    arrivals: () => [],
    async arriveAt(instant) {
      clock.moveTo(instant);
      stops.push(instant.toISOString());
      const isRun = (instant.getTime() - firstRun.getTime()) % weekMs === 0;
      waitUntil = isRun && waitsMs > 0 ? [new Date(instant.getTime() + waitsMs)] : [];
    },
    passed: () => {
      passed += 1;
    },
    unfinished: async () => ({ nextAttempts: [], waitUntil }),
    isEnding: () => false,
    tell: ({ en }) => told.push(en),
    nowMs: () => real,
    sleep: async (ms) => {
      real += ms;
    },
    ...changes,
  };
  return { parts, stops, told, clock, passed: () => passed };
}

describe('the clock of a sandbox, moved', () => {
  it('to the next run arrives at its minute and tells of it', async () => {
    const { parts, stops, told } = worldOf();

    await moveTime(parts, 'next-run');

    expect(stops).toEqual(['2026-11-23T08:00:00.000Z']);
    expect(told).toEqual(['Monday 23 November, 09:00: the weekly digest of Growth operations']);
  });

  it('to the next run goes on until a digest that waits for late figures has left, by way of every arrival', async () => {
    const arrival = new Date('2026-11-23T09:30:00Z');
    const { parts, stops, told } = worldOf({ waitsMs: 2 * 3_600_000 });

    await moveTime(
      { ...parts, arrivals: ({ after }) => (after < arrival ? [arrival] : []), unfinished: stillWaiting() },
      'next-run',
    );

    expect(stops).toEqual(['2026-11-23T08:00:00.000Z', '2026-11-23T09:30:00.000Z', '2026-11-23T10:00:00.000Z']);
    expect(told.at(-1)).toBe('Monday 23 November, 11:00: a digest waits for late figures');

    function stillWaiting(): TimeMachineParts['unfinished'] {
      return async () => ({
        nextAttempts: [],
        waitUntil: stops.length > 0 ? [new Date('2026-11-23T10:00:00Z')] : [],
      });
    }
  });

  it('by a week stops at the run on its way and ends at the same time of day, also where the clocks change', async () => {
    const october = new Date('2026-10-24T10:15:00Z');
    const { parts, stops, clock } = worldOf();
    clock.setOffset(october.getTime() - saturday.getTime());

    await moveTime({ ...parts, nextRuns: async () => [] }, 'week');

    expect(stops).toEqual(['2026-10-31T11:15:00.000Z']);
  });

  it('by a quarter stops at each of its thirteen Mondays and tells of each', async () => {
    const { parts, stops, told, passed } = worldOf();

    await moveTime(parts, 'quarter');

    expect(stops).toHaveLength(14);
    expect(stops.at(-1)).toBe('2027-02-20T19:00:00.000Z');
    expect(told.filter((line) => line.includes('the weekly digest of Growth operations'))).toHaveLength(13);
    expect(passed()).toBe(13);
  });

  it('by a quarter in which no message leaves ends within minutes', async () => {
    const { parts, stops, told } = worldOf({
      unfinished: async () => ({ nextAttempts: [new Date(0)], waitUntil: [] }),
    });

    await moveTime(parts, 'quarter');

    expect(stops).toHaveLength(14);
    expect(told.filter((line) => line.includes('held back'))).toHaveLength(15);
    expect(parts.nowMs() - saturday.getTime()).toBeLessThan(3 * 60_000);
  });

  it('by a day goes past no run that is not in it', async () => {
    const { parts, stops, passed } = worldOf();

    await moveTime(parts, 'day');

    expect(stops).toEqual(['2026-11-22T19:00:00.000Z']);
    expect(passed()).toBe(0);
  });

  it('waits for messages to leave, and leaves behind what a bad day holds back', async () => {
    let asked = 0;
    const { parts, stops, told } = worldOf();
    const later = new Date(saturday.getTime() + 3_600_000);
    const soon = new Date(saturday.getTime() + 1_000);

    await moveTime(
      {
        ...parts,
        unfinished: async () => {
          asked += 1;
          return { nextAttempts: asked < 5 ? [soon] : [later, later], waitUntil: [] };
        },
      },
      'next-run',
    );

    expect(stops).toHaveLength(1);
    expect(told).toContain('2 messages are held back by a bad day; the clock goes on');
  });

  it('gives a message that never leaves a minute, and goes on', async () => {
    const { parts, stops } = worldOf({ unfinished: async () => ({ nextAttempts: [new Date(0)], waitUntil: [] }) });

    await moveTime(parts, 'next-run');

    expect(stops).toHaveLength(1);
    expect(parts.nowMs() - saturday.getTime()).toBeGreaterThanOrEqual(60_000);
  });

  it('stays where it is when the process ends', async () => {
    const { parts, stops } = worldOf({ isEnding: () => true });

    await moveTime(parts, 'week');

    expect(stops).toEqual([]);
  });
});

describe('a movable clock', () => {
  it('runs on by itself, and never goes back', () => {
    let real = saturday.getTime();
    const clock = createMovableClock({ now: () => new Date(real) });
    clock.moveTo(firstRun);

    real += 1_000;
    clock.moveTo(saturday);

    expect(clock.now()).toEqual(new Date(firstRun.getTime() + 1_000));
  });
});
