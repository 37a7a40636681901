import { addDays, type CalendarDate, dayNumber, isCalendarDate } from '../../kernel/calendar.js';
import { ValidationError } from '../../kernel/errors.js';

/** Days on which a person is away, both included. */
export type Absence = {
  readonly id: string;
  readonly personKey: string;
  readonly fromOn: CalendarDate;
  readonly toOn: CalendarDate;
};

export type AbsentDays = Pick<Absence, 'fromOn' | 'toOn'>;

/** Longer than any leave somebody plans; a slip of the year would otherwise silence everything for good. */
const longestDays = 400;

/** @throws ValidationError by field: `not-a-date`, `before-start`, or `too-long` for more than 400 days */
export function assertAbsentDays({ fromOn, toOn }: AbsentDays): void {
  if (!isCalendarDate(fromOn)) throw new ValidationError(`"${fromOn}" is no date`, { fromOn: 'not-a-date' });
  if (!isCalendarDate(toOn)) throw new ValidationError(`"${toOn}" is no date`, { toOn: 'not-a-date' });
  if (toOn < fromOn) throw new ValidationError(`${toOn} comes before ${fromOn}`, { toOn: 'before-start' });
  if (dayNumber(toOn) - dayNumber(fromOn) >= longestDays) {
    throw new ValidationError(`From ${fromOn} to ${toOn} are more than ${longestDays} days`, { toOn: 'too-long' });
  }
}

export function isAbsent(day: CalendarDate, absences: readonly AbsentDays[]): boolean {
  return absences.some(({ fromOn, toOn }) => fromOn <= day && day <= toOn);
}

/** Whether two absences are one: they share a day, or one begins on the day after the other. */
export function touches(a: AbsentDays, b: AbsentDays): boolean {
  return a.fromOn <= addDays(b.toOn, 1) && b.fromOn <= addDays(a.toOn, 1);
}

/** From the first day of all to the last. */
export function joined(absences: readonly [AbsentDays, ...(readonly AbsentDays[])]): AbsentDays {
  return absences.reduce((a, b) => ({
    fromOn: a.fromOn < b.fromOn ? a.fromOn : b.fromOn,
    toOn: a.toOn > b.toOn ? a.toOn : b.toOn,
  }));
}
