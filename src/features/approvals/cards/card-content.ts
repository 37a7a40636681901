import type { Locale } from '../../../kernel/numbers.js';
import type { AccessLevel } from '../../../organisation/access-level.js';
import type { Committee } from '../../../organisation/committees/committees.js';
import type { KpiView } from '../../digests/public.js';
import type { ApprovalFacts } from '../approval-facts.js';

/** The KPI that an action is to move, as the newest digest told it. */
export type CardKpi = {
  readonly name: Readonly<Record<Locale, string>>;
  readonly accessLevel: AccessLevel;
  /** Null where no digest told it yet. */
  readonly told: KpiView['item'] | null;
  /** Its chart in Slack; null where no message shows it. */
  readonly link: string | null;
};

/** What happened to a request before the round that runs. */
export type CardPast = {
  /** What was asked changed since: which fields, and how many votes that took back. */
  readonly voided: { readonly fields: readonly string[]; readonly votes: number } | null;
  /** Nobody decided in time: from whom to whom it went, and when. */
  readonly wentUp: { readonly fromId: string; readonly to: 'committee' | 'chair'; readonly at: Date } | null;
};

/** All that a card shows, as plain data. */
export type CardContent = ApprovalFacts & {
  /** Code of the workspace's currency. */
  readonly currency: string;
  readonly kpi: CardKpi | null;
  readonly past: CardPast;
  /** The name that a person's key stands for; the key itself where it is gone. */
  personName(key: string | null): string;
  committeeOf(id: string): Committee | undefined;
};

/** Where a card stands, and what its readers may do there. */
export type ReaderRole = {
  /** `here`: buttons. `watch`: theirs, without a vote. `moved`: it went elsewhere. `voteless`: they had a vote before. */
  readonly role: 'here' | 'watch' | 'moved' | 'voteless';
};
