import { chartTable } from '../../../platform/charts/chart-words.js';
import { asText, context, folded, type Line, prose, table } from '../blocks.js';
import { sixTwelveSpec } from '../chart-specs.js';
import { type DigestItem, needsAttention, newSignal } from '../digest.js';
import type { DraftBlock, MessageDraft, SectionModule, SectionView } from '../message.js';
import { outlookText, whatChangedText } from '../signal-wording.js';
import { changesText, dateText, findingText, listText } from '../wording.js';

/** More charts than this are not read in a meeting of half an hour. */
const chartsAtMost = 5;

/** Name of the message that lists what has no chart of its own. */
export const restPart = 'attention:more';

/** One message per KPI that needs attention: the finding, the chart, its figures, as-of time and source. */
export const attention: SectionModule = {
  thread(view) {
    const items = view.items.filter(needsAttention);
    const shown = items.slice(0, chartsAtMost).map((item) => kpiMessage(item, view));
    const rest = items.slice(chartsAtMost);
    return rest.length > 0 ? [...shown, restMessage(rest, view)] : shown;
  },
};

/** Name of a KPI's message within the digest. */
export function kpiPart(kpiKey: string): string {
  return `kpi:${kpiKey}`;
}

function kpiMessage(item: DigestItem, view: SectionView): MessageDraft {
  const question = questionLine(item, view);
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
    text: asText([...lines, [provenance]]),
    blocks: [prose(lines), ...chartBlocks(item, view), context(provenance)],
  };
}

/** A quarterly KPI has neither weeks nor months to draw. */
function chartBlocks(item: DigestItem, view: SectionView): DraftBlock[] {
  const { weeks, months } = item.figures;
  if (weeks.length + months.length === 0) return [];
  const spec = sixTwelveSpec(item, view);
  return [{ type: 'chart', spec }, folded(view.say('digests.attention.table'), table(chartTable(spec)))];
}

/** Only a new change for the worse is worth a question to its owner; anything else would be noise. */
function questionLine(item: DigestItem, { say }: SectionView): Line | null {
  if (!item.owner || newSignal(item)?.judgement !== 'concern') return null;
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
