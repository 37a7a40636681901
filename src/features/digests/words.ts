import type { Locale } from '../../kernel/numbers.js';
import type { Say } from '../../platform/texts.js';
import type { KpiFigures } from '../kpis/public.js';

/** The language something is said in. */
export type Words = { readonly say: Say; readonly locale: Locale };

export type Unit = 'day' | 'week' | 'month' | 'quarter';

/** What the shown value is of: a monthly KPI speaks of months in a weekly digest too. */
export function unitOf(figures: KpiFigures): Unit {
  const { kind } = figures.current.period;
  return kind === 'fiscal-quarter' ? 'quarter' : kind;
}
