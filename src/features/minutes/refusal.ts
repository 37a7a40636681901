import { ConflictError } from '../../kernel/errors.js';
import type { Meeting } from './minutes.js';

/**
 * Why something cannot be done to the minutes of a meeting:
 * - `unknown`: there is no such digest, or it did not reach its committee yet. `gone`: the person left.
 * - `no-seat`, `guest`: only members of the committee may, or whoever was at the meeting. `chair-only`: the chair alone.
 * - `stale`: somebody else said who was there since the form was opened. `twice`, `not-seated`: one person in two lists, or
 *   excused without being expected.
 * - `not-confirmed`: nobody has said who was there, so there is nothing to correct. `over`: corrections are not taken any more.
 */
export type RefusalReason =
  | 'unknown'
  | 'gone'
  | 'no-seat'
  | 'guest'
  | 'chair-only'
  | 'stale'
  | 'twice'
  | 'not-seated'
  | 'not-confirmed'
  | 'over';

/** Something was asked of minutes that cannot be done; put into words for its reader by whoever asked. */
export class MinutesRefusal extends ConflictError {
  readonly reason: RefusalReason;
  readonly meeting: Meeting | null;

  constructor(reason: RefusalReason, meeting: Meeting | null = null) {
    super(`minutes of ${meeting ? `${meeting.committee.key} ${meeting.period}` : 'a meeting'}: ${reason}`);
    this.reason = reason;
    this.meeting = meeting;
  }
}
