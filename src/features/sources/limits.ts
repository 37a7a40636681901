import type { CalendarDate } from '../../kernel/calendar.js';
import type { Target } from './catalog.js';

/** Why a reading is refused, by whatever way it came: `future` begins too late, the others pass a natural bound of the KPI. */
export type ReadingFault =
  | { readonly kind: 'future'; readonly start: CalendarDate }
  | { readonly kind: 'below' | 'above'; readonly amount: number; readonly bound: number };

type Worth = { readonly value: number | null; readonly numerator: number | null; readonly denominator: number | null };
type Judged = Worth & { readonly target: Target; readonly start: CalendarDate };

/** What no reading of a KPI can be. A file, a request and a value typed by hand are all asked here. */
export function faultOfReading(reading: Judged): ReadingFault | null {
  return faultOfDay(reading) ?? faultOfWorth(reading);
}

/** All that a row can be asked by itself where only the sum of several is what the KPI is. */
export function faultOfDay({ target, start }: Pick<Judged, 'target' | 'start'>): ReadingFault | null {
  return start > target.lastStart ? { kind: 'future', start } : null;
}

function faultOfWorth(reading: Judged): ReadingFault | null {
  const { floor, ceiling } = reading.target;
  if (floor === undefined && ceiling === undefined) return null;
  const amount = reading.value ?? ratioOf(reading);
  if (amount === null) return null;
  if (floor !== undefined && amount < floor) return { kind: 'below', amount, bound: floor };
  if (ceiling !== undefined && amount > ceiling) return { kind: 'above', amount, bound: ceiling };
  return null;
}

function ratioOf({ numerator, denominator }: Worth): number | null {
  return numerator === null || denominator === null || denominator === 0 ? null : numerator / denominator;
}

/** The fault in words, with what to do. */
export function describeFault(fault: ReadingFault, target: Target): string {
  if (fault.kind === 'future') {
    return `${fault.start} lies ahead: the source ${target.sourceKey} gives readings up to ${target.lastStart}. Correct the date or, for plans, set daysAhead at sources.${target.sourceKey} in copil.yml`;
  }
  const isBelow = fault.kind === 'below';
  const refused = `${fault.amount} is ${isBelow ? 'below the floor' : 'above the ceiling'} of ${fault.bound} (KPI ${target.kpi})`;
  return isLikelyPercent(fault.amount, target) ? `${refused}: ${percentAdvice(fault.amount)}` : refused;
}

/** 27.7 where 1 is the most there can be: written without its per cent sign. */
function isLikelyPercent(amount: number, { isPercent, isRatio, floor, ceiling }: Target): boolean {
  return isPercent && !isRatio && amount / 100 >= (floor ?? -1) && amount / 100 <= (ceiling ?? 1);
}

function percentAdvice(amount: number): string {
  return `where ${amount} % is meant, write it with its % sign, divide it by 100, or give its column a scale of 0.01 in a map`;
}
