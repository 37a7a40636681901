import type { Clock } from '../../kernel/clock.js';
import type { NewId } from '../../kernel/ids.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import type { Texts } from '../../platform/texts/texts.js';

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
  /** Something was put into the outbox. */
  readonly kick: () => void;
};

/** What storing a change needs. */
export type DecisionStoreDeps = Pick<DecisionDeps, 'database' | 'workspaceId' | 'clock' | 'newId' | 'nowMs' | 'kick'>;
