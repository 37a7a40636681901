import type { Locale } from '../../kernel/numbers.js';
import type { DigestItem } from './digest.js';
import type { KpiView } from './kpi-view.js';
import { limitsText, outlookText, whatChangedText } from './signal-wording.js';
import { changesText, dateText, findingText, listText, statusWord, targetText, typedText } from './wording.js';
import type { Words } from './words.js';

/** What a digest says of a KPI, in plain text; a part that has nothing to say is empty. */
export type KpiWords = {
  /** The value and how it stands: "Leads: 1,234, on target (1,200)". */
  readonly finding: string;
  readonly status: string;
  readonly target: string;
  readonly changes: string;
  /** What changed, and what the usual level means for the target. */
  readonly remarks: string;
  /** "15 November 2026", a dash without data. */
  readonly asOf: string;
  /** Names of its sources, joined; `sourceCount` decides the plural. */
  readonly sources: string;
  readonly sourceCount: number;
  /** "typed by David Okafor". */
  readonly typed: string;
  readonly owner: string;
  /** On which periods its limits were set. */
  readonly limits: string;
};

export function describeKpi({ item }: KpiView, words: Words): KpiWords {
  const { figures, owner, sources } = item;
  const { locale } = words;
  return {
    finding: findingText(item, words),
    status: statusWord(item, words),
    target: figures.target ? targetText(figures.target, figures, words) : '',
    changes: changesText(figures, words),
    remarks: [whatChangedText(item, words), outlookText(item, words), trustText(item, words)].filter(Boolean).join(' '),
    asOf: dateText(figures.dataThrough, figures, locale),
    sources: listText(namesOf(sources, locale), locale),
    sourceCount: sources.length,
    typed: typedText(item, words),
    owner: owner?.name ?? '',
    limits: limitsText(figures, words),
  };
}

/** A digest says it once, at its foot. */
function trustText({ figures: { behaviour } }: DigestItem, { say }: Words): string {
  return behaviour.isAutocorrelated ? say('digests.signal.autocorrelated') : '';
}

function namesOf(sources: DigestItem['sources'], locale: Locale): string[] {
  return sources.map(({ name }) => name[locale]);
}
