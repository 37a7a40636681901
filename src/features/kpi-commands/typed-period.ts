import { addDays, type CalendarDate } from '../../kernel/calendar.js';
import { isoWeekOfKpiDay, type Period, parsePeriod, periodOf, previousPeriod } from '../../kernel/periods.js';
import type { Grain, Kpi } from '../kpis/public.js';

type Dated = Pick<Kpi, 'grain' | 'weekStart'>;

/** Why a typed period was not taken; `wrong-grain`: the KPI is read by another kind of period. */
export type PeriodFault = 'unreadable' | 'wrong-grain';

export type TypedPeriod = { readonly period: Period } | { readonly fault: PeriodFault; readonly typed: string };

const yesterdayWords: readonly string[] = ['yesterday', 'hier'];
const todayWords: readonly string[] = ['today', 'aujourd’hui', "aujourd'hui"];

/** Whether a word is meant as a period, and so is no part of a number. */
export function looksLikePeriod(word: string): boolean {
  return (
    /^(?:FY)?\d{4}-/i.test(word) ||
    yesterdayWords.includes(word.toLowerCase()) ||
    todayWords.includes(word.toLowerCase())
  );
}

/** The last period of the KPI's grain that is over on a day. */
export function lastPeriodOver({ grain, weekStart }: Dated, today: CalendarDate): Period {
  if (grain !== 'week') return previousPeriod(periodOf(grain, today));
  return previousPeriod(isoWeekOfKpiDay(today, weekStart));
}

/** Reads a period as typed, in the KPI's own grain; nothing typed means the last one that is over. */
export function readTypedPeriod(text: string, kpi: Dated, today: CalendarDate): TypedPeriod {
  const typed = text.trim();
  if (typed === '') return { period: lastPeriodOver(kpi, today) };
  const period = periodIn(typed, today);
  if (period === null) return { fault: 'unreadable', typed };
  return period.kind === kpi.grain ? { period } : { fault: 'wrong-grain', typed };
}

function periodIn(typed: string, today: CalendarDate): Period | null {
  const word = typed.toLowerCase();
  if (yesterdayWords.includes(word)) return periodOf('day', addDays(today, -1));
  if (todayWords.includes(word)) return periodOf('day', today);
  try {
    // French weeks are often written with an S.
    return parsePeriod(typed.toUpperCase().replace(/^(\d{4})-S(\d{2})$/, '$1-W$2'));
  } catch {
    return null;
  }
}

/** How a period of that grain is written: for whoever wrote another. */
export function exampleOf(kpi: Dated, today: CalendarDate): { readonly grain: Grain; readonly example: string } {
  return { grain: kpi.grain, example: lastPeriodOver(kpi, today).label };
}
