import type { Clock } from '../../kernel/clock.js';
import type { NewId } from '../../kernel/ids.js';
import type { Locale } from '../../kernel/numbers.js';
import type { HolidaysIn } from '../../organisation/calendar/working-days.js';
import type { Committee } from '../../organisation/committees/committees.js';
import type { Room } from '../../organisation/committees/places.js';
import type { Database, Transaction } from '../../platform/db/database.js';
import type { Say } from '../../platform/texts.js';
import type { Line } from './blocks.js';
import type { DigestFacts, DigestItem } from './digest.js';
import type { MessageDraft, ParentContribution } from './message.js';

/** What the readers of a place may see. */
export type Readers = Room;

/** Of which digest, and of which stretch of time, a section reads what it tells. */
export type SectionScope = {
  readonly database: Database;
  readonly clock: Clock;
  readonly committee: Committee;
  /** When the digest before was due; null where there was none. */
  readonly since: Date | null;
  readonly until: Date;
  /** The committee's KPIs in this digest, and in the one before; none where there was none. */
  readonly items: readonly DigestItem[];
  readonly itemsBefore: readonly DigestItem[];
  readonly holidaysIn: HolidaysIn;
};

/** The publication of a digest, in the transaction that stores it. */
export type Publication = {
  readonly transaction: Transaction;
  readonly database: Database;
  readonly workspaceId: string;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly nowMs: () => number;
};

/** What every section sees: facts and KPIs that its readers may see, in reading order, and the words. */
export type DigestView = {
  readonly content: DigestFacts;
  readonly items: readonly DigestItem[];
  /** KPIs, and things that people wrote, that its readers may not see. */
  readonly withheld: number;
  readonly withheldItems: number;
  readonly locale: Locale;
  readonly say: Say;
  /** What other sections tell of one KPI, under its own message. */
  readonly underKpi: (kpiKey: string) => readonly UnderKpi[];
};

/** The same with what the section itself brought. */
export type SectionView<T> = DigestView & { readonly told: T };

/** Lines of text, and points of a list below them. */
export type UnderKpi = { readonly lines: readonly Line[]; readonly points: readonly Line[] };

/**
 * What a section brings beside the KPIs: plain data that is kept in the snapshot under the section's name. Nothing here has
 * a default, since each is a promise to the reader.
 */
export type SectionContent<T> = {
  /** Reads it from the store, as it stood at the end of the scope; undefined where there is nothing to tell. */
  gather(scope: SectionScope): Promise<T | undefined>;
  /** What these readers may see of it; undefined where that is nothing. */
  cleared(content: T, readers: Readers): T | undefined;
  /** The same with every text that a person wrote made harmless and short: see `plainName`. */
  plain(content: T): T;
};

/**
 * One ability of a digest. A template names the sections it wants, in the parent message, in the thread or under each KPI;
 * the feature that a section is about owns it and hands it in.
 */
export type DigestSection<T = unknown> = {
  readonly name: string;
  /** Left out where everything comes from the KPIs; else the section speaks only where it has content. */
  readonly content?: SectionContent<T>;
  parent?(view: SectionView<T>): ParentContribution;
  /** Messages of the thread; the name of each part is the section's, or begins with it and a colon. */
  thread?(view: SectionView<T>): readonly MessageDraft[];
  underKpi?(view: SectionView<T>, kpiKey: string): UnderKpi | null;
  /** How many things it tells of: readers who may see nothing of it are told that so many were withheld. */
  count?(content: T): number;
  /** Called once, when the digest with this content was published and a message of the section arrived. */
  onPublished?(publication: Publication, content: T): Promise<void>;
};

/** Those of these sections that bring something of their own. */
export function bringingSections(
  sections: readonly DigestSection[],
): readonly (DigestSection & { readonly content: SectionContent<unknown> })[] {
  return sections.flatMap((section) => (section.content ? [{ ...section, content: section.content }] : []));
}
