import type { KnownBlock } from '@slack/types';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { type AccessLevel, mayShow } from '../../../organisation/access-level.js';
import { plain } from '../../../platform/slack/elements.js';
import { clampText } from '../../../platform/slack/escape.js';
import {
  asText,
  context,
  type DigestSection,
  type DigestView,
  type Line,
  plainName,
  plainNames,
  pointsText,
  prose,
  sentenceAtMost,
  titleAtMost,
} from '../../digests/public.js';
import { markReviewed } from '../review.js';
import { kpiValueText, periodText } from '../wording.js';
import type { AskedDecision, DigestDecision, DigestDecisions, DueReview } from './content.js';
import { decisionsForDigest } from './for-digest.js';

/** What a committee is asked to decide, what it decided since, and what comes back for review: counted, then listed. */
export const decisions: DigestSection<DigestDecisions> = {
  name: 'decisions',
  content: {
    gather: (scope) => decisionsForDigest(scope, scope),
    // What a committee decides is nothing for others to read along.
    cleared: (content, { clearance, hasOutsiders }) =>
      hasOutsiders
        ? undefined
        : { ...content, reviews: mapItems(content.reviews, (one) => clearedReview(one, clearance)) },
    plain: ({ asked, made, reviews }) => ({
      asked: mapItems(asked, plainDecision),
      made: mapItems(made, plainDecision),
      reviews: mapItems(reviews, plainReview),
    }),
  },
  parent(view) {
    const line = wantedLine(view.told, view);
    return line.length === 0 ? { lines: [], blocks: [] } : { lines: [asText([line])], blocks: [prose([line])] };
  },
  thread(view) {
    const groups = groupsOf(view.told, view).filter(({ total }) => total > 0);
    const title: Line = [{ bold: view.say('decisions.digest.title') }];
    const text = groups.flatMap((group) => [asText([group.heading]), ...pointsText(linesOf(group, view))]);
    return [
      {
        part: 'decisions',
        text: [asText([title]), ...text].join('\n'),
        blocks: [prose([title]), ...groups.flatMap((group) => groupBlocks(group, view))],
      },
    ];
  },
  /** Those shown with a figure are reviewed; the others come back in the next digest. */
  async onPublished({ transaction, ...deps }, { reviews }) {
    const shown = reviews.items.filter(({ kpi, realised }) => kpi === null || realised !== null);
    await markReviewed(
      deps,
      transaction,
      shown.map(({ id, realised }) => ({ decisionId: id, realised })),
    );
  },
};

type Listed<T> = { readonly items: readonly T[]; readonly total: number };

function mapItems<T>({ items, total }: Listed<T>, change: (one: T) => T): Listed<T> {
  return { items: items.map(change), total };
}

/** A decision keeps its own words; the figures of a KPI above that level are not told with it. */
function clearedReview(one: DueReview, clearance: AccessLevel): DueReview {
  if (!one.kpi || mayShow(one.kpi.accessLevel, clearance)) return one;
  return { ...one, kpi: null, planned: null, realised: null, isWithheld: true };
}

function plainDecision<T extends { readonly question: string; readonly option: string | null }>(one: T): T {
  return {
    ...one,
    question: plainName(one.question, sentenceAtMost),
    option: one.option === null ? null : plainName(one.option, titleAtMost),
  };
}

function plainReview(one: DueReview): DueReview {
  const review = plainDecision(one);
  return { ...review, kpi: review.kpi && { ...review.kpi, name: plainNames(review.kpi.name) } };
}

/** "Decisions wanted: D4 Move the budget? (vote until Friday 27 November)", or how many where there are several. */
function wantedLine({ asked, reviews }: DigestDecisions, view: DigestView): Line {
  const { say } = view;
  const of = (phases: readonly AskedDecision['phase'][]) => asked.items.filter(({ phase }) => phases.includes(phase));
  const open = of(['open']);
  const counts = {
    // Those that are not listed are further from their deadline, so they are asked.
    requested: open.length + asked.total - asked.items.length,
    waiting: of(['outcome', 'tie']).length,
    lapsed: of(['lapsed']).length,
    reviews: reviews.total,
  };
  const parts = Object.entries(counts).flatMap(([name, count]) =>
    count > 0 ? [say(`decisions.digest.counts.${name}`, { count })] : [],
  );
  if (parts.length === 0) return [];
  const [only] = open;
  const isOnly = parts.length === 1 && counts.requested === 1 && only;
  const words = isOnly
    ? say('decisions.digest.one', {
        ...only,
        question: clampText(only.question, 120),
        date: dayText(only.deadlineOn, view),
      })
    : parts.join(', ');
  return [{ bold: say('decisions.digest.label') }, ` ${words}`];
}

type Group = {
  readonly heading: Line;
  readonly total: number;
  readonly items: readonly { readonly decision: DigestDecision; readonly about: readonly string[] }[];
};

function groupsOf({ asked, made, reviews }: DigestDecisions, view: DigestView): Group[] {
  const { say } = view;
  const group = (name: string, items: Group['items'], total = items.length): Group => ({
    heading: [{ bold: say(`decisions.digest.${name}`, { count: total }) }],
    total,
    items,
  });
  const of = (phases: readonly AskedDecision['phase'][]) =>
    asked.items
      .filter(({ phase }) => phases.includes(phase))
      .map((decision) => ({ decision, about: askedAbout(decision, view) }));
  const open = of(['open']);
  return [
    group('requested', open, open.length + asked.total - asked.items.length),
    group('waiting', of(['outcome', 'tie'])),
    group('lapsed', of(['lapsed'])),
    group(
      'reviews',
      reviews.items.map((decision) => ({ decision, about: reviewAbout(decision, view) })),
      reviews.total,
    ),
    group(
      'decided',
      made.items.map((decision) => ({ decision, about: [decision.option] })),
      made.total,
    ),
  ];
}

function askedAbout({ phase, option, voted, deciders, quorum, deadlineOn }: AskedDecision, view: DigestView): string[] {
  const { say } = view;
  const progress = say('decisions.digest.progress', { voted, deciders, quorum });
  if (phase === 'open') return [say('decisions.digest.until', { date: dayText(deadlineOn, view) }), progress];
  if (phase === 'lapsed') return [progress];
  return [phase === 'tie' ? say('decisions.digest.tie') : '', say('decisions.digest.outcome', { option })].filter(
    Boolean,
  );
}

/** "decided: B Search · Leads: planned 400, realised 380 (week 46 …)", as far as there are figures to be shown. */
function reviewAbout({ option, kpi, planned, realised, isWithheld }: DueReview, { say, locale }: DigestView): string[] {
  const decided = say('decisions.digest.review', { option });
  if (isWithheld) return [decided];
  if (!kpi) return [decided, say('decisions.digest.noKpi')];
  const places = {
    name: kpi.name[locale],
    planned: kpiValueText(planned, kpi, locale),
    realised: kpiValueText(realised?.value ?? null, kpi, locale),
    period: realised ? periodText(realised.period, kpi, locale) : '',
  };
  const key = realised ? (planned === null ? 'kpiUnplanned' : 'kpi') : 'kpiNone';
  return [decided, say(`decisions.digest.${key}`, places)];
}

function dayText(date: string, { content, locale }: DigestView): string {
  return regionalDay(date, { locale, near: content.scheduledFor.slice(0, 10) });
}

function linesOf({ items, total }: Group, view: DigestView): Line[] {
  const lines = items.map(
    ({ decision, about }): Line => [{ bold: decision.name }, ` ${[decision.question, ...about].join(' · ')}`],
  );
  return total > items.length ? [...lines, [view.say('digests.items.more', { count: total - items.length })]] : lines;
}

/** Each with a button that opens it: who may vote is looked at there. */
function groupBlocks(group: Group, view: DigestView): KnownBlock[] {
  const more = linesOf(group, view).slice(group.items.length);
  return [
    prose([group.heading]),
    ...group.items.map(({ decision, about }) => decisionBlock(decision, about, view)),
    ...more.map((line) => context(line.map((span) => (typeof span === 'string' ? span : '')).join(''))),
  ];
}

function decisionBlock(
  { id, name, question }: DigestDecision,
  about: readonly string[],
  { say }: DigestView,
): KnownBlock {
  return {
    type: 'section',
    text: plain([`${name} ${question}`, about.join(' · ')].join('\n')),
    accessory: { type: 'button', action_id: 'decision:open', text: plain(say('decisions.buttons.open')), value: id },
  };
}
