import { asText, context, type Line, pointsText, prose } from '../blocks.js';
import { sixTwelveSpec } from '../chart-specs.js';
import { type DigestItem, lastingSignal, needsAttention, newSignal } from '../digest.js';
import type { DraftBlock, MessageDraft } from '../message.js';
import type { DigestSection, DigestView } from '../section.js';
import { limitsText, outlookText, whatChangedText } from '../signal-wording.js';
import { changesText, dateText, findingText, listText, typedText } from '../wording.js';

/** More charts than this are not read in a meeting of half an hour. */
const chartsAtMost = 5;

/** Name of the message that lists what was told before. */
const lastingPart = 'attention:continuing';

/** More lines than this are no overview. */
const lastingAtMost = 10;

/** Name of the message that lists what has no chart of its own. */
export const restPart = 'attention:more';

/** One message per KPI that needs attention: the finding, the chart, its figures, as-of time and source. */
export const attention: DigestSection = {
  name: 'attention',
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
function lastingMessage(items: readonly DigestItem[], view: DigestView): MessageDraft {
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

function kpiMessage(item: DigestItem, view: DigestView): MessageDraft {
  const question = questionLine(item, view);
  const explanation = explanationLines(item, view);
  const under = view.underKpi(item.figures.kpi.key);
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
    text: [
      asText([...lines, ...explanation]),
      ...under.flatMap((told) => [asText(told.lines), ...pointsText(told.points)]),
      asText([[provenance]]),
    ].join('\n'),
    blocks: [
      prose(lines),
      ...chartBlocks(item, view),
      ...(explanation.length > 0 ? [prose(explanation)] : []),
      ...under.map((told) => prose(told.lines, told.points)),
      context(provenance),
    ],
  };
}

/** A quarterly KPI has neither weeks nor months to draw. */
function chartBlocks(item: DigestItem, view: DigestView): DraftBlock[] {
  const { weeks, months } = item.figures;
  if (weeks.length + months.length === 0) return [];
  const spec = sixTwelveSpec(item, view);
  return [{ type: 'chart', spec, foldedAs: view.say('digests.attention.table') }];
}

/** What somebody who answers for it said of this period. */
function explanationLines({ explanation }: DigestItem, { say }: DigestView): Line[] {
  if (!explanation) return [];
  return [[{ bold: say('digests.attention.explained', { name: explanation.author }) }, ` ${explanation.text}`]];
}

/** Only a new change for the worse is worth a question to its owner, until it is answered; anything else would be noise. */
function questionLine(item: DigestItem, { say }: DigestView): Line | null {
  if (item.explanation || !item.owner || newSignal(item)?.judgement !== 'concern') return null;
  const { name, slackUserId } = item.owner;
  return [slackUserId ? { userId: slackUserId } : name, `, ${say('digests.attention.ask')}`];
}

function provenanceText(item: DigestItem, view: DigestView, { isOwnerNamed }: { isOwnerNamed: boolean }): string {
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

function restMessage(items: readonly DigestItem[], { locale, say }: DigestView): MessageDraft {
  const names = listText(
    items.map((item) => item.name[locale]),
    locale,
  );
  const lines = [[say('digests.attention.more', { count: items.length, names })]];
  return { part: restPart, text: asText(lines), blocks: [prose(lines)] };
}
