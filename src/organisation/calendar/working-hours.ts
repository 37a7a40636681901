import { CommitteeCalendar } from './committee-calendar.js';
import { usualWorkingHours } from './due-runs.js';

/** From when to when, and on which days of the week, a person may be written to; `to` is not included. */
export type WorkingHours = CommitteeCalendar['workingHours'];

/** Of whoever named none. */
export const usualHours: WorkingHours = { ...usualWorkingHours, days: [...usualWorkingHours.days] };

/**
 * Reads stored hours.
 * @throws ZodError when the text is not one that this version wrote or knows how to read.
 */
export function parseWorkingHours(json: string): WorkingHours {
  return CommitteeCalendar.shape.workingHours.parse(JSON.parse(json));
}
