import type { KnownBlock } from '@slack/types';
import {
  type Choice,
  choiceInput,
  dateInput,
  personInput,
  plain,
  textInput,
  words,
} from '../../../platform/slack/elements.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Say } from '../../../platform/texts.js';
import { type Decision, decisionName } from '../decision.js';
import { writeMetadata } from './metadata.js';

type Of = { readonly decision: Decision; readonly say: Say };

export type RecordFormOptions = Of & {
  /** What the votes gave, as mrkdwn. */
  readonly outcome: string;
  /** The options that are tied: one of them is chosen. Empty where the votes gave one. */
  readonly tied: readonly Choice[];
  /** Slack id of who may answer for it. */
  readonly owner: string | null;
  readonly reviewOn: string | null;
  /** What it may take the place of. */
  readonly earlier: readonly Choice[];
};

/** Records what the votes gave; a tie is broken in it. */
export function recordForm(options: RecordFormOptions): ModalView {
  const { decision, say, outcome, tied, owner, reviewOn, earlier } = options;
  const label = (key: string) => say(`decisions.record.fields.${key}`);
  const hint = (key: string) => say(`decisions.record.hints.${key}`);
  return form('decision:record', { decision, say, title: 'decisions.record.form' }, [
    words(outcome),
    ...(tied.length > 0
      ? [choiceInput({ id: 'chosen', label: label('chosen'), hint: hint('chosen') }, tied, null)]
      : []),
    textInput({ id: 'rationale', label: label('rationale'), hint: hint('rationale') }, { isLong: true, max: 2_000 }),
    personInput({ id: 'owner', label: label('owner'), hint: hint('owner') }, owner),
    dateInput({ id: 'review', label: label('review'), hint: hint('review'), isOptional: true }, reviewOn),
    ...(earlier.length > 0
      ? [choiceInput({ id: 'supersedes', label: label('supersedes'), isOptional: true }, earlier, null)]
      : []),
  ]);
}

export function withdrawForm({ decision, say }: Of): ModalView {
  return form('decision:withdraw', { decision, say, title: 'decisions.withdraw.title' }, [
    textInput({ id: 'reason', label: say('decisions.withdraw.reason') }, { isLong: true, max: 500 }),
  ]);
}

/** A new deadline for what lapsed. */
export function extendForm({ decision, say, line }: Of & { readonly line: string }): ModalView {
  return form('decision:extend', { decision, say, title: 'decisions.extend.title' }, [
    words(line),
    dateInput(
      { id: 'deadline', label: say('decisions.form.fields.deadline'), hint: say('decisions.extend.hint') },
      null,
    ),
  ]);
}

function form(
  callbackId: string,
  { decision, say, title }: Of & { readonly title: string },
  blocks: KnownBlock[],
): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: writeMetadata({ decisionId: decision.id }),
    title: plain(say(title, { name: decisionName(decision) })),
    submit: plain(say('decisions.form.submit')),
    close: plain(say('decisions.form.cancel')),
    blocks,
  };
}
