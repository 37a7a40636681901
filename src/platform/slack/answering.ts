import { clampText } from './escape.js';
import { fitMessage } from './fit-message.js';
import { slackLimits } from './limits.js';
import type { Answer } from './requests.js';

/** What a person sees alone, as Slack takes it. */
export type PrivateAnswer = {
  readonly response_type: 'ephemeral';
  readonly replace_original: false;
  readonly text: string;
  readonly blocks?: ReturnType<typeof fitMessage>['blocks'];
};

export type Answering = {
  readonly ack: (answer?: Answer) => Promise<void>;
  readonly respond: (answer: Answer) => Promise<void>;
  readonly isAcknowledged: () => boolean;
};

export type AnsweringOptions = {
  /** Slack's acknowledgement; without `answer` it only says that the request arrived. */
  readonly sendAck: (answer: PrivateAnswer | undefined) => Promise<void>;
  /** Absent where the request has no response address. */
  readonly sendResponse: ((answer: PrivateAnswer) => Promise<void>) | undefined;
  /** Commands show what the acknowledgement holds; elsewhere an answer needs a message of its own. */
  readonly canAckAnswer: boolean;
  /** `performance.now()` when the request arrived. */
  readonly receivedAt: number;
  readonly onAck: (seconds: number) => void;
};

/** Slack has told the person that we did not answer; what comes after this is not looked at. */
const tooLateMs = 2_900;

/** Whatever the order and the hour of the calls, each answer reaches the person by the way that is still open. */
export function createAnswering(options: AnsweringOptions): Answering {
  const { sendAck, sendResponse, canAckAnswer, receivedAt, onAck } = options;
  let isAcknowledged = false;
  const respond = async (answer: Answer): Promise<void> => {
    await sendResponse?.(toPrivateAnswer(answer));
  };
  return {
    respond,
    isAcknowledged: () => isAcknowledged,
    async ack(answer) {
      const elapsedMs = performance.now() - receivedAt;
      const isTooLate = elapsedMs > tooLateMs;
      const mayCarry = canAckAnswer && !isAcknowledged && !isTooLate;
      if (!isAcknowledged) {
        isAcknowledged = true;
        onAck(elapsedMs / 1_000);
        if (!isTooLate) await sendAck(mayCarry && answer !== undefined ? toPrivateAnswer(answer) : undefined);
      }
      if (answer !== undefined && !mayCarry) await respond(answer);
    },
  };
}

function toPrivateAnswer(answer: Answer): PrivateAnswer {
  const { text, blocks } = typeof answer === 'string' ? { text: answer } : answer;
  const base = { response_type: 'ephemeral', replace_original: false } as const;
  if (!blocks) return { ...base, text: clampText(text, slackLimits.topLevelText) };
  return { ...base, ...fitMessage({ text, blocks }, (count) => `… (+${count})`) };
}
