import type { InputBlock, KnownBlock } from '@slack/types';
import {
  type Choice,
  choiceInput,
  dateInput,
  plain,
  searchInput,
  textInput,
  words,
} from '../../../platform/slack/elements.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Say } from '../../../platform/texts.js';
import { quoteAbove, type SourceMessage } from '../../../surface/sources/source.js';
import { optionLetter, optionsAtMost } from '../decision.js';

/** What the fields hold when the form opens. People by Slack id. */
export type DecisionFormValues = {
  readonly committeeId: string | null;
  readonly question: string;
  readonly context: string;
  /** A line each. */
  readonly options: string;
  readonly recommended: number | null;
  readonly recommendation: string;
  readonly deadline: string | null;
  readonly deciders: readonly string[];
  readonly quorum: string;
  readonly kpi: Choice | null;
  readonly planned: string;
};

export type DecisionFormOptions = {
  readonly say: Say;
  readonly title: string;
  readonly metadata: string;
  readonly values: DecisionFormValues;
  /** Those among which the person chooses; none where there is nothing to choose. */
  readonly committees: readonly Choice[];
  /** It is to move a KPI that this person may not see: the form does not ask about it. */
  readonly hidesKpi?: boolean;
  /** What a change does, as mrkdwn. */
  readonly intro?: string;
  /** What it is opened from. */
  readonly source?: SourceMessage | undefined;
};

export const questionAtMost = 300;
const inputAtMost = 3_000;

/** The one form that asks for a decision and changes it. Options are lines: quickest to type, on a phone too. */
export function decisionForm(options: DecisionFormOptions): ModalView {
  const { say, title, metadata, intro, source } = options;
  return {
    type: 'modal',
    callback_id: 'decision:form',
    private_metadata: metadata,
    title: plain(title),
    submit: plain(say('decisions.form.submit')),
    close: plain(say('decisions.form.cancel')),
    blocks: [
      ...(intro ? [words(intro)] : []),
      ...quoteAbove(source, say),
      ...askedBlocks(options),
      ...votingBlocks(options),
      ...aimBlocks(options),
    ],
  };
}

function askedBlocks({ say, values, committees }: DecisionFormOptions): KnownBlock[] {
  const label = (key: string) => say(`decisions.form.fields.${key}`);
  return [
    ...(committees.length > 1
      ? [choiceInput({ id: 'committee', label: label('committee') }, committees, values.committeeId)]
      : []),
    textInput({ id: 'question', label: label('question') }, { initial: values.question, max: questionAtMost }),
    textInput(
      { id: 'options', label: label('options'), hint: say('decisions.form.hints.options') },
      { initial: values.options, isLong: true, max: inputAtMost },
    ),
    textInput(
      { id: 'context', label: label('context'), hint: say('decisions.form.hints.context'), isOptional: true },
      { initial: values.context.slice(0, inputAtMost), isLong: true, max: inputAtMost },
    ),
    choiceInput(
      { id: 'recommended', label: label('recommended'), isOptional: true },
      Array.from({ length: optionsAtMost }, (_, option) => ({ value: String(option), text: optionLetter(option) })),
      values.recommended === null ? null : String(values.recommended),
    ),
    textInput(
      { id: 'recommendation', label: label('recommendation'), isOptional: true },
      { initial: values.recommendation, isLong: true, max: 1_000 },
    ),
  ];
}

function votingBlocks({ say, values }: DecisionFormOptions): KnownBlock[] {
  const label = (key: string) => say(`decisions.form.fields.${key}`);
  const hint = (key: string) => say(`decisions.form.hints.${key}`);
  return [
    dateInput({ id: 'deadline', label: label('deadline'), hint: hint('deadline') }, values.deadline),
    peopleInput({ label: label('deciders'), hint: hint('deciders') }, values.deciders),
    textInput(
      { id: 'quorum', label: label('quorum'), hint: hint('quorum'), isOptional: true },
      { initial: values.quorum, max: 3 },
    ),
  ];
}

function aimBlocks({ say, values, hidesKpi }: DecisionFormOptions): KnownBlock[] {
  if (hidesKpi) return [];
  const label = (key: string) => say(`decisions.form.fields.${key}`);
  const hint = (key: string) => say(`decisions.form.hints.${key}`);
  return [
    searchInput({ id: 'kpi', label: label('kpi'), hint: hint('kpi'), isOptional: true }, 'item:kpi', values.kpi),
    textInput(
      { id: 'planned', label: label('planned'), hint: hint('planned'), isOptional: true },
      { initial: values.planned, max: 30 },
    ),
  ];
}

function peopleInput(field: { readonly label: string; readonly hint: string }, initial: readonly string[]): InputBlock {
  return {
    type: 'input',
    block_id: 'deciders',
    optional: true,
    label: plain(field.label),
    hint: plain(field.hint),
    element: {
      type: 'multi_users_select',
      action_id: 'deciders',
      ...(initial.length > 0 ? { initial_users: [...initial] } : {}),
    },
  };
}
