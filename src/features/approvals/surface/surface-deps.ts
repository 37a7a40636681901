import type { CalendarDate } from '../../../kernel/calendar.js';
import type { ReadingPlace } from '../../../kernel/spoken-days/spoken-days.js';
import type { Logger } from '../../../platform/log.js';
import type { Messenger } from '../../../platform/slack/messenger.js';
import type { CommandContext } from '../../../platform/slack/requests.js';
import type { Texts } from '../../../platform/texts.js';
import type { ApprovalDeps } from '../approval-deps.js';

/** Days as somebody typed them, or what is wrong with them. */
export type ReadDays = (
  text: string,
  place: ReadingPlace,
) => { readonly days: { readonly fromOn: CalendarDate; readonly toOn: CalendarDate } } | { readonly problem: string };

/** What the surface of approvals in Slack needs. */
export type ApprovalSurfaceDeps = ApprovalDeps & {
  readonly messenger: Messenger;
  readonly texts: Texts;
  readonly log: Logger;
  /** How "until Friday" is read. */
  readonly readDays: ReadDays;
  /** The lists of these people changed without an approval that did. */
  readonly refreshHomes: (personKeys: readonly string[]) => void;
};

/** Runs a command so that its person is told when it takes long. */
export type InTime = (context: CommandContext, answer: (timely: CommandContext) => Promise<void>) => Promise<void>;
