import type { PageReader } from './page-view.js';

/** Instants (milliseconds since the epoch) in one reader's language and zone. */
export interface Times {
  /** `09:00`. */
  readonly timeOfDay: (at: number) => string;
  /** `lundi 16 novembre 2026`. */
  readonly fullDay: (at: number) => string;
  /** `16 nov. 2026, 09:00`. */
  readonly dayAndTime: (at: number) => string;
  /** `lundi 16 novembre 2026 à 09:00`. */
  readonly fullTime: (at: number) => string;
  /** `2026-11-16`: two messages with the same one were written on the same day. */
  readonly calendarDay: (at: number) => string;
  /** "today", "yesterday" or "tomorrow"; null for any other day, or where nobody said what time it is. */
  readonly nearDay: (at: number) => string | null;
  /** Slack's `<!date^…>`: the format's tokens written out, or the fallback where the date or a token is unknown. */
  readonly slackDate: (seconds: number, pattern: string, fallback: string) => string;
}

const styles = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  date_short: { dateStyle: 'medium' },
  date_long: { dateStyle: 'full' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  dayAndTime: { dateStyle: 'medium', timeStyle: 'short' },
  fullTime: { dateStyle: 'full', timeStyle: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Style = keyof typeof styles;
const tokenStyles: ReadonlySet<string> = new Set<Style>(['date', 'date_short', 'date_long', 'time', 'time_secs']);

/** `now` decides what "today" and "ago" are. @throws RangeError when the zone or the language is not one. */
export function makeTimes(reader: PageReader, now?: number): Times {
  const format = rememberedFormats(reader);
  const days = new Intl.DateTimeFormat('en-CA', { timeZone: reader.timeZone, dateStyle: 'short' });
  const calendarDay = (at: number) => days.format(at);
  const nearDay = (at: number) => (now === undefined ? null : dayBeside(calendarDay(at), calendarDay(now), reader));

  const tokenWords = (name: string, at: number): string | null => {
    if (name === 'date_num') return calendarDay(at);
    if (name === 'ago') return now === undefined ? format('date_short', at) : ago(at - now, reader);
    const style = name.replace(/_pretty$/, '');
    if (!tokenStyles.has(style)) return null;
    return (style === name ? null : nearDay(at)) ?? format(style as Style, at);
  };

  return {
    timeOfDay: (at) => format('time', at),
    fullDay: (at) => format('date_long', at),
    dayAndTime: (at) => format('dayAndTime', at),
    fullTime: (at) => format('fullTime', at),
    calendarDay,
    nearDay,
    slackDate: (seconds, pattern, fallback) => {
      if (Math.abs(seconds) > 8.64e12 || Number.isNaN(seconds)) return fallback;
      return fillTokens(pattern, (name) => tokenWords(name, seconds * 1000)) ?? fallback;
    },
  };
}

/** Making a formatter takes far longer than using one, and a page shows thousands of times. */
function rememberedFormats(reader: PageReader): (style: Style, at: number) => string {
  const made = new Map<Style, Intl.DateTimeFormat>();
  return (style, at) => {
    const found =
      made.get(style) ?? new Intl.DateTimeFormat(reader.locale, { timeZone: reader.timeZone, ...styles[style] });
    made.set(style, found);
    return found.format(at);
  };
}

/** Null when a token is unknown, or nothing is left to read. */
function fillTokens(pattern: string, wordsOf: (name: string) => string | null): string | null {
  let isKnown = true;
  const text = pattern.replace(/\{([a-z_]+)\}/g, (_token, name: string) => {
    const words = wordsOf(name);
    isKnown &&= words !== null;
    return words ?? '';
  });
  return isKnown && text.trim() !== '' ? text : null;
}

function dayBeside(day: string, today: string, reader: PageReader): string | null {
  const distance = (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
  if (Math.abs(distance) > 1) return null;
  return new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(distance, 'day');
}

function ago(milliseconds: number, reader: PageReader): string {
  const seconds = milliseconds / 1000;
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(reader.locale).format(Math.trunc(seconds / size), unit);
}

/** What a machine reads in `<time dateTime>`. */
export function isoInstant(at: number): string {
  return new Date(at).toISOString();
}
