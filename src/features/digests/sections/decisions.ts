import type { KnownBlock, PlainTextElement } from '@slack/types';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { clampText } from '../../../platform/slack/escape.js';
import {
  type AskedDecision,
  type DigestDecision,
  type DigestDecisions,
  type DueReview,
  kpiValueText,
  periodText,
} from '../../decisions/public.js';
import { asText, context, type Line, prose } from '../blocks.js';
import type { SectionModule, SectionView } from '../message.js';
import { pointsText } from './item-lines.js';

/** What a committee is asked to decide, what it decided since, and what comes back for review: counted, then listed. */
export const decisions: SectionModule = {
  parent(view) {
    const { decisions: told } = view.content;
    const line = told ? wantedLine(told, view) : [];
    return line.length === 0 ? { lines: [], blocks: [] } : { lines: [asText([line])], blocks: [prose([line])] };
  },
  thread(view) {
    const { decisions: told } = view.content;
    if (!told) return [];
    const groups = groupsOf(told, view).filter(({ total }) => total > 0);
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
};

/** "Decisions wanted: D4 Move the budget? (vote until Friday 27 November)", or how many where there are several. */
function wantedLine({ asked, reviews }: DigestDecisions, view: SectionView): Line {
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

function groupsOf({ asked, made, reviews }: DigestDecisions, view: SectionView): Group[] {
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

function askedAbout(
  { phase, option, voted, deciders, quorum, deadlineOn }: AskedDecision,
  view: SectionView,
): string[] {
  const { say } = view;
  const progress = say('decisions.digest.progress', { voted, deciders, quorum });
  if (phase === 'open') return [say('decisions.digest.until', { date: dayText(deadlineOn, view) }), progress];
  if (phase === 'lapsed') return [progress];
  return [phase === 'tie' ? say('decisions.digest.tie') : '', say('decisions.digest.outcome', { option })].filter(
    Boolean,
  );
}

/** "decided: B Search · Leads: planned 400, realised 380 (week 46 …)", as far as there are figures to be shown. */
function reviewAbout(
  { option, kpi, planned, realised, isWithheld }: DueReview,
  { say, locale }: SectionView,
): string[] {
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

function dayText(date: string, { content, locale }: SectionView): string {
  return regionalDay(date, { locale, near: content.scheduledFor.slice(0, 10) });
}

function linesOf({ items, total }: Group, view: SectionView): Line[] {
  const lines = items.map(
    ({ decision, about }): Line => [{ bold: decision.name }, ` ${[decision.question, ...about].join(' · ')}`],
  );
  return total > items.length ? [...lines, [view.say('digests.items.more', { count: total - items.length })]] : lines;
}

/** Each with a button that opens it: who may vote is looked at there. */
function groupBlocks(group: Group, view: SectionView): KnownBlock[] {
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
  { say }: SectionView,
): KnownBlock {
  return {
    type: 'section',
    text: plain([`${name} ${question}`, about.join(' · ')].join('\n')),
    accessory: { type: 'button', action_id: 'decision:open', text: plain(say('decisions.buttons.open')), value: id },
  };
}

const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false });
