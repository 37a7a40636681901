import { plain, textInput, words } from '../../../platform/slack/elements.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Say } from '../../../platform/texts.js';
import { correctionAtMost } from '../minutes.js';
import { writeMetadata } from './metadata.js';

/** What the minutes should say. `intro` is mrkdwn. */
export function correctionForm({
  say,
  digestId,
  intro,
}: {
  readonly say: Say;
  readonly digestId: string;
  readonly intro: string;
}): ModalView {
  return {
    type: 'modal',
    callback_id: 'minutes:correct',
    private_metadata: writeMetadata({ digestId }),
    title: plain(say('minutes.correct.title')),
    submit: plain(say('minutes.correct.submit')),
    close: plain(say('minutes.attend.cancel')),
    blocks: [
      words(intro),
      textInput({ id: 'text', label: say('minutes.correct.field') }, { isLong: true, max: correctionAtMost }),
    ],
  };
}
