import { regionalInstant } from '../../../kernel/dates-in-words.js';
import { parsePeriod } from '../../../kernel/periods.js';
import { falseAlarmShare } from '../../kpis/public.js';
import { context } from '../blocks.js';
import type { DigestItem } from '../digest.js';
import type { DigestSection, DigestView } from '../section.js';
import { dateText, listText } from '../wording.js';

/** As of when, when next, how to read the board, and the head by which the record of events can be checked later. */
export const footer: DigestSection = {
  name: 'footer',
  parent(view) {
    const dates = datesText(view);
    const guide = view.items.length > 0 ? guideText(view) : '';
    const { auditHead } = view.content;
    const audit = auditHead === undefined ? '' : view.say('digests.footer.audit', { head: auditHead });
    return { lines: [dates, audit].filter(Boolean), blocks: [dates, guide, audit].filter(Boolean).map(context) };
  },
};

/** How to read the board, and how often it is wrong: what the KPIs at hand, each with its limits, give by chance. */
function guideText(view: DigestView): string {
  const { content, items, say } = view;
  const watched = items.filter(({ figures }) => !figures.isCoarser && figures.behaviour.limits !== null);
  const expected = watched.reduce((sum, { figures: { behaviour } }) => {
    return sum + falseAlarmShare(behaviour.limits?.count ?? 0, behaviour);
  }, 0);
  const { kind } = parsePeriod(content.period);
  const unit = kind === 'fiscal-quarter' ? 'quarter' : kind;
  const rhythm = { count: Math.max(1, Math.round(expected)), periods: Math.max(1, Math.round(1 / expected)), unit };
  return [
    say('digests.footer.guide'),
    ...(watched.length > 0 ? [say('digests.footer.alarms', { kpis: watched.length, ...rhythm })] : []),
    ...warningText(watched, view),
  ].join(' ');
}

/** After a few names the others are counted. */
const namedAtMost = 3;

function warningText(watched: readonly DigestItem[], { say, locale }: DigestView): string[] {
  const series = watched.filter(({ figures }) => figures.behaviour.isAutocorrelated).map(({ name }) => name[locale]);
  if (series.length === 0) return [];
  const count = series.length - namedAtMost;
  const others = count > 0 ? [say('digests.incidents.others', { count })] : [];
  return [
    say('digests.footer.autocorrelated', { names: listText([...series.slice(0, namedAtMost), ...others], locale) }),
  ];
}

function datesText({ content, items, locale, say }: DigestView): string {
  const newest = items.reduce<string | null>(
    (latest, { figures }) => ((figures.dataThrough ?? '') > (latest ?? '') ? figures.dataThrough : latest),
    null,
  );
  const parts: string[] = [];
  if (newest) parts.push(say('digests.footer.asOf', { date: dateText(newest, items[0]?.figures, locale) }));
  if (content.nextRunAt) {
    const { timeZone } = content.committee;
    const near = content.scheduledFor.slice(0, 10);
    parts.push(
      say('digests.footer.next', { date: regionalInstant(new Date(content.nextRunAt), { locale, timeZone, near }) }),
    );
  }
  return parts.join(' · ');
}
