import type { Block, KnownBlock } from '@slack/types';
import { ExternalError } from '../../kernel/errors.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Logger } from '../log.js';

/** What a person gets to see, alone: mrkdwn, and blocks where text is not enough. */
export type Answer = string | { readonly text: string; readonly blocks?: readonly (KnownBlock | Block)[] };

/** What every request of a person brings along. */
export type RequestContext = {
  /** Slack ids. */
  readonly user: string;
  readonly team: string;
  /** Null where the request comes from no conversation, such as the Home tab. */
  readonly channel: string | null;
  /** Good for opening one modal within three seconds. */
  readonly triggerId: string;
  /**
   * Tells Slack, within three seconds, that the request arrived, with an answer where there is one. What the person
   * asked to store is stored before. Calling it again, or late, sends the answer by `respond`.
   */
  readonly ack: (answer?: Answer) => Promise<void>;
  /** Answers the person later: up to five times within half an hour. */
  readonly respond: (answer: Answer) => Promise<void>;
  readonly correlationId: string;
  readonly log: Logger;
};

export type CommandContext = RequestContext & {
  readonly command: string;
  /** What stands behind the command, trimmed. */
  readonly text: string;
};

export type ActionContext = RequestContext & {
  readonly actionId: string;
  readonly value: string | null;
  readonly messageTs: string | null;
  readonly threadTs: string | null;
};

/** An event of a conversation; Slack has its acknowledgement already. */
export type EventContext = {
  readonly event: Readonly<Record<string, unknown>> & { readonly type: string };
  readonly team: string;
  readonly correlationId: string;
  readonly log: Logger;
};

/** Puts a failure into words for the person who asked. `reference` stands in the log, too. */
export type WordsFor = (problem: {
  readonly error: unknown;
  readonly locale: Locale;
  readonly reference: string;
}) => string;

/** The process is about to end: what was asked was not begun. */
export class StoppingError extends ExternalError {
  constructor() {
    super('Copil is being restarted', {
      isRetryable: true,
      userMessage: 'Copil is being restarted: nothing was changed. Please try again in a minute.',
    });
  }
}
