/** A time of day as written; `offset` counts minutes east of UTC, and is null where none is written. */
export type WrittenTime = { readonly seconds: number; readonly offset: number | null };

/** Source of an expression with four groups: hours, minutes, seconds, and the letter of a 12-hour clock. */
export const clock = String.raw`(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?(?:\s?([ap])\.?m\b\.?)?`;

/** With three: a word for UTC, and hours and minutes of an offset; the name of a zone behind them adds nothing. */
export const offset = String.raw`(?:\s?(?<utc>Z|UTC|GMT)\b)?(?:\s?(?<offsetHours>[+-]\d{2})(?::?(?<offsetMinutes>\d{2}))?)?(?:\s?(?:\[[\w/+-]*\]|\([^()]*\)))?`;

/** The time in these seven groups; null when none is written. */
export function readTime(groups: readonly (string | undefined)[]): WrittenTime | null | 'none such' {
  const [hourText, minuteText, secondText, half, utc, offsetHours, offsetMinutes] = groups;
  if (hourText === undefined) return null;
  const [hour, minute, second] = [hourOf(Number(hourText), half), Number(minuteText ?? 0), Number(secondText ?? 0)];
  if (hour === null || minute > 59 || second > 60) return 'none such';
  const seconds = hour * 3_600 + minute * 60 + second;
  if (offsetHours === undefined) return { seconds, offset: utc === undefined ? null : 0 };
  const size = Math.abs(Number(offsetHours)) * 60 + Number(offsetMinutes ?? 0);
  return { seconds, offset: offsetHours.startsWith('-') ? -size : size };
}

function hourOf(hour: number, half: string | undefined): number | null {
  // A compact time has no half, and its group is empty.
  if (!half) return hour <= 24 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}
