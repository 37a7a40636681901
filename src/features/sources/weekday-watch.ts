import { type CalendarDate, dayNumber, type Weekday, weekdayIndex, weekdays } from '../../kernel/calendar.js';
import type { CommitteeKpi, Kpi } from '../kpis/public.js';
import type { NewReading } from './rows/decode.js';

/** Fewer weeks without a weekday may be chance. */
const leastDays = 28;

type Seen = { readonly source: string; first: CalendarDate; last: CalendarDate; readonly days: Set<number> };

/** Notices daily KPIs whose readings never fall on some days of the week: their weeks would wait for those days for ever. */
export type WeekdayWatch = {
  see(readings: readonly NewReading[]): void;
  /** What to write in `copil.yml`, a sentence for each source. */
  notices(): string[];
};

export function createWeekdayWatch(kpis: readonly CommitteeKpi[]): WeekdayWatch {
  const watched = new Set(kpis.filter(({ kpi }) => expectsEveryDay(kpi)).map(({ kpi }) => kpi.key));
  const seen = new Map<string, Seen>();
  return {
    see: (readings) => {
      for (const { target, start } of readings) {
        if (!watched.has(target.kpi)) continue;
        const found = seen.get(target.kpi) ?? { source: target.sourceKey, first: start, last: start, days: new Set() };
        if (start < found.first) found.first = start;
        if (start > found.last) found.last = start;
        found.days.add(weekdayIndex(dayNumber(start)));
        seen.set(target.kpi, found);
      }
    },
    notices: () => noticesOf(seen),
  };
}

function expectsEveryDay({ grain, expects, absent }: Kpi): boolean {
  return grain === 'day' && expects === undefined && absent === undefined;
}

function noticesOf(seen: ReadonlyMap<string, Seen>): string[] {
  const groups = new Map<string, { source: string; days: number[]; kpis: string[] }>();
  for (const [kpi, { source, first, last, days }] of seen) {
    if (days.size === 7 || dayNumber(last) - dayNumber(first) < leastDays) continue;
    const sorted = [...days].sort((a, b) => a - b);
    const key = `${source} ${sorted.join()}`;
    const group = groups.get(key) ?? { source, days: sorted, kpis: [] };
    group.kpis.push(kpi);
    groups.set(key, group);
  }
  return [...groups.values()].map(noticeText);
}

function noticeText({
  source,
  days,
  kpis,
}: {
  source: string;
  days: readonly number[];
  kpis: readonly string[];
}): string {
  const named = days.map((day): Weekday => weekdays[day] ?? 'monday');
  const isWeekdays = days.join() === '0,1,2,3,4';
  const expects = isWeekdays ? 'weekdays' : `[${named.join(', ')}]`;
  const never = isWeekdays ? 'on Saturday or Sunday' : 'on the other days of the week';
  return (
    `${kpis.join(', ')}: no reading ever falls ${never}, so each week would wait for them. ` +
    `Write "expects: ${expects}" under sources.${source} in copil.yml (or under the KPI), ` +
    'or "absent: zero" if such a day means that nothing happened.'
  );
}
