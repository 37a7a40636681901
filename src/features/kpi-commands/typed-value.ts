import { formatValue, isFigure, type Locale } from '../../kernel/numbers.js';
import type { Kpi, ReadingValue } from '../kpis/public.js';
import { readNumber, shapeOf } from '../sources/public.js';

/**
 * Why a typed value was not taken:
 * - `missing`; `not-a-number`; `too-large`: no figure is; `two-ways`: it means 1.234 to some and 1,234 to others.
 * - `needs-ratio`, `needs-one`: the KPI is a ratio and got one number, or the other way round.
 * - `needs-percent`, `no-percent`: the per cent sign decides by a factor of a hundred, and it is missing or out of place.
 */
export type ValueFault =
  | 'missing'
  | 'not-a-number'
  | 'too-large'
  | 'two-ways'
  | 'needs-ratio'
  | 'needs-one'
  | 'needs-percent'
  | 'no-percent';

export type TypedValue = { readonly value: ReadingValue } | { readonly fault: ValueFault; readonly typed: string };

/** Reads what a person typed as a value of a KPI, in the notation of their language. */
export function readTypedValue(text: string, kpi: Kpi, locale: Locale): TypedValue {
  const typed = text.trim();
  if (typed === '') return { fault: 'missing', typed };
  const parts = typed.split('/').map((part) => part.trim());
  const isRatio = kpi.rollUp === 'ratio';
  if (isRatio !== (parts.length === 2)) return { fault: isRatio ? 'needs-ratio' : 'needs-one', typed };
  const numbers = parts.map((part) => readOne(part, locale));
  const [first, second] = numbers;
  for (const number of numbers) if (typeof number === 'string') return { fault: number, typed };
  if (typeof first !== 'number') return { fault: 'not-a-number', typed };
  if (isRatio) {
    if (/%/.test(typed)) return { fault: 'no-percent', typed };
    return sized({ numerator: first, denominator: typeof second === 'number' ? second : 0 }, typed);
  }
  const isPercent = /%/.test(typed);
  const isPercentKpi = kpi.format.style === 'percent';
  if (isPercent && !isPercentKpi) return { fault: 'no-percent', typed };
  if (isPercentKpi && !isPercent && first !== 0) return { fault: 'needs-percent', typed };
  return sized({ value: first }, typed);
}

function readOne(text: string, locale: Locale): number | 'not-a-number' | 'too-large' | 'two-ways' {
  const shape = shapeOf(text);
  // A French "1.234" is either a slip of the keyboard or a thousand: nobody should have to guess.
  if (shape === 'either' && locale === 'fr' && text.includes('.')) return 'two-ways';
  const mark = shape === 'comma' || (shape === 'either' && locale === 'fr') ? ',' : '.';
  return readNumber(text, mark) ?? (shape === 'none' ? 'not-a-number' : 'too-large');
}

/** Its bounds are judged where every reading is. */
function sized(value: ReadingValue, typed: string): TypedValue {
  const amount = amountOf(value);
  return amount !== null && !isFigure(amount) ? { fault: 'too-large', typed } : { value };
}

/** A reading as one number; null for a ratio over zero. */
export function amountOf(value: ReadingValue): number | null {
  if ('value' in value) return value.value;
  return value.denominator === 0 ? null : value.numerator / value.denominator;
}

/** "1,234", "2.7% (123/4,567)". */
export function readingText(value: ReadingValue, kpi: Kpi, locale: Locale): string {
  const amount = amountOf(value);
  const worth = amount === null ? '–' : formatValue(amount, kpi.format, locale);
  if ('value' in value) return worth;
  const part = (number: number): string =>
    formatValue(number, { style: 'number', decimals: decimalsOf(number) }, locale);
  return `${worth} (${part(value.numerator)}/${part(value.denominator)})`;
}

function decimalsOf(number: number): number {
  return Number.isInteger(number) ? 0 : 2;
}

/** How many times larger or smaller; a slip of one digit makes ten. */
const suspiciousFactor = 10;

/** Whether a value is so far from the one before that a slip of the keyboard is likelier than the truth. */
export function isSuspicious(value: ReadingValue, last: ReadingValue | null): boolean {
  const [now, before] = [amountOf(value), last && amountOf(last)];
  if (now === null || before === null || before === 0 || now === before) return false;
  const factor = Math.abs(now / before);
  return factor >= suspiciousFactor || factor <= 1 / suspiciousFactor || now * before < 0;
}
