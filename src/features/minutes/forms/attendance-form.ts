import type { InputBlock } from '@slack/types';
import { type Choice, plain, words } from '../../../platform/slack/elements.js';
import { clampText } from '../../../platform/slack/escape.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Say } from '../../../platform/texts.js';
import { writeMetadata } from './metadata.js';

export type AttendanceFormOptions = {
  readonly say: Say;
  readonly digestId: string;
  readonly mark: string;
  /** What confirming does, as mrkdwn. */
  readonly intro: string;
  /** Slack ids. */
  readonly present: readonly string[];
  readonly excused: readonly string[];
  /** Members whom Slack's lists cannot show, with their keys; they are chosen by name. */
  readonly unlinked: readonly (Choice & { readonly presence: 'present' | 'excused' | 'other' })[];
};

/** Who was there, and who had said that they would not come; whoever is in neither list was absent. */
export function attendanceForm({ say, digestId, mark, intro, ...lists }: AttendanceFormOptions): ModalView {
  const field = (id: string) => ({ id, label: say(`minutes.attend.fields.${id}`) });
  const hint = (id: string) => say(`minutes.attend.hints.${id}`);
  const { unlinked } = lists;
  return {
    type: 'modal',
    callback_id: 'minutes:attend',
    private_metadata: writeMetadata({ digestId, mark }),
    title: plain(say('minutes.attend.title')),
    submit: plain(say('minutes.attend.submit')),
    close: plain(say('minutes.attend.cancel')),
    blocks: [
      words(intro),
      peopleInput({ ...field('present'), hint: hint('present') }, lists.present),
      peopleInput({ ...field('excused'), hint: hint('excused') }, lists.excused),
      ...(unlinked.length > 0
        ? [
            namesInput(field('unlinkedPresent'), unlinked, 'present'),
            namesInput(field('unlinkedExcused'), unlinked, 'excused'),
          ]
        : []),
    ],
  };
}

type Field = { readonly id: string; readonly label: string; readonly hint?: string };

function input({ id, label, hint }: Field, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: id,
    optional: true,
    label: plain(label),
    ...(hint ? { hint: plain(hint) } : {}),
    element,
  };
}

function peopleInput(field: Field, initial: readonly string[]): InputBlock {
  const chosen = initial.length > 0 ? { initial_users: [...initial] } : {};
  return input(field, { type: 'multi_users_select', action_id: field.id, ...chosen });
}

/** As many as Slack lists. */
const optionsAtMost = 100;

function namesInput(
  field: Field,
  people: AttendanceFormOptions['unlinked'],
  presence: 'present' | 'excused',
): InputBlock {
  const listed = people.slice(0, optionsAtMost);
  const option = ({ value, text }: Choice) => ({ text: plain(clampText(text, 75)), value });
  const chosen = listed.filter((one) => one.presence === presence).map(option);
  return input(field, {
    type: 'multi_static_select',
    action_id: field.id,
    options: listed.map(option),
    ...(chosen.length > 0 ? { initial_options: chosen } : {}),
  });
}
