import { AppError, assertNever, ConflictError } from '../../kernel/errors.js';
import type { User } from '../state/model.js';
import type { SlackAct } from './acts.js';
import type { PageAct, PageAnswer } from './page-api.js';
import type { DeskParts } from './page-state.js';
import { type DeskWords, deskWords } from './words.js';

/** What Slack has not: the clock, bad days, the list of first steps, starting anew. */
export type SandboxAct = Exclude<PageAct, SlackAct>;

const done: PageAnswer = { ok: true };

/** Does it and waits until it is done; a clock that passes several runs takes its time. */
export async function actInSandbox(parts: DeskParts, user: User, act: SandboxAct): Promise<PageAnswer> {
  const words = deskWords(user.locale);
  switch (act.kind) {
    case 'tour':
      // Every other step is ticked by what one really does.
      if (act.step === 'open-chart') parts.tour.tick(act.step);
      return done;
    case 'clock':
      return moveClock(parts, words, act.to);
    case 'condition':
      parts.conditions.set(act.id, act);
      return done;
    case 'reset':
      return reset(parts, words);
    default:
      return assertNever(act);
  }
}

async function moveClock(
  { controls, report }: DeskParts,
  words: DeskWords,
  to: Extract<SandboxAct, { kind: 'clock' }>['to'],
): Promise<PageAnswer> {
  try {
    await controls.moveClock(to);
  } catch (error) {
    return { ok: false, message: problem(error, { words, otherwise: words.clockFailed, report }) };
  }
  return done;
}

/**
 * Bad days end first, or the sample's digest could not leave; they are back where the reset did not happen. Pages are
 * told that nothing they know need be true, even where the reset itself said so of a part only.
 */
async function reset(
  { controls, conditions, tour, standIn, report }: DeskParts,
  words: DeskWords,
): Promise<PageAnswer> {
  const before = conditions.pause();
  try {
    await controls.reset();
  } catch (error) {
    before.resume();
    return { ok: false, message: problem(error, { words, otherwise: words.resetFailed, report }) };
  }
  conditions.forget();
  tour.clear();
  standIn.state.changed({ kind: 'all' });
  return done;
}

interface Telling {
  readonly words: DeskWords;
  readonly otherwise: string;
  readonly report: (error: unknown) => void;
}

function problem(error: unknown, { words, otherwise, report }: Telling): string {
  if (error instanceof ConflictError) return words.clockBusy;
  report(error);
  const more = error instanceof AppError ? error.userMessage : undefined;
  return more === undefined ? otherwise : `${otherwise} ${more}`;
}
