import {
  type Change,
  formatChange,
  formatCompact,
  formatValue,
  type Locale,
  type ValueFormat,
  withoutUnit,
} from '../../kernel/numbers.js';
import { finiteOrNull, type Target } from './chart-spec.js';

/** How one chart writes its numbers: the same wording in the picture, the alt text and the table. */
export type Figures = {
  /** Every digit, with the unit; a dash when there is no value. */
  readonly full: (value: number | null | undefined) => string;
  /** Three significant digits, without the unit's name. */
  readonly short: (value: number | null | undefined) => string;
  readonly change: (change: Change | undefined) => string;
  readonly target: (target: Target | undefined) => string;
};

const noValue = '–';

/** Writes numbers of one format in one language. */
export function figuresOf(format: ValueFormat, locale: Locale): Figures {
  const full = (value: number | null | undefined): string => {
    const number = finiteOrNull(value);
    return number === null ? noValue : formatValue(number, format, locale);
  };
  const short = (value: number | null | undefined): string => {
    const number = finiteOrNull(value);
    return number === null ? noValue : formatCompact(number, format, locale);
  };
  return {
    full,
    short,
    change: (change) => {
      if (!change || finiteOrNull(change.value) === null) return '';
      return formatChange(change, withoutUnit(format), locale);
    },
    target: (target) => {
      if (target === undefined) return '';
      return typeof target === 'number' ? full(target) : `${full(target.low)} – ${full(target.high)}`;
    },
  };
}
