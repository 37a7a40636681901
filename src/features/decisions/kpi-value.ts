import { addDays } from '../../kernel/calendar.js';
import { type Period, parsePeriod } from '../../kernel/periods.js';
import { lastCompleteDay } from '../../kernel/zoned-time.js';
import { periodForRun } from '../../organisation/calendar/schedule.js';
import type { HolidaysIn } from '../../organisation/calendar/working-days.js';
import type { Committee } from '../../organisation/committees/committees.js';
import type { Database } from '../../platform/db/database.js';
import { computeFigures, listKpis } from '../kpis/public.js';
import { readReadings } from '../sources/public.js';

/** A KPI's value in its own unit, and the label of the period it is of. */
export type MeasuredValue = { readonly value: number; readonly period: string };

/** Long enough for the newest value of a quarterly KPI that comes late. */
const lookBackDays = 800;

/**
 * The newest whole value of a KPI as a committee would report it at an instant; null where there is none, or the KPI is
 * not in use. A period that lacks readings is never taken for whole.
 */
export async function kpiValueAt(
  { database, holidaysIn }: { readonly database: Database; readonly holidaysIn: HolidaysIn },
  ask: { readonly committee: Committee; readonly kpiKey: string; readonly at: Date },
): Promise<MeasuredValue | null> {
  const { committee, kpiKey, at } = ask;
  const { schedule } = committee.calendar;
  const kpis = await listKpis(database.client, committee.workspaceId);
  const entry = kpis.find(({ kpi }) => kpi.key === kpiKey);
  if (!entry) return null;
  const period = periodForRun(schedule, at);
  const asOf = lastCompleteDay(at, committee.timeZone);
  const readings = await readReadings(database, {
    kpiIds: [entry.id],
    from: addDays(period.start, -lookBackDays),
    to: asOf,
  });
  const fiscalStartMonth = schedule.fiscalStartMonth ?? 1;
  const { isHoliday } = await holidaysIn(entry.kpi.expects?.country);
  const figuresOf = (of: Period) =>
    computeFigures(entry.kpi, readings.get(kpiKey) ?? [], { period: of, asOf, fiscalStartMonth, isHoliday });
  const { current, series } = figuresOf(period);
  if (current.value !== null) return { value: current.value, period: current.period.label };
  const newest = series.findLast(({ value }) => value !== null);
  if (!newest) return null;
  // The series may be of another scale (per week): the value itself is asked for.
  const { value, period: of } = figuresOf(parsePeriod(newest.period.label, { fiscalStartMonth })).current;
  return value === null ? null : { value, period: of.label };
}
