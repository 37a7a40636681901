import type { KnownBlock } from '@slack/types';
import { regionalDay } from '../../kernel/dates-in-words.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { kpiPeriod, parsePeriod } from '../../kernel/periods.js';
import { capital } from '../../platform/charts/lexicon.js';
import { actions, button, smallWords, words } from '../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../platform/slack/escape.js';
import type { KpiChart, KpiView, KpiWords } from '../digests/public.js';
import type { Explanation } from '../kpis/public.js';
import type { KpiItem } from './kpi-command-deps.js';
import type { Subject } from './subject.js';

export type KpiCard = {
  readonly view: KpiView;
  readonly words: KpiWords;
  readonly chart: KpiChart;
  readonly explanation: (Explanation & { readonly author: string }) | null;
  readonly items: readonly KpiItem[];
};

const itemsShown = 8;
const explanationAtMost = 1_000;

/** A KPI as one person sees it alone: its figure and chart, why it moved, what is being done about it. */
export function cardOf(card: KpiCard, subject: Subject): { text: string; blocks: KnownBlock[] } {
  const lines = factLines(card, subject);
  const provenance = provenanceLine(card, subject);
  const explained = explanationLine(card, subject);
  const items = itemLines(card, subject);
  const notes = [...awaitedNote(card, subject), ...pictureNote(card, subject)];
  return {
    text: [...lines, ...notes, provenance, explained, ...items].join('\n'),
    blocks: [
      words(lines.join('\n')),
      ...notes.map(smallWords),
      ...card.chart.blocks,
      smallWords(provenance),
      words(explained),
      ...(items.length > 0 ? [words(items.join('\n'))] : []),
      ...buttonRows(subject),
    ],
  };
}

function factLines({ words }: KpiCard, { say }: Subject): string[] {
  const { finding, status, target, changes, remarks } = words;
  return [
    `*${plainInMrkdwn(finding)}.*`,
    target === ''
      ? say('kpi-commands.card.status', { status })
      : say('kpi-commands.card.statusTarget', { status, target }),
    ...[changes, remarks].filter(Boolean).map(plainInMrkdwn),
  ];
}

function awaitedNote({ view }: KpiCard, { say, locale }: Subject): string[] {
  if (!view.awaited) return [];
  const shown = periodLabelText(view.item.figures.current.period, locale);
  const awaited = periodLabelText(view.awaited, locale);
  return [say('kpi-commands.card.awaited', { shown, awaited })];
}

function pictureNote({ chart }: KpiCard, { say }: Subject): string[] {
  return chart.lacksPicture ? [say('kpi-commands.card.noPicture')] : [];
}

function provenanceLine({ view, words }: KpiCard, { say, locale }: Subject): string {
  const { asOf, sources, sourceCount, typed, owner, limits } = words;
  return [
    capital(periodLabelText(view.item.figures.current.period, locale)),
    say('kpi-commands.card.asOf', { date: asOf }),
    ...(sourceCount > 0
      ? [say('kpi-commands.card.source', { count: sourceCount, names: plainInMrkdwn(sources) })]
      : []),
    ...[plainInMrkdwn(typed), limits].filter(Boolean),
    ...(owner ? [say('kpi-commands.card.owner', { name: plainInMrkdwn(owner) })] : []),
  ].join(' · ');
}

function explanationLine({ explanation }: KpiCard, { say, locale, committee, entry }: Subject): string {
  if (!explanation) return say('kpi-commands.card.unexplained');
  const fiscal = committee?.calendar.schedule ?? {};
  const explained = kpiPeriod(parsePeriod(explanation.period, fiscal), entry.kpi.weekStart);
  const period = periodLabelText(explained, locale);
  const author = plainInMrkdwn(explanation.author);
  const text = clampText(plainInMrkdwn(explanation.text), explanationAtMost);
  return `${say('kpi-commands.card.explained', { period, author })}\n${text}`;
}

function itemLines({ items, view }: KpiCard, { say, locale }: Subject): string[] {
  if (items.length === 0) return [];
  const lines = items.slice(0, itemsShown).map(({ name, title, ownerName, dueOn, isLate }) => {
    const due = regionalDay(dueOn, { locale, near: view.period.end });
    return `• *${name}* ${say(`kpi-commands.card.item${isLate ? 'Late' : ''}`, {
      title: clampText(plainInMrkdwn(title), 150),
      owner: plainInMrkdwn(ownerName),
      due,
    })}`;
  });
  const rest = items.length - lines.length;
  return [
    say('kpi-commands.card.items'),
    ...lines,
    ...(rest > 0 ? [say('kpi-commands.card.moreItems', { count: rest })] : []),
  ];
}

/** Two rows, because the two buttons that raise something have one action id, which may stand in a block once. */
function buttonRows({ entry, mayAnswer, say }: Subject): KnownBlock[] {
  const { key, computed } = entry.kpi;
  const one = (name: string, actionId: string, value: string) =>
    button(actionId, { text: say(`kpi-commands.buttons.${name}`), value });
  const log = mayAnswer && !computed ? [one('log', 'kpi:log', key)] : [];
  const explain = mayAnswer ? [one('explain', 'kpi:explain', key)] : [];
  return [
    actions(...log, one('blocker', 'item:new', `blocker|${key}`)),
    actions(...explain, one('action', 'item:new', `action|${key}`)),
  ];
}
