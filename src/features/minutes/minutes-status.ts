import { localDate } from '../../kernel/zoned-time.js';
import type { MinutesStatus } from './document.js';
import { type Meeting, phaseOf } from './minutes.js';

/** Where the minutes of a meeting stand at an instant, on the days of their committee. */
export function minutesStatusOf({ minutes, committee: { timeZone } }: Meeting, at: Date): MinutesStatus {
  const closedAt = minutes?.closedAt ?? null;
  return {
    phase: phaseOf(minutes, localDate(at, timeZone)),
    closedOn: closedAt && localDate(closedAt, timeZone),
    hash: minutes?.contentHash ?? null,
  };
}
