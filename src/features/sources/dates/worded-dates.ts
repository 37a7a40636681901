import { monthNumber } from '../../../kernel/month-names.js';

const weekdayNames = new Set(
  'mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday lun lundi mar mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche'.split(
    ' ',
  ),
);
const weekWords = new Set(['week', 'wk', 'semaine', 'sem']);
const fillers = new Set(['of', 'de', 'the', 'le']);

/** The number of a month that is named in English or French, in full or cut short; null for another word. */
export function monthNamed(word: string): number | null {
  const name = simplified(word).replace(/\.$/, '');
  return monthNumber(name, 'en') ?? monthNumber(name, 'fr');
}

/** Year, month and day as digits, or the label of a week or a month. */
type Worded = { readonly day: readonly [year: string, month: string, day: string] } | { readonly label: string };

/** Reads a date in which a month or the word week is written out; null when it is none, or lacks its year. */
export function readWords(text: string): Worded | null {
  // An hyphen, slash or apostrophe tells a year of two digits from a day: Jan-26 is a month, Jan 26 a day of some year.
  const short = /^(\p{L}+)\.?\s?[-/'’]\s?'?(\d{2})$/u.exec(text);
  const shortMonth = short && monthNamed(short[1] ?? '');
  if (short && shortMonth) return { label: `20${short[2]}-${padded(shortMonth)}` };
  const words = simplified(text)
    .split(/[\s.,/-]+/)
    .filter((word) => word !== '' && !fillers.has(word));
  return readParts(words) ?? (weekdayNames.has(words[0] ?? '') ? readParts(words.slice(1)) : null);
}

function readParts(words: readonly string[]): Worded | null {
  if (words.length < 2 || words.length > 3) return null;
  const found: Partial<Record<'d' | 'm' | 'w' | 'y', string>> = {};
  let order = '';
  for (const word of words) {
    const [kind, value] = partOf(word);
    if (kind === null) return null;
    found[kind] = value;
    order += kind;
  }
  const { y = '', m = '', d = '' } = found;
  if (order === 'dmy' || order === 'mdy' || order === 'ymd') return { day: [y, m, d] };
  if (order === 'my' || order === 'ym') return { label: `${y}-${m}` };
  return order === 'wdy' || order === 'ywd' ? { label: `${y}-W${d}` } : null;
}

function partOf(word: string): ['d' | 'm' | 'w' | 'y', string] | [null, null] {
  const day = /^(\d{1,2})(?:st|nd|rd|th|er)?$/.exec(word)?.[1];
  if (day !== undefined) return ['d', day.padStart(2, '0')];
  if (/^\d{4}$/.test(word)) return ['y', word];
  if (weekWords.has(word)) return ['w', word];
  const month = monthNamed(word);
  return month === null ? [null, null] : ['m', padded(month)];
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}

function simplified(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
