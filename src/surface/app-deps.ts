import type { Clock } from '../kernel/clock.js';
import type { NewId } from '../kernel/ids.js';
import type { HolidaysIn } from '../organisation/calendar/working-days.js';
import type { Database } from '../platform/db/database.js';
import type { Logger } from '../platform/log.js';
import type { Messenger } from '../platform/slack/messenger.js';
import type { CommandContext } from '../platform/slack/requests.js';
import type { Texts } from '../platform/texts.js';

/** What whatever people do in Slack needs of the app; a feature adds what other features offer it, and nothing else. */
export type AppDeps = {
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
  /** The public holidays of a country, none where none is named. */
  readonly holidaysIn: HolidaysIn;
  /** Something was put into the outbox. */
  readonly kick: () => void;
};

/** What reading needs. */
export type ReadDeps = Pick<AppDeps, 'database' | 'workspaceId' | 'clock'>;

/** What storing a change needs. */
export type StoreDeps = ReadDeps & Pick<AppDeps, 'newId' | 'nowMs' | 'kick'>;

/** Runs a command so that its person is told when it takes long. */
export type InTime = (context: CommandContext, answer: (timely: CommandContext) => Promise<void>) => Promise<void>;
