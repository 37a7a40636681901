import type { Clock } from '../../kernel/clock.js';
import type { NewId } from '../../kernel/ids.js';
import type { HolidaysIn } from '../../organisation/calendar/working-days.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import type { Texts } from '../../platform/texts.js';
import type { Item } from './item.js';
import type { ItemGate } from './item-gate.js';

/** What storing a change needs. */
export type StoreDeps = Pick<
  FollowUpDeps,
  'database' | 'workspaceId' | 'clock' | 'newId' | 'nowMs' | 'kick' | 'onChanged' | 'gate'
>;

/** What blockers and actions need of the rest of the program. */
export type FollowUpDeps = {
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
  /** What approvals have to say about what is raised and changed. */
  readonly gate: ItemGate;
  /** Something was put into the outbox. */
  readonly kick: () => void;
  /** An item was raised or changed, and this is stored. */
  readonly onChanged: (change: {
    readonly before: Item | null;
    readonly after: Item;
    readonly actorKey: string;
  }) => void;
};
