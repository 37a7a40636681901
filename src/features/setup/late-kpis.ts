import type { HolidaysIn } from '../../organisation/calendar/working-days.js';
import type { Kpi } from '../kpis/public.js';
import { judgeFreshness, type SourceDelivery } from '../sources/public.js';

/** The KPIs, of those given by key, whose readings a source promised by now and has not brought. */
export async function lateKpis(
  { promise, kpis }: SourceDelivery,
  cards: ReadonlyMap<string, Kpi>,
  { at, holidaysIn }: { readonly at: Date; readonly holidaysIn: HolidaysIn },
): Promise<Kpi[]> {
  const late: Kpi[] = [];
  for (const { kpi, latestStart } of kpis) {
    const card = cards.get(kpi);
    if (!card) continue;
    const { isHoliday } = await holidaysIn(card.expects?.country);
    if (judgeFreshness({ ...card, promise, latestStart, isHoliday }, at).state === 'late') late.push(card);
  }
  return late;
}
