import type { Clock } from '../../kernel/clock.js';
import type { NewId } from '../../kernel/ids.js';
import type { HolidaysIn } from '../../organisation/calendar/working-days.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import type { Texts } from '../../platform/texts.js';

/** What minutes need of the rest of the program. */
export type MinutesDeps = {
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
  /** Something was put into the outbox. */
  readonly kick: () => void;
};

/** What reading them needs. */
export type MinutesReadDeps = Pick<MinutesDeps, 'database' | 'workspaceId' | 'clock'>;

/** What storing a change needs. */
export type MinutesStoreDeps = MinutesReadDeps & Pick<MinutesDeps, 'newId' | 'nowMs' | 'holidaysIn' | 'kick'>;
