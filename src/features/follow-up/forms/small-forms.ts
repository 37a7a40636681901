import type { KnownBlock } from '@slack/types';
import type { CalendarDate } from '../../../kernel/calendar.js';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import type { Locale } from '../../../kernel/numbers.js';
import { dateInput, personInput, plain, textInput, words } from '../../../platform/slack/elements.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Say } from '../../../platform/texts.js';
import { type Item, itemName } from '../item.js';
import { writeMetadata } from './metadata.js';

export type SmallFormOptions = {
  readonly item: Item;
  readonly say: Say;
  readonly locale: Locale;
  readonly today: CalendarDate;
  /** Slack id of the owner. */
  readonly owner: string | null;
};

/** The forms behind a card's buttons, by the button's name: each asks the one thing its change needs. */
export const smallForms: Readonly<Record<string, (options: SmallFormOptions) => ModalView>> = {
  done: (options) => closeForm(options),
  drop: ({ item, say }) =>
    form('item:drop', { item, say, title: say('follow-up.drop.title', { name: itemName(item) }) }, [
      textInput({ id: 'reason', label: say('follow-up.drop.reason') }, { isLong: true, max: 500 }),
    ]),
  ask: ({ item, say }) =>
    form('approval:ask', { item, say, title: say('follow-up.ask.title', { name: itemName(item) }) }, [
      textInput(
        { id: 'why', label: say('follow-up.form.fields.why'), hint: say('follow-up.ask.hint') },
        { isLong: true, max: 500 },
      ),
    ]),
  redate: (options) => redateForm(options),
  reassign: ({ item, say, owner }) =>
    form('item:reassign', { item, say, title: say('follow-up.reassign.title', { name: itemName(item) }) }, [
      personInput({ id: 'owner', label: say('follow-up.reassign.field') }, owner),
    ]),
};

function closeForm({ item, say }: SmallFormOptions): ModalView {
  const title = say('follow-up.close.title', { name: itemName(item) });
  const field = { id: 'outcome', label: say(`follow-up.close.${item.kind}`), hint: say('follow-up.close.hint') };
  return form('item:close', { item, say, title }, [textInput(field, { isLong: true, max: 500 })]);
}

function redateForm({ item, say, locale, today }: SmallFormOptions): ModalView {
  const date = regionalDay(item.dueOn, { locale, near: today });
  return form('item:redate', { item, say, title: say('follow-up.redate.title', { name: itemName(item) }) }, [
    words(say('follow-up.redate.current', { date, count: item.redates })),
    dateInput({ id: 'due', label: say('follow-up.form.fields.due') }, item.dueOn < today ? null : item.dueOn),
    textInput({ id: 'reason', label: say('follow-up.form.fields.reason') }, { isLong: true, max: 300 }),
  ]);
}

function form(
  callbackId: string,
  { item, say, title }: { readonly item: Item; readonly say: Say; readonly title: string },
  blocks: KnownBlock[],
): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: writeMetadata({ kind: item.kind, itemId: item.id, version: item.version }),
    title: plain(title),
    submit: plain(say('follow-up.form.submit')),
    close: plain(say('follow-up.form.cancel')),
    blocks,
  };
}
