import { z } from 'zod';
import type { Weekday } from '../../../kernel/calendar.js';
import { WeekdayName } from '../../../organisation/calendar/committee-calendar.js';
import type { KpiCard } from '../../kpis/public.js';

/** Days on which readings are expected: by a word, or one by one. */
export const ExpectsEntry = z
  .union([z.enum(['daily', 'weekdays', 'workingDays']), z.array(WeekdayName).min(1)], {
    error: 'is neither daily, weekdays, workingDays nor a list of days such as [monday, thursday]',
  })
  .meta({ examples: ['weekdays'] });

/** What an expected day without a reading means. */
export const AbsentEntry = z.enum(['missing', 'zero']).meta({ examples: ['zero'] });

/** What a source or a KPI says of its days; each is left to the other, and then to us, where it is left out. */
export type DaysWritten = {
  readonly expects?: z.infer<typeof ExpectsEntry> | undefined;
  readonly absent?: z.infer<typeof AbsentEntry> | undefined;
};

const weekdays: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

/** The days of a KPI's card: its own words go before those of its source. `country` keeps the holidays of `workingDays`. */
export function daysOf(
  kpi: DaysWritten,
  source: DaysWritten | undefined,
  country: string | undefined,
): Pick<KpiCard, 'expects' | 'absent'> {
  const expects = kpi.expects ?? source?.expects ?? 'daily';
  const absent = kpi.absent ?? source?.absent;
  return { ...(absent === 'zero' ? { absent } : {}), ...expectedDays(expects, country) };
}

function expectedDays(expects: z.infer<typeof ExpectsEntry>, country: string | undefined): Pick<KpiCard, 'expects'> {
  if (expects === 'daily') return {};
  if (expects === 'weekdays') return { expects: { days: weekdays } };
  if (expects === 'workingDays') return { expects: { days: weekdays, ...(country === undefined ? {} : { country }) } };
  return { expects: { days: [...expects] } };
}
