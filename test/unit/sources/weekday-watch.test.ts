import { describe, expect, it } from 'vitest';
import type { Kpi } from '../../../src/features/kpis/kpi.js';
import type { CommitteeKpi } from '../../../src/features/kpis/public.js';
import type { NewReading } from '../../../src/features/sources/rows/decode.js';
import { createWeekdayWatch } from '../../../src/features/sources/weekday-watch.js';
import { addDays, weekdayOf } from '../../../src/kernel/calendar.js';
import { aKpi } from '../kpis/builders.js';

function noticesOf(kpis: readonly Kpi[], isThere: (weekday: string) => boolean, days = 35): string[] {
  const watch = createWeekdayWatch(kpis.map((kpi) => ({ kpi }) as CommitteeKpi));
  for (let day = 0; day < days; day += 1) {
    const start = addDays('2026-10-26', day);
    if (!isThere(weekdayOf(start))) continue;
    watch.see(kpis.map(({ key }) => ({ target: { kpi: key, sourceKey: 'erp' }, start }) as NewReading));
  }
  return watch.notices();
}

const isWeekday = (day: string): boolean => day !== 'saturday' && day !== 'sunday';

describe('an import', () => {
  it('says which line to add for a file that never has weekends, once for all its KPIs', () => {
    const [notice, ...others] = noticesOf([aKpi({ key: 'orders' }), aKpi({ key: 'backlog' })], isWeekday);

    expect(others).toEqual([]);
    expect(notice).toContain('orders, backlog: no reading ever falls on Saturday or Sunday');
    expect(notice).toContain('"expects: weekdays" under sources.erp');
  });

  it('names the days of a shop that is closed on Mondays', () => {
    expect(noticesOf([aKpi()], (day) => day !== 'monday')[0]).toContain(
      '"expects: [tuesday, wednesday, thursday, friday, saturday, sunday]"',
    );
  });

  it.each([
    ['every day is there', aKpi(), () => true, 35],
    ['the days were named already', aKpi({ expects: { days: ['monday'] } }), isWeekday, 35],
    ['an absent day is zero', aKpi({ absent: 'zero' }), isWeekday, 35],
    ['the readings are weekly', aKpi({ grain: 'week' }), isWeekday, 35],
    ['there are too few weeks to tell', aKpi(), isWeekday, 14],
  ] as const)('says nothing where %s', (_why, kpi, isThere, days) => {
    expect(noticesOf([kpi], isThere, days)).toEqual([]);
  });
});
