import type { Say, Texts } from '../../platform/texts.js';
import { unlimited, withhold } from './access-gate.js';
import { asText, prose } from './blocks.js';
import { type DigestContent, inReadingOrder, needsAttention } from './digest.js';
import type { MessageDraft } from './message.js';
import { withPlainNames } from './plain-names.js';
import type { DigestSection, DigestView, Readers, SectionView } from './section.js';
import { kpiPart, restPart } from './sections/attention.js';
import type { DigestTemplate } from './template.js';

export type ComposeOptions = {
  readonly template: DigestTemplate;
  readonly texts: Texts;
  /** Who reads it; left out, whoever may see everything. */
  readonly readers?: Readers;
};

/** Name of the message in the channel; all others stand in its thread. */
export const parentPart = 'parent';

/**
 * The messages of a digest, parent first, from its content alone: the same content gives the same messages.
 * Charts are still data; what the place may not show is left out, and the parent says how many figures those are.
 */
export function composeMessages(content: DigestContent, options: ComposeOptions): MessageDraft[] {
  const { template, texts, readers = unlimited } = options;
  const shown = withhold(withPlainNames(content, template.sections), readers, template.sections);
  const { sections: told, ...facts } = shown.content;
  const { locale } = facts.committee;
  const view: DigestView = {
    content: facts,
    items: inReadingOrder(facts.items),
    withheld: shown.withheld,
    withheldItems: shown.withheldItems,
    locale,
    say: texts.in(locale),
    underKpi: (kpiKey) =>
      template.underKpi.flatMap((section) => whereTold(section, (its) => section.underKpi?.(its, kpiKey) ?? undefined)),
  };
  const whereTold = <R>(section: DigestSection, write: (its: SectionView<unknown>) => R | undefined): R[] => {
    if (section.content && told[section.name] === undefined) return [];
    const written = write({ ...view, told: told[section.name] });
    return written === undefined ? [] : [written];
  };
  const parents = template.parent.flatMap((section) => whereTold(section, (its) => section.parent?.(its)));
  const parent: MessageDraft = {
    part: parentPart,
    text: parents.flatMap(({ lines }) => lines).join('\n'),
    blocks: parents.flatMap(({ blocks }) => blocks),
  };
  return [parent, ...template.thread.flatMap((section) => whereTold(section, (its) => section.thread?.(its)).flat())];
}

/**
 * What stands in place of a message that a later snapshot no longer holds: the reader is told why it was wrong.
 * A KPI is named only if `content` holds it, so a content from which items are withheld gives nothing away.
 */
export function correctedMessage(part: string, content: DigestContent, texts: Texts): MessageDraft {
  const { locale } = content.committee;
  const lines = [[correctionText(part, withPlainNames(content, []), texts.in(locale))]];
  return { part, text: asText(lines), blocks: [prose(lines)] };
}

function correctionText(part: string, content: DigestContent, say: Say): string {
  const { locale } = content.committee;
  const item = content.items.find(({ figures }) => kpiPart(figures.kpi.key) === part);
  if (item) return say(`digests.corrected.${needsAttention(item) ? 'listed' : 'calm'}`, { name: item.name[locale] });
  if (part === restPart) return say('digests.corrected.attention');
  return say(`digests.corrected.${part === 'data-incidents' ? 'incidents' : 'other'}`);
}
