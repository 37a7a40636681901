import type { PageReader } from './page-view.js';

/** `09:00`, in the reader's zone. */
export function timeOfDay(at: number, reader: PageReader): string {
  return format(at, reader, { hour: '2-digit', minute: '2-digit' });
}

/** `lundi 16 novembre 2026`. */
export function fullDay(at: number, reader: PageReader): string {
  return format(at, reader, { dateStyle: 'full' });
}

/** `16 nov. 2026, 09:00`. */
export function dayAndTime(at: number, reader: PageReader): string {
  return format(at, reader, { dateStyle: 'medium', timeStyle: 'short' });
}

/** `lundi 16 novembre 2026 à 09:00`: what a time says when one asks for all of it. */
export function fullTime(at: number, reader: PageReader): string {
  return format(at, reader, { dateStyle: 'full', timeStyle: 'short' });
}

/** The calendar day in the reader's zone, as `2026-11-16`: two messages with the same one stand under the same line. */
export function calendarDay(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
}

/** What a machine reads in `<time datetime>`. */
export function isoInstant(at: number): string {
  return new Date(at).toISOString();
}

/**
 * Writes Slack's `<!date^…>` in the reader's language and zone, or gives the fallback where the date or a token of the
 * format is unknown. `now` decides "today" and "ago"; without it the pretty forms are the plain ones.
 */
export function slackDate(seconds: number, pattern: string, options: SlackDateOptions): string {
  const at = seconds * 1000;
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return options.fallback;
  let isKnown = true;
  const text = pattern.replace(/\{([a-z_]+)\}/g, (_token, name: string) => {
    const words = tokenWords(name, at, options);
    isKnown &&= words !== null;
    return words ?? '';
  });
  return isKnown && text.trim() !== '' ? text : options.fallback;
}

export interface SlackDateOptions {
  readonly reader: PageReader;
  readonly fallback: string;
  readonly now?: number;
}

const tokenStyles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  date_short: { dateStyle: 'medium' },
  date_long: { dateStyle: 'full' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

function tokenWords(name: string, at: number, options: SlackDateOptions): string | null {
  const { reader, now } = options;
  if (name === 'date_num') return calendarDay(at, reader.timeZone);
  if (name === 'ago') return now === undefined ? format(at, reader, { dateStyle: 'medium' }) : ago(at, now, reader);
  const style = tokenStyles[name.replace(/_pretty$/, '')];
  if (!style) return null;
  const near = name.endsWith('_pretty') && now !== undefined ? nearDay(at, now, reader) : null;
  return near ?? format(at, reader, style);
}

/** "today", "yesterday" or "tomorrow", else null. */
export function nearDay(at: number, now: number, reader: PageReader): string | null {
  const days = dayNumber(at, reader.timeZone) - dayNumber(now, reader.timeZone);
  if (Math.abs(days) > 1) return null;
  return new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(days, 'day');
}

function ago(at: number, now: number, reader: PageReader): string {
  const seconds = (at - now) / 1000;
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(reader.locale).format(Math.trunc(seconds / size), unit);
}

function dayNumber(at: number, timeZone: string): number {
  return Math.round(Date.parse(`${calendarDay(at, timeZone)}T00:00:00Z`) / 86_400_000);
}

function format(at: number, reader: PageReader, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(reader.locale, { timeZone: reader.timeZone, ...style }).format(at);
}
