import { dateInput, plain, words } from '../../../platform/slack/elements.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { AwayReader } from './away-blocks.js';

/** The form that asks from when to when somebody is away, both days included. */
export function awayForm(
  { say, today }: AwayReader,
  about: { readonly isFromHome: boolean; readonly intro?: string },
): ModalView {
  return {
    type: 'modal',
    callback_id: 'home:away',
    private_metadata: about.isFromHome ? 'home' : 'command',
    title: plain(say('home.form.title')),
    submit: plain(say('home.form.submit')),
    close: plain(say('home.form.cancel')),
    blocks: [
      words(about.intro ?? say('home.form.intro')),
      dateInput({ id: 'from', label: say('home.form.from') }, today),
      dateInput({ id: 'to', label: say('home.form.to'), hint: say('home.form.hint') }, null),
    ],
  };
}
