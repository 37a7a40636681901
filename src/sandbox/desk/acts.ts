import { assertNever } from '../../kernel/errors.js';
import { isRecord } from '../blocks/rules.js';
import type { Ack } from '../outgoing/delivery.js';
import type { Person } from '../outgoing/person.js';
import type { User } from '../state/model.js';
import {
  type Acting,
  ActRefused,
  channelToSee,
  channelToWrite,
  checkElement,
  messageToSee,
  openView,
  targetOf,
} from './act-target.js';
import type { PageAct, PageAnswer, PageOption, PageOptions } from './page-api.js';
import type { DeskParts } from './page-state.js';
import { type DeskWords, deskWords } from './words.js';
import { writtenText } from './written-text.js';

type ActOf<Kind extends PageAct['kind']> = Extract<PageAct, { readonly kind: Kind }>;

/** What a person does in the workspace itself; the sandbox's own acts are not among them. */
export type SlackAct = Exclude<PageAct, { readonly kind: 'tour' | 'clock' | 'condition' | 'reset' }>;

interface Doing extends Acting {
  readonly person: Person;
  readonly tour: DeskParts['tour'];
  /** Lets something go on after the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

const done: PageAnswer = { ok: true };

/** Does what a person does in Slack and answers what Slack would show them. */
export async function actInSlack(parts: DeskParts, user: User, act: SlackAct): Promise<PageAnswer> {
  const { standIn, tour, report } = parts;
  const { state, manifest } = standIn;
  const words = deskWords(user.locale);
  const later = (work: Promise<unknown>) => void work.catch(report);
  try {
    return await perform({ state, manifest, user, words, tour, later, person: standIn.clientOf(user.id) }, act);
  } catch (error) {
    if (error instanceof ActRefused) return { ok: false, message: error.message };
    throw error;
  }
}

async function perform(doing: Doing, act: SlackAct): Promise<PageAnswer> {
  switch (act.kind) {
    case 'write':
      return write(doing, act);
    case 'slash':
      return slash(doing, act);
    case 'press':
      return press(doing, act);
    case 'suggest':
      return suggest(doing, act);
    case 'submit':
      return submit(doing, act);
    case 'close':
      return closeForm(doing, act);
    case 'global-shortcut':
      return globalShortcut(doing, act);
    case 'message-shortcut':
      return messageShortcut(doing, act);
    case 'open-home':
      return openHome(doing);
    case 'read':
      return read(doing, act);
    case 'dismiss':
      return dismiss(doing, act);
    default:
      return assertNever(act);
  }
}

/** The message stands there at once; Slack tells the app of it for minutes if need be. */
function write(doing: Doing, act: ActOf<'write'>): PageAnswer {
  const { state, user, words, person } = doing;
  const channel = channelToWrite(doing, act.channel);
  const parent = act.thread === undefined ? undefined : state.findMessage(channel.id, act.thread);
  if (act.thread !== undefined && !parent) throw new ActRefused(words.goneThread);
  const thread = parent && { thread: parent.thread_ts ?? parent.ts };
  doing.later(person.write(channel.id, writtenText(state, user, act.text), thread));
  return done;
}

async function slash(doing: Doing, act: ActOf<'slash'>): Promise<PageAnswer> {
  const { manifest, words, person, tour } = doing;
  const channel = channelToWrite(doing, act.channel);
  const [command = ''] = act.line.split(/\s/);
  if (!manifest.commands.some((one) => one.command === command)) throw new ActRefused(words.unknownCommand(command));
  const ack = await person.slash(act.line, channel.id);
  if (ack.error === 'operation_timeout') throw new ActRefused(words.commandUnanswered(command));
  if (ack.error !== undefined) throw new ActRefused(words.commandFailed(command, ack.error));
  tour.command(command);
  return done;
}

async function press(doing: Doing, act: ActOf<'press'>): Promise<PageAnswer> {
  const { target, blockId, actionId, chosen, values } = act;
  const place = targetOf(doing, target);
  checkElement(doing, place, { blockId, actionId });
  const ack = await doing.person.act(place, {
    actionId,
    blockId,
    ...(chosen && { chosen }),
    ...(values && { values }),
  });
  if (ack.error === undefined) doing.tour.press(actionId);
  return answerOf(doing.words, ack);
}

async function suggest(doing: Doing, act: ActOf<'suggest'>): Promise<PageAnswer> {
  const { target, blockId, actionId, typed, values } = act;
  const place = targetOf(doing, target);
  checkElement(doing, place, { blockId, actionId });
  const ack = await doing.person.suggest(place, { actionId, blockId, typed, ...(values && { values }) });
  const answer = answerOf(doing.words, ack);
  return answer.ok ? { ok: true, options: optionsIn(ack.json) } : answer;
}

async function submit(doing: Doing, act: ActOf<'submit'>): Promise<PageAnswer> {
  const { words, person } = doing;
  const { fieldErrors, ...ack } = await person.submit(openView(doing, act.view), act.values, { takesFiles: false });
  if (ack.error !== undefined) throw new ActRefused(words.formFailed);
  if (Object.keys(fieldErrors).length === 0) return done;
  // What Slack's own form finds, it finds before the app hears of it.
  const isOwn = ack.status === undefined;
  const shown = Object.entries(fieldErrors).map(([block, error]) => [block, isOwn ? words.required : error]);
  return { ok: false, message: words.formErrors, fieldErrors: Object.fromEntries(shown) };
}

/** Slack closes the form whether the app hears of it or not. */
function closeForm(doing: Doing, { view, isCleared }: ActOf<'close'>): PageAnswer {
  doing.later(doing.person.close(openView(doing, view), { isCleared }));
  return done;
}

async function globalShortcut(doing: Doing, { callbackId }: ActOf<'global-shortcut'>): Promise<PageAnswer> {
  checkShortcut(doing, 'global', callbackId);
  return answerOf(doing.words, await doing.person.globalShortcut(callbackId));
}

async function messageShortcut(doing: Doing, act: ActOf<'message-shortcut'>): Promise<PageAnswer> {
  checkShortcut(doing, 'message', act.callbackId);
  const ack = await doing.person.messageShortcut(act.callbackId, messageToSee(doing, act));
  if (ack.error === undefined) doing.tour.messageShortcut(act.callbackId);
  return answerOf(doing.words, ack);
}

function checkShortcut({ manifest, words }: Doing, kind: 'global' | 'message', callbackId: string): void {
  const isThere = manifest.shortcuts.some(({ type, callback_id }) => type === kind && callback_id === callbackId);
  if (!isThere) throw new ActRefused(words.unknownShortcut);
}

/** What is shown is what was published last; what the app publishes now comes as a change. */
function openHome({ person, later }: Doing): PageAnswer {
  later(person.openHome());
  return done;
}

function read(doing: Doing, act: ActOf<'read'>): PageAnswer {
  const { state, user } = doing;
  const channel = channelToSee(doing, act.channel);
  const newest = state.messagesOf(channel.id).at(-1)?.ts ?? '';
  const ts = act.ts < newest ? act.ts : newest;
  state.markRead(user.id, channel.id, ts);
  return done;
}

function dismiss({ state, user, words }: Doing, { ephemeral }: ActOf<'dismiss'>): PageAnswer {
  const found = state.ephemerals.find(({ id, user: owner }) => id === ephemeral && owner === user.id);
  if (!found) throw new ActRefused(words.goneMessage);
  state.removeEphemeral(found);
  return done;
}

function answerOf(words: DeskWords, { error, status }: Ack): PageAnswer {
  if (error === undefined) return done;
  if (error === 'operation_timeout') return { ok: false, message: words.unanswered };
  if (status === undefined) return { ok: false, message: words.unreachable };
  return { ok: false, message: status === 200 ? words.wrongAnswer : words.answeredStatus(status) };
}

function optionsIn(answer: unknown): PageOptions {
  if (!isRecord(answer)) return [];
  const groups = Array.isArray(answer['option_groups']) ? answer['option_groups'].filter(isRecord) : [];
  if (groups.length === 0) return [{ label: '', options: listIn(answer['options']) }];
  return groups.map((group) => ({
    label: isRecord(group['label']) ? String(group['label']['text']) : '',
    options: listIn(group['options']),
  }));
}

/** Options were checked when the app answered. */
function listIn(options: unknown): readonly PageOption[] {
  return Array.isArray(options) ? (options as readonly PageOption[]) : [];
}
