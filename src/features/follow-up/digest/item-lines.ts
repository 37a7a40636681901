import { regionalDay } from '../../../kernel/dates-in-words.js';
import type { DigestView, Line, Span } from '../../digests/public.js';
import type { ReviewedItem, ReviewGroup } from '../review/review.js';

/** What is said of an item beside its title and owner; parts that have nothing to say are empty. */
type About = (item: ReviewedItem, view: DigestView) => readonly string[];

/** `mention`: whether the owner is called, as only the owner of something late is. */
type LineStyle = { readonly about: About; readonly mention?: boolean; readonly isKpiNamed?: boolean };

/** "A9 Fix the tracking · Ben Okafor · 3 days late · Cost per lead": the same order in every list, the same in every language. */
export function itemLine(item: ReviewedItem, view: DigestView, style: LineStyle): Line {
  const { locale, say } = view;
  const { owner } = item;
  const call: Span = style.mention && owner.slackUserId ? { userId: owner.slackUserId } : owner.name;
  const rest = [
    ...style.about(item, view),
    item.kpi && style.isKpiNamed !== false ? item.kpi.name[locale] : '',
    item.from ? say('digests.items.from', { committee: item.from[locale] }) : '',
  ].filter(Boolean);
  return [{ bold: item.name }, ` ${item.title} · `, call, ...rest.map((part) => ` · ${part}`)];
}

/** Until when: how late where it is late, else the day; and that nobody has accepted it yet. */
export const dueParts: About = ({ dueOn, daysLate, isProposed }, { content, locale, say }) => {
  const near = content.scheduledFor.slice(0, 10);
  return [
    daysLate > 0
      ? say('digests.items.late', { days: daysLate })
      : say('digests.items.due', { date: regionalDay(dueOn, { locale, near }) }),
    isProposed ? say('digests.items.proposed') : '',
  ];
};

/** "and 4 more", where a group has more than is listed. */
export function moreLine({ total }: ReviewGroup, shown: number, { say }: DigestView): Line[] {
  return total > shown ? [[say('digests.items.more', { count: total - shown })]] : [];
}
