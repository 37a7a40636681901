import type { KnownBlock } from '@slack/types';
import type { Locale } from '../../../kernel/numbers.js';
import { cutText } from '../../../kernel/well-formed.js';
import {
  type Choice,
  checkboxInput,
  choiceInput,
  dateInput,
  personInput,
  plain,
  searchInput,
  textInput,
  words,
} from '../../../platform/slack/elements.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Say } from '../../../platform/texts.js';
import { quoteAbove, type SourceMessage } from '../../../surface/sources/source.js';
import { titleAtMost } from '../draft.js';
import { actionTypes, type Item, type ItemKind, itemName, severities } from '../item.js';

/** What the fields hold when the form opens. People by Slack id. */
export type FormValues = {
  readonly committeeId: string | null;
  readonly title: string;
  readonly details: string;
  readonly owner: string | null;
  readonly due: string | null;
  /** The day is ours: nobody named one, and the form says so. */
  readonly isDueProposed?: boolean;
  readonly kpi: Choice | null;
  readonly project: Choice | null;
  readonly severity: string;
  readonly unblocker: string | null;
  readonly actionType: string;
  /** As it is typed. */
  readonly cost: string;
};

export type ItemFormOptions = {
  readonly kind: ItemKind;
  readonly say: Say;
  readonly locale: Locale;
  readonly metadata: string;
  readonly values: FormValues;
  /** Those in which the person sits. */
  readonly committees: readonly Choice[];
  /** What is to be put right, as mrkdwn. */
  readonly intro?: string;
  /** What the item is made from. */
  readonly source?: SourceMessage | undefined;
  /** ISO 4217 code of the cost, and an amount as people type one. */
  readonly money: { readonly currency: string; readonly example: string };
  /** What the committee's rule says about approvals; null for an action that waits for one: nobody asks twice. */
  readonly rule: string | null;
  /** The item that is edited; a new one where left out. */
  readonly item?: Item;
  /** It concerns a KPI that this person may not see: the form does not ask about it. */
  readonly hidesKpi?: boolean;
};

/** Slack's own limit for typed text. */
export const detailsInputAtMost = 3_000;

/** The one form that raises and edits. */
export function itemForm(options: ItemFormOptions): ModalView {
  const { kind, say, item, metadata } = options;
  const title = item ? say('follow-up.form.title.edit', { name: itemName(item) }) : say(`follow-up.form.title.${kind}`);
  return {
    type: 'modal',
    callback_id: 'item:form',
    private_metadata: metadata,
    title: plain(title),
    submit: plain(say('follow-up.form.submit')),
    close: plain(say('follow-up.form.cancel')),
    blocks: [
      ...introBlocks(options),
      ...fieldBlocks(options),
      ...(kind === 'blocker' ? blockerBlocks(options) : actionBlocks(options)),
    ],
  };
}

function introBlocks({ intro, source, say }: ItemFormOptions): KnownBlock[] {
  return [...(intro ? [words(intro)] : []), ...quoteAbove(source, say)];
}

function fieldBlocks({ kind, say, values, committees, item, hidesKpi }: ItemFormOptions): KnownBlock[] {
  const label = (key: string) => say(`follow-up.form.fields.${key}`);
  const hint = (key: string) => say(`follow-up.form.hints.${key}`);
  // Somebody of one committee has nothing to choose; an item keeps the committee that follows it.
  const isCommitteeAsked = !item && committees.length > 1;
  return [
    ...(isCommitteeAsked
      ? [choiceInput({ id: 'committee', label: label('committee') }, committees, values.committeeId)]
      : []),
    textInput({ id: 'title', label: label(`title.${kind}`) }, { initial: values.title, max: titleAtMost }),
    personInput({ id: 'owner', label: label('owner'), hint: hint('owner') }, values.owner),
    dateInput({ id: 'due', label: label('due'), ...(values.isDueProposed ? { hint: hint('due') } : {}) }, values.due),
    ...(item
      ? [textInput({ id: 'reason', label: label('reason'), hint: hint('reason'), isOptional: true }, { max: 300 })]
      : []),
    ...(hidesKpi
      ? []
      : [searchInput({ id: 'kpi', label: label('kpi'), hint: hint('kpi'), isOptional: true }, 'item:kpi', values.kpi)]),
    searchInput({ id: 'project', label: label('project'), isOptional: true }, 'item:project', values.project),
    textInput(
      { id: 'details', label: label('details'), isOptional: true },
      { initial: cutText(values.details, detailsInputAtMost), isLong: true, max: detailsInputAtMost },
    ),
  ];
}

function blockerBlocks({ say, values }: ItemFormOptions): KnownBlock[] {
  const choices = severities.map((value) => ({ value, text: say(`follow-up.form.severity.${value}`) }));
  return [
    choiceInput({ id: 'severity', label: say('follow-up.form.fields.severity') }, choices, values.severity),
    personInput({ id: 'unblocker', label: say('follow-up.form.fields.unblocker'), isOptional: true }, values.unblocker),
  ];
}

function actionBlocks({ say, values, money, rule }: ItemFormOptions): KnownBlock[] {
  const choices = actionTypes.map((value) => ({ value, text: say(`follow-up.form.actionType.${value}`) }));
  const label = (key: string) => say(`follow-up.form.fields.${key}`);
  const cost = { id: 'cost', label: label('cost'), hint: say('follow-up.form.hints.cost', money), isOptional: true };
  const asks = { value: 'asks', text: say('follow-up.form.asks') };
  const why = { id: 'why', label: label('why'), hint: say('follow-up.form.hints.why'), isOptional: true };
  return [
    choiceInput({ id: 'actionType', label: label('actionType') }, choices, values.actionType),
    textInput(cost, { initial: values.cost, max: 30 }),
    ...(rule === null
      ? []
      : [
          checkboxInput({ id: 'asks', label: label('asks'), hint: rule }, asks),
          textInput(why, { isLong: true, max: 500 }),
        ]),
  ];
}
