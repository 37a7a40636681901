import type { KnownBlock } from '@slack/types';
import type { CalendarDate } from '../../kernel/calendar.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Committee } from '../../organisation/committees/committees.js';
import type { Actor } from '../../organisation/committees/seats.js';
import type { Absence } from '../../organisation/people/absence.js';
import type { Person } from '../../organisation/people/people.js';
import type { Say } from '../../platform/texts.js';
import type { HomeApprovals } from '../approvals/public.js';
import type { WaitingDecisions } from '../decisions/public.js';
import type { KpiView } from '../digests/public.js';
import type { ApprovalMark, Facts, Item, ItemKind } from '../follow-up/public.js';

/** Counting stops at a limit: `isMore` says that there are more than `value`. */
export type Count = { readonly value: number; readonly isMore: boolean };

/** The items that are due first, and how many there are in all. */
export type ItemGroup = { readonly items: readonly Item[]; readonly count: Count };

/** What somebody else, or a day gone by, asks of a person. */
export type Waiting = {
  /** Actions proposed to them. */
  readonly proposed: ItemGroup;
  readonly overdue: ItemGroup;
  /** Blockers of others that they alone can unblock. */
  readonly unblock: ItemGroup;
};

/** A KPI a person answers for, as the newest digest told it; `told` is null before the first one. */
export type HomeKpi = {
  readonly key: string;
  readonly name: Readonly<Record<Locale, string>>;
  readonly told: KpiView['item'] | null;
};

export type Meeting = { readonly at: Date; readonly committee: Readonly<Record<Locale, string>> };

/** All that a Home tab shows, as plain data. No item stands in it twice. */
export type HomeContent = {
  /** What waits for their decision, and who votes for whom; null for a guest. */
  readonly approvals: HomeApprovals | null;
  /** Null for a guest. */
  readonly decisions: WaitingDecisions | null;
  readonly waiting: Waiting;
  readonly actions: ItemGroup;
  /** Of theirs, actions that others have to approve first. */
  readonly held: ItemGroup;
  readonly blockers: ItemGroup;
  /** Of theirs, by kind: what is open and shown nowhere. */
  readonly more: Readonly<Record<ItemKind, Count>>;
  readonly kpis: readonly HomeKpi[];
  readonly meetings: readonly Meeting[];
  /** Those that run or come, the earliest first. */
  readonly absences: readonly Absence[];
  readonly facts: Facts;
  /** What other features show. */
  readonly others: readonly KnownBlock[];
  /** What approvals say of what is proposed to them, by item id. */
  readonly marks: ReadonlyMap<string, Pick<ApprovalMark, 'state'>>;
};

/** Whose Home it is, and how to speak to them. */
export type HomeReader = Actor & {
  readonly person: Person;
  /** Those in which they sit, by key. */
  readonly committees: readonly Committee[];
  readonly locale: Locale;
  readonly say: Say;
  /** The day it is for them. */
  readonly today: CalendarDate;
};

/** What a feature shows in people's Home tabs, above the buttons. */
export type HomeSection = {
  readonly name: string;
  /** Whether a guest has it too: they own nothing, and see what they raised. */
  readonly isForGuests: boolean;
  /** Reads and words it; nothing where there is nothing to show. */
  blocksFor(reader: HomeReader): Promise<readonly KnownBlock[]>;
};
