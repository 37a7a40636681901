import type { Clock } from '../../kernel/clock.js';
import type { NewId } from '../../kernel/ids.js';
import type { HolidaysIn } from '../../organisation/calendar/working-days.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import type { Texts } from '../../platform/texts.js';
import type { Decision } from './decision.js';
import type { DelegationsIn } from './stand-ins.js';

/** What decisions need of the rest of the program. */
export type DecisionDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  /** Business time. */
  readonly clock: Clock;
  readonly newId: NewId;
  /** Technical time. */
  readonly nowMs: () => number;
  readonly messenger: Messenger;
  readonly texts: Texts;
  readonly log: Logger;
  readonly holidaysIn: HolidaysIn;
  /** Who gave their vote to whom in a committee. */
  readonly delegationsIn: DelegationsIn;
  /** Something was put into the outbox. */
  readonly kick: () => void;
  /** A decision was asked for or changed, and this is stored. */
  readonly onChanged: (decision: Decision) => void;
};

/** What storing a change needs. */
export type DecisionStoreDeps = Pick<
  DecisionDeps,
  'database' | 'workspaceId' | 'clock' | 'newId' | 'nowMs' | 'kick' | 'onChanged'
>;

/** What a change needs where it matters who votes in whose place. */
export type VotingDeps = DecisionStoreDeps & Pick<DecisionDeps, 'delegationsIn'>;
