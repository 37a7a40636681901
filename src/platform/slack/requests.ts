import type { Block, KnownBlock } from '@slack/types';
import { ExternalError, NotFoundError } from '../../kernel/errors.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Logger } from '../log.js';
import type { ModalView } from './view.js';
import type { ViewValues } from './view-values.js';

/** What a person gets to see, alone: mrkdwn, and blocks where text is not enough. */
export type Answer =
  | string
  | {
      readonly text: string;
      readonly blocks?: readonly (KnownBlock | Block)[];
      /** Stands in the place of the message that was acted on, such as the next page of a list. */
      readonly replacesOriginal?: true;
      /** Takes the message that was acted on away; `text` is shown only where Slack no longer lets that happen. */
      readonly deletesOriginal?: true;
    };

/** Brings a person's own message to them where their request left no other way to answer. */
export type TellPerson = (
  slackUserId: string,
  message: { readonly text: string; readonly blocks: readonly Block[] },
) => Promise<void>;

/** Where a request says that its person is at home: in a shared channel, that may be another company. */
export type RequestHome = {
  /** Every workspace that the request names. */
  readonly teams: readonly string[];
  /** Of Enterprise Grid; null elsewhere. */
  readonly enterprise: string | null;
};

/**
 * Looks at who asks before anything is done for them.
 * @throws ForbiddenError, with words for the person, for somebody who may ask for nothing here
 */
export type Admit = (asked: { readonly user: string; readonly comesFrom: RequestHome }) => Promise<void>;

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
  /**
   * Answers the person later: up to five times within half an hour where they asked. After that, and where a request
   * has no place of its own, such as a form, as a direct message.
   */
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
  /** Of the block the element stands in; empty where Slack names none. */
  readonly blockId: string;
  /** What a button carries, or an input holds. */
  readonly value: string | null;
  /** The `value` of the option chosen in a select, an overflow menu or among radio buttons. */
  readonly selectedOption: string | null;
  /** `YYYY-MM-DD`. */
  readonly selectedDate: string | null;
  /** Slack id. */
  readonly selectedUser: string | null;
  /** What stands in the other elements of the same message or view. */
  readonly values: ViewValues;
  readonly messageTs: string | null;
  readonly threadTs: string | null;
  /** Only this person sees the message: it can be replaced (`replacesOriginal`) but not updated. */
  readonly isEphemeralMessage: boolean;
  /** Null for what stands in a message. */
  readonly view: ActedView | null;
};

/** The modal or Home tab a person acted in. */
export type ActedView = {
  readonly id: string;
  readonly type: 'modal' | 'home';
  /** Given to `updateView`, it keeps one update from undoing a newer one. */
  readonly hash: string;
  readonly rootViewId: string;
  readonly callbackId: string;
  readonly privateMetadata: string;
};

/**
 * A form that was sent. `ack` closes it, and `ack(answer)` tells the answer in a direct message. One of `ack`,
 * `reject`, `replaceView`, `pushView` and `clearViews` reaches the form: the first. What comes after it, or more than
 * 2.9 seconds after the request, cannot any more: its words go into a direct message, a view is not shown. A form that
 * was answered too late stays open, and may be sent again with the same `viewId`.
 */
export type ViewContext = RequestContext & {
  readonly callbackId: string;
  readonly viewId: string;
  readonly rootViewId: string;
  readonly hash: string;
  readonly privateMetadata: string;
  readonly values: ViewValues;
  /**
   * Leaves the form open with what was typed, and says by block id what is wrong with it (plain text). Words for a
   * block that holds no input stand at the first input.
   */
  readonly reject: (errors: Readonly<Record<string, string>>) => Promise<void>;
  /** Shows another view in the place of this one. */
  readonly replaceView: (view: ModalView) => Promise<void>;
  /** Shows another view on top of this one; Slack stacks three. */
  readonly pushView: (view: ModalView) => Promise<void>;
  /** Closes this view and those below it. */
  readonly clearViews: () => Promise<void>;
};

export type ShortcutContext = RequestContext & {
  readonly callbackId: string;
  /** The message it was chosen on; null for a global shortcut. */
  readonly message: ShortcutMessage | null;
};

export type ShortcutMessage = {
  readonly ts: string;
  readonly threadTs: string | null;
  /** As Slack stores it: mrkdwn, escaped. */
  readonly text: string;
  /** Null for a message that no member wrote. */
  readonly userId: string | null;
};

/** Somebody types into a select whose options we give. */
export type OptionsContext = Pick<RequestContext, 'user' | 'team' | 'correlationId' | 'log'> & {
  readonly actionId: string;
  readonly blockId: string;
  /** What was typed, trimmed. */
  readonly query: string;
  /** Of the view the select stands in; null for one in a message. */
  readonly privateMetadata: string | null;
  /** What stands in the other elements of the same view, as far as Slack tells. */
  readonly values: ViewValues;
};

/** Plain text. What is too long is cut; an option whose value Slack would refuse is left out. */
export type SelectOption = { readonly text: string; readonly value: string; readonly description?: string };

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

/** A form, shortcut or command that this version does not know: it was opened, or installed, with another one. */
export class UnknownRequestError extends NotFoundError {
  readonly request: 'form' | 'shortcut' | 'command';

  constructor(request: UnknownRequestError['request'], name: string) {
    super(`no feature of this version handles the ${request} ${name}`, { userMessage: unknownWords[request] });
    this.request = request;
  }
}

const unknownWords = {
  form: 'This form was opened with another version of Copil and cannot be sent any more. What you typed stays here: copy it, close this form and open a new one.',
  shortcut: 'This version of Copil does not know that shortcut. Nothing was changed; /copil help lists what it can do.',
  command: 'This version of Copil does not know that command. Nothing was changed; /copil help lists what it can do.',
} as const;

/** The process is about to end: what was asked was not begun. */
export class StoppingError extends ExternalError {
  constructor() {
    super('Copil is being restarted', {
      isRetryable: true,
      userMessage: 'Copil is being restarted: nothing was changed. Please try again in a minute.',
    });
  }
}
