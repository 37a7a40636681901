import type { ActionsBlock, Button } from '@slack/types';
import { regionalInstant } from '../../../kernel/dates-in-words.js';
import { findPersonByKey } from '../../../organisation/people/people.js';
import { historyOf } from '../../../platform/db/history.js';
import type { ComposedMessage, DeliveryKind } from '../../../platform/outbox/delivery.js';
import { plain, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Reader } from '../../../surface/speaker.js';
import { readerFor } from '../../../surface/speaker.js';
import { itemName } from '../../follow-up/public.js';
import { outcomeText, titleAtMost } from '../cards/card.js';
import type { CardContent } from '../cards/card-content.js';
import type { ApprovalDeliveryDeps } from '../cards/delivery.js';
import { detailsButton } from '../cards/parts.js';
import { readCardContent } from '../cards/read-content.js';
import { NoticePayload } from './messages.js';
import { wishesOf } from './wishes.js';

/** The news about a request, in the outbox: composed from the store when it is sent. */
export function noticeDelivery(deps: ApprovalDeliveryDeps): DeliveryKind {
  return {
    async compose(delivery) {
      const payload = NoticePayload.parse(JSON.parse(delivery.payload));
      return composeNotice(deps, payload);
    },
  };
}

/** Null where there is nothing to tell any more, or the reader did it themselves. */
async function composeNotice(
  deps: ApprovalDeliveryDeps,
  { approvalId, personKey, about }: NoticePayload,
): Promise<ComposedMessage | null> {
  const { database, workspaceId } = deps;
  const content = await readCardContent(deps, approvalId);
  const person = await findPersonByKey(database.client, { workspaceId, key: personKey });
  if (!content || !person) return null;
  const reader = readerFor(deps, person);
  if (about.what === 'end') {
    const isOwnDoing = (await endedBy(deps, content)) === personKey;
    return isOwnDoing ? null : endNotice(content, reader);
  }
  if (about.what === 'place') return placeNotice(content, reader, about);
  if (about.what === 'up') return content.approval.round === about.round ? escalationNotice(content, reader) : null;
  const { round, approverKey } = about;
  const wishes = await wishesOf(database.client, { approvalId, round });
  const wish = wishes.find((one) => one.approverKey === approverKey);
  return wish ? wishNotice(content, reader, wish) : null;
}

/** Who took the request back; null for every other end. */
async function endedBy(deps: ApprovalDeliveryDeps, { approval }: CardContent): Promise<string | null> {
  if (approval.state !== 'withdrawn') return null;
  const { database, workspaceId } = deps;
  const subject = { workspaceId, subjectKind: 'approval', subjectId: approval.id };
  const [event] = await historyOf(database.client, { ...subject, what: ['approval.withdrawn'], take: 1 });
  return event?.actorKey ?? null;
}

function placesOf({ item }: CardContent) {
  return { name: itemName(item), title: plainInMrkdwn(clampText(item.title, titleAtMost)) };
}

function endNotice(content: CardContent, reader: Reader): ComposedMessage {
  const { say } = reader;
  const { state } = content.approval;
  const words = say('approvals.notice.end', { ...placesOf(content), state });
  return message(
    [words, outcomeText(content, reader)],
    [itemButton('open', content, reader), details(content, reader)],
  );
}

/** Null where it has come to its end meanwhile: then they hear of that. */
function escalationNotice(content: CardContent, reader: Reader): ComposedMessage | null {
  const { approval, committee } = content;
  if (approval.state !== 'pending') return null;
  const { say, locale, timeZone, today } = reader;
  const words = say('approvals.notice.up', {
    ...placesOf(content),
    to: approval.stage === 'chair' ? 'chair' : 'committee',
    committee: plainInMrkdwn(committee?.name[locale] ?? ''),
    date: regionalInstant(approval.expiresAt, { locale, timeZone, near: today }),
  });
  return message(
    [words, say('approvals.notice.upHint')],
    [itemButton('open', content, reader), details(content, reader)],
  );
}

function wishNotice(
  content: CardContent,
  reader: Reader,
  { castByKey, comment }: { readonly castByKey: string; readonly comment: string | null },
): ComposedMessage {
  const { say } = reader;
  const voter = plainInMrkdwn(content.personName(castByKey));
  const quote = plainInMrkdwn(comment ?? '').replaceAll(/^/gm, '>');
  const isOpen = content.approval.state === 'pending';
  const lines = [
    say('approvals.notice.wish', { ...placesOf(content), voter }),
    quote,
    ...(isOpen ? [say('approvals.notice.wishHint')] : []),
  ];
  const buttons = [...(isOpen ? [itemButton('edit', content, reader)] : []), details(content, reader)];
  return message(lines, buttons);
}

function placeNotice(
  content: CardContent,
  reader: Reader,
  { channel, reason }: { readonly channel: string; readonly reason: string },
): ComposedMessage {
  const words = reader.say('approvals.notice.place', { ...placesOf(content), channel, reason });
  return message([words], [details(content, reader)]);
}

function message(lines: readonly string[], elements: Button[]): ComposedMessage {
  const actions: ActionsBlock = { type: 'actions', elements };
  return { text: lines.join('\n').replaceAll('*', ''), blocks: [words(lines.join('\n')), actions] };
}

function itemButton(name: 'edit' | 'open', { item }: CardContent, { say }: Reader): Button {
  const label = say(`approvals.buttons.${name === 'edit' ? 'edit' : 'view'}`, { name: itemName(item) });
  return { type: 'button', action_id: `item:${name}`, text: plain(label), value: item.id };
}

function details({ approval, item }: CardContent, { say }: Reader): Button {
  return detailsButton({ approval, name: itemName(item), say });
}
