import { regionalInstant } from '../../../kernel/dates-in-words.js';
import { ConflictError } from '../../../kernel/errors.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Reader, Speaker } from '../../../surface/speaker.js';
import { itemName } from '../../follow-up/public.js';
import type { ApprovalSurfaceDeps } from '../approval-deps.js';
import { outcomeText } from '../cards/card.js';
import type { CardContent } from '../cards/card-content.js';
import { readCardContent } from '../cards/read-content.js';
import { electorsText } from '../cards/votes-text.js';
import { ApprovalRefusal } from '../refusal.js';

/** Of those who may vote, more than a card names: whoever is refused wants to know whom to ask. */
const namesAtMost = 12;

/** Why something is refused about an approval, how it stands, and that nothing changed; null for all other errors. */
export async function refusalOf(
  deps: ApprovalSurfaceDeps,
  speaker: Speaker,
  error: unknown,
): Promise<ConflictError | null> {
  if (!(error instanceof ApprovalRefusal)) return null;
  return new ConflictError(error.message, { cause: error, userMessage: await refusalText(deps, speaker, error) });
}

/** Why something cannot be done about an approval, in the words of its reader. */
export async function refusalText(
  deps: ApprovalSurfaceDeps,
  speaker: Speaker,
  { reason, approval, item }: ApprovalRefusal,
): Promise<string> {
  const content = approval && (await readCardContent(deps, approval.id));
  if (content) return textAbout(reason, content, speaker);
  const name = item ? itemName(item) : '';
  return name === '' ? speaker.say('surface.unseen') : speaker.say(`approvals.refused.${reason}`, emptyPlaces(name));
}

function textAbout(reason: ApprovalRefusal['reason'], content: CardContent, reader: Reader): string {
  const { approval, item, committee } = content;
  const { say, locale, timeZone, today } = reader;
  const places = {
    ...emptyPlaces(itemName(item)),
    names: electorsText(content, reader, namesAtMost) || say('approvals.card.nobody'),
    committee: plainInMrkdwn(committee?.name[locale] ?? ''),
    date: regionalInstant(approval.expiresAt, { locale, timeZone, near: today }),
    outcome: approval.state === 'pending' ? '' : outcomeText(content, reader),
  };
  return say(`approvals.refused.${reason}`, places);
}

function emptyPlaces(name: string) {
  return { name, names: '', committee: '', date: '', outcome: '' };
}
