import { isFigure } from '../../kernel/numbers.js';
import { cutText } from '../../kernel/well-formed.js';
import { strip } from './number-marks.js';

/**
 * Numbers as people and programs write them in CSV. What a comma or a point means is decided for a whole column, never
 * for one cell: `1,234` alone can be read two ways, and guessing would be wrong by a factor of a thousand.
 */

export type DecimalMark = ',' | '.';

/** What one cell says about its column; `either` may be read with both marks, to different numbers. */
type NumberShape = 'plain' | 'comma' | 'point' | 'either' | 'none';

const defaultMissing = ['', 'na', 'n/a', '#n/a', 'n.a.', 'nd', 'n.d.', '-', '–', '—', 'null', 'none'];

/** Recognises what stands for "no value". */
export type MissingCheck = {
  /** By the cell alone. */
  cell(cell: string): boolean;
  /** By the number that a cell was read as: `-9,999` is the mark -9999 only where a comma groups digits. */
  number(value: number): boolean;
};

/**
 * Marks of a map are added to the usual ones, and case does not matter; one that is a number stands for that number
 * however a cell writes it.
 */
export function createMissingCheck(marks: readonly string[] = []): MissingCheck {
  const known = new Set([...defaultMissing, ...marks.map((mark) => mark.trim().toLowerCase())]);
  const numbers = new Set(marks.map(clearNumber).filter((number) => number !== null));
  // Most cells are longer than any mark, and this is asked of every cell; four more leave room for white space.
  const longest = Math.max(...Array.from(known, (mark) => mark.length)) + 4;
  const isMark = (cell: string): boolean =>
    cell === '' || (cell.length <= longest && known.has(cell.trim().toLowerCase()));
  if (numbers.size === 0) return { cell: isMark, number: () => false };
  return {
    cell: (cell) => {
      if (isMark(cell)) return true;
      const number = clearNumber(cell);
      return number !== null && numbers.has(number);
    },
    number: (value) => numbers.has(value),
  };
}

/** The number that a text holds whatever the decimal mark of its column; null where that decides. */
function clearNumber(text: string): number | null {
  const shape = shapeOf(text.trim());
  if (shape === 'none' || shape === 'either') return null;
  return readNumber(text.trim(), shape === 'comma' ? ',' : '.');
}

const plainNumber = /^-?\d+$/;
const plainPoint = /^-?\d+\.\d+$/;

// Whole digits, or groups of three behind one kind of mark; then decimals; then an exponent.
const written: Readonly<Record<DecimalMark, RegExp>> = {
  ',': /^(?:\d+|[1-9]\d{0,2}(?:([\s'’.])\d{3})(?:\1\d{3})*|(?=,))(?:,\d+)?(?:e[+-]?\d+)?$/i,
  // Indian groups too: two digits each, and three at the end.
  '.': /^(?:\d+|[1-9]\d{0,2}(?:([\s'’,])\d{3})(?:\1\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}|(?=\.))(?:\.\d+)?(?:e[+-]?\d+)?$/i,
};

/** What a cell tells about the decimal mark of its column. */
export function shapeOf(cell: string): NumberShape {
  if (plainNumber.test(cell)) return 'plain';
  const { digits } = strip(cell);
  const isComma = written[','].test(digits);
  const isPoint = written['.'].test(digits);
  if (isComma && isPoint) return /[.,]/.test(digits) ? 'either' : 'plain';
  if (isComma) return 'comma';
  return isPoint ? 'point' : 'none';
}

/** The number a cell holds when its column uses that decimal mark, `%` as a fraction; null when it holds none, or one too large for a figure. */
export function readNumber(cell: string, mark: DecimalMark): number | null {
  if (plainNumber.test(cell) || (mark === '.' && plainPoint.test(cell))) return figure(Number(cell));
  const { digits, isNegative, isPercent, power } = strip(cell);
  if (digits === '' || !written[mark].test(digits)) return null;
  const whole = digits.replaceAll(mark === ',' ? /[\s'’.]/g : /[\s'’,]/g, '').replace(',', '.');
  // 27.7 / 100 is 0.27699999999999997 in floats; 27.7e-2 is what was written.
  const exponent = isPercent ? -2 : power;
  const size = /e/i.test(whole) ? Number(whole) * 10 ** exponent : Number(`${whole}e${exponent}`);
  return figure(isNegative ? -size : size);
}

function figure(value: number): number | null {
  if (!isFigure(value)) return null;
  // Minus zero is not a figure anybody means.
  return value === 0 ? 0 : value;
}

export const durationUnits = ['seconds', 'minutes', 'hours', 'days'] as const;
export type DurationUnit = (typeof durationUnits)[number];

const secondsIn: Readonly<Record<DurationUnit, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };
const duration = /^([-−]?)(\d{1,7}):([0-5]\d):([0-5]\d(?:[.,]\d{1,9})?)$/;

/** A duration of hours, minutes and seconds, `1:30:00`, counted in a unit; null for another cell. */
export function readDuration(cell: string, unit: DurationUnit): number | null {
  const match = duration.exec(cell.trim());
  if (!match) return null;
  const [, sign, hours, minutes, seconds = ''] = match;
  const total = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
  return total === 0 ? 0 : (sign === '' ? total : -total) / secondsIn[unit];
}

/** Both numbers that an `either` cell can mean, for a message: `1234 or 1.234`. */
export function bothReadings(cell: string): string {
  return `${readNumber(cell, '.')} (decimal point) or ${readNumber(cell, ',')} (decimal comma)`;
}

const tooLarge = 'too large for a figure: at most 1,000,000,000,000,000 either side of zero';

/** Why the numbers of a reading, each of them or the ratio they make, cannot be a figure; null when they can. */
export function faultOfSize(parts: {
  readonly value?: number | null | undefined;
  readonly numerator?: number | null | undefined;
  readonly denominator?: number | null | undefined;
}): string | null {
  const { value, numerator, denominator } = parts;
  const ratio = numerator != null && denominator ? numerator / denominator : 0;
  const numbers = { value, numerator, denominator, 'the ratio': ratio };
  const [found] = Object.entries(numbers).filter(([, number]) => number != null && !isFigure(number));
  return found ? `${found[0]} is ${tooLarge}` : null;
}

/** Why a cell gave no number. */
export function explainNumber(cell: string, mark: DecimalMark): string {
  const other = readNumber(cell, mark === ',' ? '.' : ',');
  if (other !== null)
    return `"${shortened(cell)}" is not a number with a decimal ${mark === ',' ? 'comma' : 'point'}, which this column uses`;
  if (/^[+-]?(?:nan|inf(?:inity)?)$/i.test(cell.trim())) return `"${shortened(cell)}" is not a figure`;
  if (duration.test(cell.trim()))
    return `"${shortened(cell)}" is a duration: say in a map what it is counted in, durations: ${durationUnits.join(', ')}`;
  if (shapeOf(cell) !== 'none') return `"${shortened(cell)}" is ${tooLarge}`;
  return `"${shortened(cell)}" is not a number`;
}

/** A cell short enough for a message. */
export function shortened(cell: string): string {
  return cell.length > 40 ? `${cutText(cell, 39)}…` : cell;
}
