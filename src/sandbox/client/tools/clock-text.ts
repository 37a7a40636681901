import type { PageReader } from '../../../platform/pages/page-view.js';
import type { PageClock } from '../../desk/page-api.js';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * The workspace's time in milliseconds, which runs on from when its state was received. While the clock is moved it
 * stands where the state says: it jumps then, and a running minute would tell a time that never was.
 */
export function runningTime(clock: PageClock, receivedAt: number, realNow: number): number {
  return clock.isMoving ? clock.now : clock.now + Math.max(0, realNow - receivedAt);
}

/** Milliseconds until what the clock shows changes: it shows minutes. */
export function untilNextMinute(time: number): number {
  return 60_000 - (time % 60_000);
}

export interface ClockTexts {
  /** `Mon 16 Nov 2026, 09:04`. */
  readonly short: string;
  /** `Mon 09:04`, for a bar that has no room. */
  readonly compact: string;
  /** `Monday 16 November 2026 at 09:04`, to be read out. */
  readonly full: string;
}

/** @throws RangeError when the zone or the language is not one */
export function clockTexts(at: number, reader: PageReader): ClockTexts {
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(reader.locale, { timeZone: reader.timeZone, ...options }).format(at);
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  return {
    short: write({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', ...time }),
    compact: write({ weekday: 'short', ...time }),
    full: write({ dateStyle: 'full', timeStyle: 'short' }),
  };
}

/** How far the workspace is ahead, in the largest unit that fits: whole days, or hours below a day and a half. */
export function aheadBy(time: number, realNow: number): { readonly unit: 'day' | 'hour'; readonly count: number } {
  const ms = Math.max(0, time - realNow);
  if (ms >= 1.5 * dayMs) return { unit: 'day', count: Math.round(ms / dayMs) };
  return { unit: 'hour', count: Math.max(1, Math.round(ms / hourMs)) };
}
