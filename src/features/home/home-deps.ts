import type { Clock } from '../../kernel/clock.js';
import type { NewId } from '../../kernel/ids.js';
import type { HolidaysIn } from '../../organisation/calendar/working-days.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { RightOfWay } from '../../platform/right-of-way.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import type { Texts } from '../../platform/texts.js';
import type { HomeSection } from './content.js';

/** What the Home tab needs of the rest of the program. */
export type HomeDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  /** Business time. */
  readonly clock: Clock;
  readonly newId: NewId;
  /** Technical time. */
  readonly nowMs: () => number;
  readonly messenger: Pick<Messenger, 'publishHome' | 'openView' | 'userFacts' | 'permalink'>;
  readonly texts: Texts;
  readonly log: Logger;
  /** People who wait for an answer go before those who look. */
  readonly rightOfWay: Pick<RightOfWay, 'whenFree'>;
  /** The public holidays of a country, none where none is named. */
  readonly holidaysIn: HolidaysIn;
  /** Committees whose template is not among these get no digest, so that nothing of them is announced. */
  readonly templates: { has(name: string): boolean };
  /** What other features show. */
  readonly sections: readonly HomeSection[];
};
