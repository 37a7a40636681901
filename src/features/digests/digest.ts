import type { Locale } from '../../kernel/numbers.js';
import type { AccessLevel } from '../../organisation/access-level.js';
import type { KpiFigures, Signal } from '../kpis/public.js';

/** `approved`: composed and free to leave. `published`: every message arrived. */
export const digestStates = ['planned', 'draft', 'approved', 'published', 'skipped', 'missed'] as const;
export type DigestState = (typeof digestStates)[number];

export type LocalText = Readonly<Record<Locale, string>>;

/** One KPI in a digest: its figures and where they come from. */
export type DigestItem = {
  readonly name: LocalText;
  readonly accessLevel: AccessLevel;
  readonly owner: { readonly name: string; readonly slackUserId: string | null } | null;
  readonly sources: readonly { readonly key: string; readonly name: LocalText }[];
  readonly figures: KpiFigures;
  /** Who typed its value by hand, or some of the readings it is made of; none where it came by itself. */
  readonly typed?: { readonly names: readonly string[]; readonly isPartly: boolean };
  /** Why it moved, in the words of somebody who answers for it; only where the KPI has a message of its own. */
  readonly explanation?: { readonly author: string; readonly text: string };
};

/** Whose digest, of when, and its figures. */
export type DigestFacts = {
  readonly template: string;
  readonly committee: {
    readonly key: string;
    readonly name: LocalText;
    readonly locale: Locale;
    readonly timeZone: string;
  };
  /** Label of the period. */
  readonly period: string;
  /** ISO instants. */
  readonly scheduledFor: string;
  readonly nextRunAt: string | null;
  readonly isLate: boolean;
  /** Its period is not over: it is shown to whoever asked, and never sent. */
  readonly isDraft?: true;
  /** Periods whose digest never left, oldest first. */
  readonly missedPeriods: readonly string[];
  readonly isSampleData: boolean;
  readonly items: readonly DigestItem[];
  /** Sources whose readings came after the first snapshot. */
  readonly landed: readonly { readonly key: string; readonly name: LocalText }[];
  /**
   * Where the chain of events stood, such as `1234-9f3ac21b77e0d412`; a correction keeps the one that was published. A
   * digest composed before there was such a chain has none.
   */
  readonly auditHead?: string;
};

/** All that a digest says, as plain data: it is kept as a snapshot, and every message is made from it alone. */
export type DigestContent = DigestFacts & {
  /** What each section brought, by its name; none where there was nothing to tell, or it came later than the digest. */
  readonly sections: Readonly<Record<string, unknown>>;
};

const statusOrder = { red: 0, amber: 1, grey: 2, green: 3 } as const;

/** A signal that was not there the last time. */
export function newSignal(item: DigestItem): Signal | undefined {
  return item.figures.behaviour.signals.find(({ isContinuing }) => !isContinuing);
}

/** A signal that was told before and still holds, where nothing is new. */
export function lastingSignal(item: DigestItem): Signal | undefined {
  return newSignal(item) ? undefined : item.figures.behaviour.signals[0];
}

/** Red, or something changed: the KPI gets its own message in the thread. Amber alone stays on the board. */
export function needsAttention(item: DigestItem): boolean {
  return item.figures.status === 'red' || newSignal(item) !== undefined;
}

/** Nothing is known of it for its period. One that Copil computes had nothing to measure, which is no gap. */
export function isUnknown({ figures }: DigestItem): boolean {
  return !figures.kpi.computed && (figures.current.completeness !== 'complete' || figures.greyReason === 'late');
}

/** Its newest readings are not in yet, and may still come. */
export function isLate(item: DigestItem): boolean {
  return item.figures.greyReason === 'late';
}

/** The items as a reader wants them: what needs attention first, then by status, else in the committee's own order. */
export function inReadingOrder(items: readonly DigestItem[]): DigestItem[] {
  const rank = (item: DigestItem): number => {
    const concern = item.figures.behaviour.signals.some((signal) => signal.judgement === 'concern');
    if (item.figures.status === 'red') return concern ? 0 : 1;
    if (newSignal(item)) return concern ? 2 : 3;
    return 4 + statusOrder[item.figures.status];
  };
  return [...items].sort((a, b) => rank(a) - rank(b));
}
