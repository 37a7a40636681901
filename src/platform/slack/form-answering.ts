import type { ViewOutput, ViewResponseAction } from '@slack/bolt';
import { AppError } from '../../kernel/errors.js';
import type { Acknowledgement } from './acknowledgement.js';
import { type Answering, type AnswerWays, createRespond } from './answering.js';
import { clampText, escapeMrkdwn, unescapeMrkdwn } from './escape.js';
import { slackLimits } from './limits.js';
import type { Answer, ViewContext } from './requests.js';
import { toSlackView } from './slack-views.js';

/** What an answer to a form asks Slack to do. */
export type FormAction = ViewResponseAction;

export type FormAnswering = Answering & Pick<ViewContext, 'reject' | 'replaceView' | 'pushView' | 'clearViews'>;

export type FormAnsweringOptions = Omit<AnswerWays, 'sendResponse'> & {
  readonly acknowledgement: Acknowledgement;
  /** Slack's acknowledgement; without `action` it closes the form. */
  readonly sendAck: (action?: FormAction) => Promise<void>;
  /** Blocks of the form that hold an input, in order: errors can stand there and nowhere else. */
  readonly inputs: readonly string[];
  /** Title of the form, for words that find no input to stand at. */
  readonly title: ViewOutput['title'];
};

/** The answers to a form: what the person typed stays in it unless the answer closes it. */
export function createFormAnswering(options: FormAnsweringOptions): FormAnswering {
  const { acknowledgement, sendAck, log } = options;
  const respond = createRespond({ ...options, sendResponse: undefined });
  const ack = async (answer?: Answer): Promise<void> => {
    await acknowledgement.give(() => sendAck());
    if (answer !== undefined) await respond(answer);
  };
  const rejectOrTell = async (errors: Readonly<Record<string, string>>, words: string): Promise<void> => {
    const action = rejection(options, errors);
    const isShown = await acknowledgement.give(() => sendAck(action));
    if (!isShown) await respond(words);
  };
  const show = async (action: FormAction): Promise<void> => {
    const isShown = await acknowledgement.give(() => sendAck(action));
    if (!isShown) log.warn('a form was answered twice or too late', { action: action.response_action });
  };
  return {
    ack,
    respond,
    isAcknowledged: acknowledgement.isGiven,
    refuse: (words) => rejectOrTell({ [options.inputs[0] ?? '']: unescapeMrkdwn(words) }, words),
    reject: (errors) => rejectOrTell(errors, escapeMrkdwn([...new Set(Object.values(errors))].join('\n'))),
    replaceView: (view) => show({ response_action: 'update', view: toSlackView(view) }),
    pushView: (view) => show({ response_action: 'push', view: toSlackView(view) }),
    clearViews: () => show({ response_action: 'clear' }),
  };
}

/** Slack refuses errors for anything but an input, and then shows none: those stand at the first input. */
function rejection({ inputs, title }: FormAnsweringOptions, errors: Readonly<Record<string, string>>): FormAction {
  const given = Object.entries(errors).filter(([, words]) => words.trim() !== '');
  if (given.length === 0) throw new AppError('internal', 'a form was rejected without saying why');
  const [first] = inputs;
  if (first === undefined) return { response_action: 'update', view: wordsInstead(title, Object.values(errors)) };
  const placed = new Map<string, string[]>();
  for (const [blockId, words] of given) {
    const place = inputs.includes(blockId) ? blockId : first;
    placed.set(place, [...(placed.get(place) ?? []), words]);
  }
  const shown = [...placed].map(([place, words]) => [place, clampText(words.join('\n'), slackLimits.inputLabel)]);
  return { response_action: 'errors', errors: Object.fromEntries(shown) };
}

/** A form without inputs holds nothing that could be lost. */
function wordsInstead(title: ViewOutput['title'], words: readonly string[]): ReturnType<typeof toSlackView> {
  const text = { type: 'plain_text', text: words.join('\n') } as const;
  return toSlackView({ type: 'modal', title, blocks: [{ type: 'section', text }] });
}
