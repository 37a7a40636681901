import { chartTable } from '../../../platform/charts/chart-words.js';
import { escapeMrkdwn } from '../../../platform/slack/escape.js';
import { context, folded, section, table } from '../blocks.js';
import { sixTwelveSpec } from '../chart-specs.js';
import { type DigestItem, needsAttention, newSignal } from '../digest.js';
import type { MessageDraft, SectionModule, SectionView } from '../message.js';
import { changesText, dateText, findingText, unitOf } from '../wording.js';

/** More charts than this are not read in a meeting of half an hour. */
const chartsAtMost = 5;

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
  const { say } = view;
  const { figures } = item;
  const spec = sixTwelveSpec(item, view);
  const finding = findingText(item, view);
  const changes = changesText(figures, view);
  const outlook = figures.behaviour.assurance
    ? say(`digests.assurance.${figures.behaviour.assurance}`, { unit: unitOf(figures) })
    : '';
  const question = questionText(item, view);
  const provenance = provenanceText(item, view);
  const prose = [`*${escapeMrkdwn(finding)}.*`, escapeMrkdwn(changes), escapeMrkdwn(outlook), question].filter(Boolean);
  return {
    part: kpiPart(figures.kpi.key),
    text: [escapeMrkdwn(finding), changes, outlook, escapeMrkdwn(provenance)].filter(Boolean).join('\n'),
    blocks: [
      section(prose.join('\n')),
      ...(figures.weeks.length > 0
        ? [{ type: 'chart', spec } as const, folded(say('digests.attention.table'), table(chartTable(spec)))]
        : []),
      context(escapeMrkdwn(provenance)),
    ],
  };
}

/** Only a new change for the worse is worth a question to its owner; anything else would be noise. */
function questionText(item: DigestItem, { say }: SectionView): string {
  if (!item.owner || newSignal(item)?.judgement !== 'concern') return '';
  const owner = item.owner.slackUserId ? `<@${item.owner.slackUserId}>` : escapeMrkdwn(item.owner.name);
  return say('digests.attention.ask', { owner });
}

function provenanceText(item: DigestItem, { locale, say }: SectionView): string {
  const names = item.sources.map((source) => source.name[locale]);
  return [
    say('digests.attention.asOf', { date: dateText(item.figures.dataThrough, locale) }),
    ...(names.length > 0 ? [say('digests.attention.source', { count: names.length, names: names.join(', ') })] : []),
    ...(item.owner ? [say('digests.attention.owner', { name: item.owner.name })] : []),
  ].join(' · ');
}

function restMessage(items: readonly DigestItem[], { locale, say }: SectionView): MessageDraft {
  const names = items.map((item) => item.name[locale]).join(', ');
  const text = escapeMrkdwn(say('digests.attention.more', { count: items.length, names }));
  return { part: 'attention:more', text, blocks: [section(text)] };
}
