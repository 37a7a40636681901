import type { Locale } from '../../../kernel/numbers.js';
import type { AccessLevel } from '../../../organisation/access-level.js';
import type { CommitteeCalendar } from '../../../organisation/calendar/committee-calendar.js';
import type { ApprovalRule } from '../../../organisation/committees/approval-rule.js';
import type { CommitteeLevel, CommitteeRole, GuestRule } from '../../../organisation/committees/committees.js';
import type { KpiCard, KpiDomain } from '../../kpis/public.js';
import type { FreshnessPromise } from '../../sources/public.js';
import type { Warning } from './warnings/warning.js';

export type Names = Readonly<Record<Locale, string>>;

/** What a `copil.yml` says, with every default filled in: nothing in it depends on another part any more. */
export type Organisation = {
  /** `currency` is an ISO 4217 code. */
  readonly workspace: { readonly name: string; readonly currency: string };
  /** Whoever says nothing else reads it. */
  readonly language: Locale;
  readonly people: readonly PersonEntry[];
  readonly channels: readonly { readonly key: string; readonly access: AccessLevel }[];
  readonly committees: readonly CommitteeEntry[];
  readonly projects: readonly ProjectEntry[];
  readonly sources: readonly SourceEntry[];
  readonly kpis: readonly KpiEntry[];
  /** What is allowed and still worth a look. */
  readonly warnings: readonly Warning[];
};

export type PersonEntry = {
  readonly key: string;
  readonly name: string;
  readonly email: string | null;
  /** Null when the file leaves the link to the e-mail address. */
  readonly slackUserId: string | null;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly isOperator: boolean;
  readonly access: AccessLevel;
  readonly isGuest: boolean;
  /** Whose public holidays they keep; null where nobody named a country. */
  readonly country: string | null;
  /** Null for the usual hours. */
  readonly workingHours: CommitteeCalendar['workingHours'] | null;
};

export type CommitteeEntry = {
  readonly key: string;
  readonly name: Names;
  readonly level: CommitteeLevel;
  readonly channel: string | null;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly calendar: CommitteeCalendar;
  readonly approvals: ApprovalRule | null;
  /** Null when the file does not say it: then what the committee has stays. */
  readonly guests: GuestRule | null;
  /** `correctionDays`: working days on which the minutes of a meeting may be corrected. */
  readonly minutes: { readonly correctionDays: number };
  readonly template: string;
  readonly parent: string | null;
  readonly members: Readonly<Record<CommitteeRole, readonly string[]>>;
  readonly kpis: readonly string[];
};

export type ProjectEntry = {
  readonly key: string;
  readonly name: Names;
  readonly committee: string | null;
  readonly lead: string | null;
};

export type SourceEntry = {
  readonly key: string;
  readonly name: Names;
  readonly owner: string | null;
  readonly timeZone: string;
  readonly daysAhead: number;
  readonly freshness: FreshnessPromise | null;
};

export type KpiEntry = {
  readonly key: string;
  readonly name: Names;
  readonly domain: KpiDomain;
  readonly access: AccessLevel;
  readonly owner: string | null;
  readonly card: KpiCard;
  readonly sources: readonly string[];
};
