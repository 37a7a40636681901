import type { SectionScope } from '../../digests/public.js';
import type { ReviewAsk } from '../review/review-of.js';

/** A digest's span as a review asks for it. */
export async function reviewAsk({ committee, since, until, holidaysIn }: SectionScope): Promise<ReviewAsk> {
  return { committee, since, until, holidays: await holidaysIn(committee.calendar.schedule.country) };
}
