/** How figures read: by `Intl`, in the reader's language, the same in a chart, a table, an alt text and a sentence. */

export type Locale = 'en' | 'fr';

/** Rates are stored as fractions: 0.0312 is written 3.1 %. Currencies are in major units here. */
export type ValueFormat =
  | { readonly style: 'number'; readonly decimals: number; readonly unit?: string }
  | { readonly style: 'percent'; readonly decimals: number }
  | { readonly style: 'currency'; readonly decimals: number; readonly currency: string };

/** A change from one period to another: a share of the earlier value (0.05 is 5 %), or a difference in the value's own unit (0.05 of a rate is 5 pt). */
export type Change = { readonly kind: 'percent' | 'points'; readonly value: number };

/** Sums and quotients of fractions end a few parts in 10^16 apart; no reader sees a billionth. */
const roundingShare = 1e-9;

/** The difference between figures of this size that arithmetic alone can make: no change, no step, no missed target. */
export function roundingOf(...figures: readonly number[]): number {
  return roundingShare * figures.reduce((largest, figure) => Math.max(largest, Math.abs(figure)), 0);
}

/** −1, 0 or 1 as `a` is less than, as good as equal to, or more than `b`; 1/3 is 1/3, however either was computed. */
export function compareFigures(a: number, b: number, rounding = roundingOf(a, b)): -1 | 0 | 1 {
  if (Math.abs(a - b) <= rounding) return 0;
  return a < b ? -1 : 1;
}

/** The smallest step that a format shows: 1 without decimals, 0.001 for 33.3 %. */
export function finestStep(format: ValueFormat): number {
  return 10 ** -(format.decimals + (format.style === 'percent' ? 2 : 0));
}

/** Beyond it sums are no longer exact and no axis can be read: a slip of the keyboard or of a program, never a figure. */
const largestFigure = 1e15;

/** Whether a number can be summed, compared and drawn; every entry refuses one that cannot. */
export function isFigure(value: number): boolean {
  return Math.abs(value) <= largestFigure;
}

const regional: Record<Locale, string> = { en: 'en-GB', fr: 'fr-FR' };

/** Keeps a number and its unit on one line. */
const noBreak = '\u00a0';

const formatters = new Map<string, Intl.NumberFormat>();

/** Intl formatters cost a millisecond each to build, and a digest writes hundreds of numbers. */
function formatter(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(regional[locale], options);
    formatters.set(key, found);
  }
  return found;
}

/** Intl gives a hyphen for minus, and a sign to a zero that was rounded; a minus sign is as wide as a digit, and read aloud. */
function written(value: number, locale: Locale, options: Intl.NumberFormatOptions): string {
  return formatter(locale, { signDisplay: 'negative', ...options })
    .format(value)
    .replace('-', '\u2212');
}

function intlOptions(format: ValueFormat): Intl.NumberFormatOptions {
  switch (format.style) {
    case 'percent':
      return { style: 'percent' };
    case 'currency':
      return { style: 'currency', currency: format.currency, currencyDisplay: 'narrowSymbol' };
    case 'number':
      return {};
  }
}

/** `1 234,5 €`, `3.1%`, `12 400 visites`: every digit the KPI's card asks for. */
export function formatValue(value: number, format: ValueFormat, locale: Locale): string {
  const text = written(value, locale, {
    ...intlOptions(format),
    minimumFractionDigits: format.decimals,
    maximumFractionDigits: format.decimals,
  });
  return format.style === 'number' && format.unit ? `${text}${noBreak}${format.unit}` : text;
}

/** For pictures, where figures stand close together and the unit is said once. */
export function withoutUnit(format: ValueFormat): ValueFormat {
  return format.style === 'number' ? { style: 'number', decimals: format.decimals } : format;
}

/** `12,195`, `124K`, `1,2 M €`: for axes and narrow cells, where three significant digits are enough; five take no more room than `12.2K`. */
export function formatCompact(value: number, format: ValueFormat, locale: Locale): string {
  if (Math.abs(value) < 100_000 || format.style === 'percent') {
    const decimals = Math.abs(value) >= 1_000 && format.style !== 'percent' ? 0 : format.decimals;
    return written(value, locale, {
      ...intlOptions(format),
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
  }
  return written(value, locale, { ...intlOptions(format), notation: 'compact', maximumSignificantDigits: 3 });
}

/**
 * `+4.2%` for a share; for a difference `−0.4 pt` of a percentage, else `−4` or `+1 250 €` in the value's own unit. Always
 * signed, so that a reader never wonders; as precise as the value, and more where it would read as no change at all.
 */
export function formatChange(change: Change, format: ValueFormat, locale: Locale): string {
  if (change.kind === 'percent') return signed(change.value, 1, { locale, options: { style: 'percent' } });
  if (format.style === 'percent') {
    return `${signed(change.value * 100, format.decimals, { locale })}${noBreak}pt`;
  }
  if (Math.abs(change.value) >= 100_000) {
    const options = { ...intlOptions(format), notation: 'compact', maximumSignificantDigits: 3 } as const;
    return written(change.value, locale, { ...options, signDisplay: 'exceptZero' });
  }
  const text = signed(change.value, format.decimals, { locale, options: intlOptions(format) });
  return format.style === 'number' && format.unit ? `${text}${noBreak}${format.unit}` : text;
}

/** Digits beyond the value's own that a small change may take; what is smaller still is noise of the arithmetic. */
const extraDecimals = 2;

function signed(
  value: number,
  decimals: number,
  { locale, options = {} }: { readonly locale: Locale; readonly options?: Intl.NumberFormatOptions },
): string {
  const shown = Math.abs(value) * (options.style === 'percent' ? 100 : 1);
  const isSeen = (digits: number): boolean => shown >= 0.5 * 10 ** -digits;
  const enough = [0, 1, extraDecimals].map((extra) => decimals + extra).find(isSeen) ?? decimals;
  return written(value, locale, {
    ...options,
    signDisplay: 'exceptZero',
    minimumFractionDigits: enough,
    maximumFractionDigits: enough,
  });
}

/** What a sum or a quotient leaves behind these digits is its way of being computed, and no figure. */
const settledDigits = 14;

/** Plain data with each broken number in it to fourteen digits: two ways to the same figure end at the same one. */
export function settledNumbers<T>(data: T): T {
  return settled(data) as T;
}

function settled(data: unknown): unknown {
  if (typeof data === 'number') return Number.isInteger(data) ? data : Number(data.toPrecision(settledDigits));
  if (Array.isArray(data)) return data.map(settled);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, settled(value)]));
}
