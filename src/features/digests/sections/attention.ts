import { asText, context, type Line, prose } from '../blocks.js';
import { sixTwelveSpec } from '../chart-specs.js';
import { type DigestItem, lastingSignal, needsAttention, newSignal } from '../digest.js';
import type { DraftBlock, MessageDraft, SectionModule, SectionView } from '../message.js';
import { limitsText, outlookText, whatChangedText } from '../signal-wording.js';
import { changesText, dateText, findingText, listText, typedText } from '../wording.js';
import { dueParts, itemLine, moreLine, pointsText } from './item-lines.js';

/** More charts than this are not read in a meeting of half an hour. */
const chartsAtMost = 5;

/** Name of the message that lists what was told before. */
const lastingPart = 'attention:continuing';

/** More lines than this are no overview. */
const lastingAtMost = 10;

/** Name of the message that lists what has no chart of its own. */
export const restPart = 'attention:more';

/** One message per KPI that needs attention: the finding, the chart, its figures, as-of time and source. */
export const attention: SectionModule = {
  thread(view) {
    const items = view.items.filter(needsAttention);
    const shown = items.slice(0, chartsAtMost).map((item) => kpiMessage(item, view));
    const rest = items.slice(chartsAtMost);
    const lasting = view.items.filter((item) => lastingSignal(item) && !needsAttention(item));
    return [
      ...shown,
      ...(rest.length > 0 ? [restMessage(rest, view)] : []),
      ...(lasting.length > 0 ? [lastingMessage(lasting, view)] : []),
    ];
  },
};

/** What was told before and still holds, a line each: it is no news, and nothing to be quiet about. */
function lastingMessage(items: readonly DigestItem[], view: SectionView): MessageDraft {
  const title: Line = [{ bold: view.say('digests.attention.continuing', { count: items.length }) }];
  const listed = items.slice(0, lastingAtMost);
  const points = [
    ...listed.map((item): Line => {
      const limits = limitsText(item.figures, view);
      const sentences = `${findingText(item, view)}. ${whatChangedText(item, view)}`;
      return [limits ? `${sentences} (${limits})` : sentences];
    }),
    ...(items.length > listed.length
      ? [[view.say('digests.items.more', { count: items.length - listed.length })]]
      : []),
  ];
  const text = asText([title, ...points.map((point): Line => ['• ', ...point])]);
  return { part: lastingPart, text, blocks: [prose([title], points)] };
}

/** Name of a KPI's message within the digest. */
export function kpiPart(kpiKey: string): string {
  return `kpi:${kpiKey}`;
}

function kpiMessage(item: DigestItem, view: SectionView): MessageDraft {
  const question = questionLine(item, view);
  const explanation = explanationLines(item, view);
  const open = openItems(item, view);
  const lines: Line[] = [
    [{ bold: `${findingText(item, view)}.` }],
    ...[changesText(item.figures, view), whatChangedText(item, view), outlookText(item, view)]
      .filter(Boolean)
      .map((text) => [text]),
    ...(question ? [question] : []),
  ];
  // Who is asked need not be named twice.
  const provenance = provenanceText(item, view, { isOwnerNamed: question !== null });
  return {
    part: kpiPart(item.figures.kpi.key),
    text: [asText([...lines, ...explanation, ...open.lines]), ...pointsText(open.points), asText([[provenance]])].join(
      '\n',
    ),
    blocks: [
      prose(lines),
      ...chartBlocks(item, view),
      ...(explanation.length > 0 ? [prose(explanation)] : []),
      ...(open.lines.length > 0 ? [prose(open.lines, open.points)] : []),
      context(provenance),
    ],
  };
}

/** A quarterly KPI has neither weeks nor months to draw. */
function chartBlocks(item: DigestItem, view: SectionView): DraftBlock[] {
  const { weeks, months } = item.figures;
  if (weeks.length + months.length === 0) return [];
  const spec = sixTwelveSpec(item, view);
  return [{ type: 'chart', spec, foldedAs: view.say('digests.attention.table') }];
}

/** What somebody who answers for it said of this period. */
function explanationLines({ explanation }: DigestItem, { say }: SectionView): Line[] {
  if (!explanation) return [];
  return [[{ bold: say('digests.attention.explained', { name: explanation.author }) }, ` ${explanation.text}`]];
}

/** What is being done about it, or stands in the way. */
function openItems(item: DigestItem, view: SectionView): { lines: Line[]; points: Line[] } {
  const { key } = item.figures.kpi;
  const onKpis = view.content.followUp?.onKpis;
  // A KPI may be called `constructor`, which every object has.
  const group = onKpis && Object.hasOwn(onKpis, key) ? onKpis[key] : undefined;
  if (!group) return { lines: [], points: [] };
  const points = group.items.map((one) => itemLine(one, view, { about: dueParts, isKpiNamed: false }));
  return {
    lines: [[{ bold: view.say('digests.attention.open', { count: group.total }) }]],
    points: [...points, ...moreLine(group, points.length, view)],
  };
}

/** Only a new change for the worse is worth a question to its owner, until it is answered; anything else would be noise. */
function questionLine(item: DigestItem, { say }: SectionView): Line | null {
  if (item.explanation || !item.owner || newSignal(item)?.judgement !== 'concern') return null;
  const { name, slackUserId } = item.owner;
  return [slackUserId ? { userId: slackUserId } : name, `, ${say('digests.attention.ask')}`];
}

function provenanceText(item: DigestItem, view: SectionView, { isOwnerNamed }: { isOwnerNamed: boolean }): string {
  const { locale, say } = view;
  const names = item.sources.map((source) => source.name[locale]);
  return [
    say('digests.attention.asOf', { date: dateText(item.figures.dataThrough, item.figures, locale) }),
    ...(names.length > 0
      ? [say('digests.attention.source', { count: names.length, names: listText(names, locale) })]
      : []),
    ...[typedText(item, view), limitsText(item.figures, view)].filter(Boolean),
    ...(item.owner && !isOwnerNamed ? [say('digests.attention.owner', { name: item.owner.name })] : []),
  ].join(' · ');
}

function restMessage(items: readonly DigestItem[], { locale, say }: SectionView): MessageDraft {
  const names = listText(
    items.map((item) => item.name[locale]),
    locale,
  );
  const lines = [[say('digests.attention.more', { count: items.length, names })]];
  return { part: restPart, text: asText(lines), blocks: [prose(lines)] };
}
