import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Committee } from '../../../organisation/committees/committees.js';
import { choiceInput, dateInput, personInput, plain, words } from '../../../platform/slack/elements.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Reader } from '../../../surface/speaker.js';

export type DelegateValues = {
  /** Those in which the person is an approver. */
  readonly committees: readonly Committee[];
  readonly committeeId?: string | null;
  /** Slack id. */
  readonly person?: string | null;
  readonly fromOn?: CalendarDate | null;
  readonly toOn?: CalendarDate | null;
  /** What is to be put right, as mrkdwn. */
  readonly problem?: string;
};

/** Who votes in one's place, where, and on which days; both are included. */
export function delegateForm({ say, locale, today }: Reader, values: DelegateValues): ModalView {
  const { committees } = values;
  const choices = committees.map(({ id, name }) => ({ value: id, text: name[locale] }));
  const chosen = choices.find(({ value }) => value === values.committeeId) ?? choices[0];
  const label = (key: string) => say(`approvals.delegate.fields.${key}`);
  return {
    type: 'modal',
    callback_id: 'approval:delegate',
    private_metadata: JSON.stringify({ form: 1 }),
    title: plain(say('approvals.delegate.title')),
    submit: plain(say('approvals.delegate.submit')),
    close: plain(say('approvals.form.cancel')),
    blocks: [
      words(values.problem ?? say('approvals.delegate.intro')),
      personInput(
        { id: 'person', label: label('person'), hint: say('approvals.delegate.hint') },
        values.person ?? null,
      ),
      choiceInput({ id: 'committee', label: label('committee') }, choices, chosen?.value ?? null),
      dateInput({ id: 'fromOn', label: label('fromOn') }, values.fromOn ?? today),
      dateInput({ id: 'toOn', label: label('toOn') }, values.toOn ?? null),
    ],
  };
}
