import type { Period } from '../../kernel/periods.js';
import type { Kpi, TargetValue } from './kpi.js';
import type { PeriodValue, RolledValue } from './roll-up.js';

/** Whether a period's value sums up weekly readings: such months hold four or five of them, and are compared by the week. */
export function isSumOfWeeks({ grain, rollUp }: Kpi, { kind }: Pick<Period, 'kind'>): boolean {
  return grain === 'week' && rollUp === 'sum' && kind !== 'week' && kind !== 'day';
}

/** A sum of weeks as the mean of one of them; any other value as it is. */
export function perWeek(kpi: Kpi, value: PeriodValue): PeriodValue {
  return isSumOfWeeks(kpi, value.period) ? { ...value, ...meanOf(value) } : value;
}

/** The mean of a sum's readings. */
export function meanOf({
  value,
  partialValue,
  expected,
  present,
}: RolledValue): Pick<RolledValue, 'value' | 'partialValue'> {
  return {
    value: value === null || expected === 0 ? null : value / expected,
    partialValue: partialValue === null || present === 0 ? null : partialValue / present,
  };
}

/** The share that one of its weeks has in the target of a sum of weeks; any other target as it is. */
export function targetPerWeek(
  kpi: Kpi,
  { period, expected }: PeriodValue,
  target: TargetValue | null,
): TargetValue | null {
  if (target === null || expected === 0 || !isSumOfWeeks(kpi, period)) return target;
  return 'value' in target
    ? { value: target.value / expected }
    : { low: target.low / expected, high: target.high / expected };
}
