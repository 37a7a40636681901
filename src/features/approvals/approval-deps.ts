import type { Clock } from '../../kernel/clock.js';
import type { NewId } from '../../kernel/ids.js';
import type { HolidaysIn } from '../../organisation/calendar/working-days.js';
import type { Committee } from '../../organisation/committees/committees.js';
import type { Database, Transaction } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { Texts } from '../../platform/texts.js';
import type { Item } from '../follow-up/public.js';
import type { Approval, Delegation } from './approval.js';
import type { Elector } from './electorate.js';

/** What approvals need of the rest of the program. */
export type ApprovalDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  /** Business time. */
  readonly clock: Clock;
  readonly newId: NewId;
  /** Technical time. */
  readonly nowMs: () => number;
  readonly texts: Texts;
  readonly log: Logger;
  /** The public holidays of a country, none where none is named. */
  readonly holidaysIn: HolidaysIn;
  readonly copies: ApprovalCopies;
  /** Something was put into the outbox. */
  readonly kick: () => void;
  /** An approval was changed, and this is stored. */
  readonly onChanged: (change: ApprovalChange) => void;
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
