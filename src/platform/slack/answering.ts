import type { Block } from '@slack/types';
import type { Logger } from '../log.js';
import type { Acknowledgement } from './acknowledgement.js';
import { clampText } from './escape.js';
import { fitMessage } from './fit-message.js';
import { slackLimits } from './limits.js';
import type { Answer } from './requests.js';

/** What a person sees alone, as Slack takes it. */
export type PrivateAnswer =
  | {
      readonly response_type: 'ephemeral';
      readonly replace_original: boolean;
      readonly text: string;
      readonly blocks?: readonly Block[];
    }
  | { readonly delete_original: true };

/** The ways by which a request can still reach the person. */
export type AnswerWays = {
  /** Through the address that came with the request; absent where it has none. */
  readonly sendResponse: ((answer: PrivateAnswer) => Promise<void>) | undefined;
  /** As a direct message; absent where nobody brings one. */
  readonly tell: ((message: { readonly text: string; readonly blocks: readonly Block[] }) => Promise<void>) | undefined;
  readonly log: Logger;
};

export type Answering = {
  readonly ack: (answer?: Answer) => Promise<void>;
  readonly respond: (answer: Answer) => Promise<void>;
  /** Says what went wrong, by the way on which the person looks for it. */
  readonly refuse: (words: string) => Promise<void>;
  readonly isAcknowledged: () => boolean;
};

export type AnsweringOptions = AnswerWays & {
  readonly acknowledgement: Acknowledgement;
  /** Slack's acknowledgement; without `answer` it only says that the request arrived. */
  readonly sendAck: (answer: PrivateAnswer | undefined) => Promise<void>;
  /** Commands show what the acknowledgement holds; elsewhere an answer needs a message of its own. */
  readonly canAckAnswer: boolean;
};

/** Whatever the order and the hour of the calls, each answer reaches the person by the way that is still open. */
export function createAnswering(options: AnsweringOptions): Answering {
  const { acknowledgement, sendAck, canAckAnswer } = options;
  const respond = createRespond(options);
  const ack = async (answer?: Answer): Promise<void> => {
    const carried = canAckAnswer && answer !== undefined ? toPrivateAnswer(answer) : undefined;
    const isSent = await acknowledgement.give(() => sendAck(carried));
    if (answer !== undefined && !(isSent && carried)) await respond(answer);
  };
  return { ack, respond, refuse: ack, isAcknowledged: acknowledgement.isGiven };
}

/**
 * Answers at the address of the request. An address lives half an hour and takes five answers, and a form has none:
 * then the answer goes to the person as a direct message.
 * @returns a function that throws when no way is left
 */
export function createRespond({ sendResponse, tell, log }: AnswerWays): (answer: Answer) => Promise<void> {
  return async (answer) => {
    try {
      if (!sendResponse) throw new Error('the request has no address for answers');
      await sendResponse(toPrivateAnswer(answer));
    } catch (error) {
      const message = toMessage(answer);
      if (message.text === '' && message.blocks.length === 0) return;
      if (!tell) throw error;
      if (sendResponse) log.info('an answer goes as a direct message: its address takes none', { err: error });
      await tell(message);
    }
  };
}

function toPrivateAnswer(answer: Answer): PrivateAnswer {
  const { deletesOriginal, replacesOriginal } = typeof answer === 'string' ? {} : answer;
  if (deletesOriginal) return { delete_original: true };
  const { text, blocks } = toMessage(answer);
  const base = { response_type: 'ephemeral', replace_original: replacesOriginal ?? false, text } as const;
  return blocks.length === 0 ? base : { ...base, blocks };
}

function toMessage(answer: Answer): { readonly text: string; readonly blocks: readonly Block[] } {
  const { text, blocks = [] } = typeof answer === 'string' ? { text: answer } : answer;
  if (blocks.length === 0) return { text: clampText(text, slackLimits.topLevelText), blocks };
  return fitMessage({ text, blocks });
}
