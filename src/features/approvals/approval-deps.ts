import type { CalendarDate } from '../../kernel/calendar.js';
import type { ReadingPlace } from '../../kernel/spoken-days/spoken-days.js';
import type { Committee } from '../../organisation/committees/committees.js';
import type { Transaction } from '../../platform/db/database.js';
import type { AppDeps } from '../../surface/app-deps.js';
import type { Item } from '../follow-up/public.js';
import type { Approval, Delegation } from './approval.js';
import type { Elector } from './electorate.js';

/** What approvals need of the rest of the program. */
export type ApprovalDeps = Omit<AppDeps, 'messenger'> & {
  readonly copies: ApprovalCopies;
  /** An approval was changed, and this is stored. */
  readonly onChanged: (change: ApprovalChange) => void;
};

/** Days as somebody typed them, or what is wrong with them. */
export type ReadDays = (
  text: string,
  place: ReadingPlace,
) => { readonly days: { readonly fromOn: CalendarDate; readonly toOn: CalendarDate } } | { readonly problem: string };

/** What the surface of approvals in Slack needs. */
export type ApprovalSurfaceDeps = ApprovalDeps &
  Pick<AppDeps, 'messenger'> & {
    /** How "until Friday" is read. */
    readonly readDays: ReadDays;
    /** The lists of these people changed without an approval that did. */
    readonly refreshHomes: (personKeys: readonly string[]) => void;
  };

export type ApprovalChangeKind = 'requested' | 'voted' | 'voided' | 'escalated' | 'decided' | 'expired' | 'withdrawn';

export type ApprovalChange = {
  readonly approval: Approval;
  /** As it stands after that. */
  readonly item: Item;
  readonly kind: ApprovalChangeKind;
};

/** Who is asked now, and what about. */
export type AskedApproval = {
  readonly approval: Approval;
  readonly item: Item;
  /** Whose approvers, or whose chair, are asked. */
  readonly committee: Committee;
  readonly electorate: readonly Elector[];
};

/** The cards of an approval, put into the outbox in the transaction of the change. A place that has one keeps it. */
export type ApprovalCopies = {
  /** Somebody is asked, for the first time or anew: cards where they read. Older copies are redrawn apart. */
  place(transaction: Transaction, asked: AskedApproval): Promise<void>;
  /** Every copy is drawn again, wherever it stands. Called after every change of an approval that has copies. */
  redraw(transaction: Transaction, approval: Approval): Promise<void>;
  /** It has come to its end (approved, rejected, expired, withdrawn): the thread shows the record. */
  record(transaction: Transaction, approval: Approval): Promise<void>;
  /** Nobody decided in time, and others are asked: who asked and who owns the action hear of it. */
  tellOfEscalation(transaction: Transaction, approval: Approval): Promise<void>;
  /** Somebody may vote in a colleague's place, or no longer: they hear of it. */
  tellOfDelegation(transaction: Transaction, told: DelegationNews): Promise<void>;
  /** Who votes for whom has changed in a committee: what waits for its votes is drawn again, once for each `occasion`. */
  redrawVoters(transaction: Transaction, place: VotingPlace, occasion: string): Promise<void>;
};

export type VotingPlace = { readonly workspaceId: string; readonly committeeId: string };

export type DelegationNews = { readonly delegation: Delegation; readonly what: 'given' | 'ended' };
