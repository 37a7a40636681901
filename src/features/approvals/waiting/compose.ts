import type { KnownBlock } from '@slack/types';
import { regionalDay, regionalInstant } from '../../../kernel/dates-in-words.js';
import { formatMoney } from '../../../kernel/money.js';
import type { ComposedMessage } from '../../../platform/outbox/delivery.js';
import { smallWords, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { composeAlone, settledPart } from '../../../surface/morning/compose.js';
import type { PartMessage } from '../../../surface/morning/part.js';
import type { Reader } from '../../../surface/speaker.js';
import { itemName } from '../../follow-up/public.js';
import type { CardContent } from '../cards/card-content.js';
import { voteButtons } from '../cards/parts.js';
import { hasVote } from '../cards/readers.js';
import { hasSaid, seatOf } from '../electorate.js';

/** More than this with their buttons are no message any more. */
const shownAtMost = 8;
const titleAtMost = 200;

export type WaitingReader = Reader & { readonly personKey: string };

/** Whether a person may still say something about it: it waits, they have a voice, and it is not used yet. */
export function isWaitingFor(content: CardContent, personKey: string): boolean {
  const { approval, electorate, votes } = content;
  if (approval.state !== 'pending') return false;
  const seat = seatOf(personKey, electorate, votes);
  return seat !== null && !hasSaid(seat, electorate, votes);
}

/**
 * What waits for somebody's decision, with the buttons of its cards; what was settled since is struck through. Null
 * where nothing waits, and nothing was posted that has to say so.
 */
export function waitingPart(
  found: readonly CardContent[],
  reader: WaitingReader,
  { isPosted }: { readonly isPosted: boolean },
): PartMessage | null {
  const waiting = found.filter((content) => isWaitingFor(content, reader.personKey));
  if (waiting.length === 0 && !isPosted) return null;
  const { say } = reader;
  const heading = `*${say('approvals.list.waiting')}*`;
  const settled = found.filter((content) => !waiting.includes(content));
  const tail = isPosted ? settledBlocks(settled, reader) : [];
  if (waiting.length === 0) return settledPart(say('approvals.waiting.allDone'), { heading, tail });
  const brief = say('approvals.waiting.text', { count: waiting.length });
  return {
    heading,
    brief,
    opening: brief,
    head: [],
    entries: waiting.slice(0, shownAtMost).map((content) => ({
      line: `• ${say('approvals.waiting.line', placesOf(content))}`,
      blocks: waitingBlocks(content, reader),
    })),
    total: waiting.length,
    more: (rest) => [smallWords(say('approvals.waiting.more', { count: rest }))],
    tail,
  };
}

/** The same as the message of its own that earlier versions sent. */
export function composeWaiting(
  found: readonly CardContent[],
  reader: WaitingReader,
  { day, isPosted }: { readonly day: string; readonly isPosted: boolean },
): ComposedMessage | null {
  const { say, locale } = reader;
  const part = waitingPart(found, reader, { isPosted });
  return part && composeAlone(say('approvals.waiting.title', { date: regionalDay(day, { locale }) }), part);
}

function placesOf({ item }: CardContent) {
  return { name: itemName(item), title: plainInMrkdwn(clampText(item.title, titleAtMost)) };
}

/** One decision that waits: what, how much, until when, for whom, and the buttons of its card. */
export function waitingBlocks(content: CardContent, reader: WaitingReader): KnownBlock[] {
  const { approval, item } = content;
  const { say } = reader;
  const { name, title } = placesOf(content);
  const lines = [`*${name}*  *${title}*`, aboutText(content, reader), ...forLines(content, reader)];
  return [words(lines.join('\n')), voteButtons({ approval, name: `${name} ${item.title}`, say })];
}

function aboutText({ item, approval, committee, currency, personName }: CardContent, reader: Reader): string {
  const { say, locale, today, timeZone } = reader;
  const costMinor = item.kind === 'action' ? item.costMinor : null;
  const places = {
    owner: plainInMrkdwn(personName(item.ownerKey)),
    due: regionalDay(item.dueOn, { locale, near: today }),
  };
  const about =
    costMinor === null
      ? say('approvals.waiting.aboutFree', places)
      : say('approvals.waiting.about', { ...places, cost: formatMoney(costMinor, currency, locale) });
  const until = say('approvals.waiting.until', {
    date: regionalInstant(approval.expiresAt, { locale, timeZone, near: today }),
    committee: plainInMrkdwn(committee?.name[locale] ?? ''),
  });
  return `${about}\n${until}`;
}

/** In whose place the reader votes, where it is not their own. */
function forLines({ electorate, votes, personName }: CardContent, { say, personKey }: WaitingReader): string[] {
  const seat = seatOf(personKey, electorate, votes);
  if (seat === null || seat === personKey) return [];
  return [`_${say('approvals.waiting.for', { name: plainInMrkdwn(personName(seat)) })}_`];
}

function settledBlocks(settled: readonly CardContent[], reader: WaitingReader): KnownBlock[] {
  const { say, personKey } = reader;
  const lines = settled.slice(0, shownAtMost).map((content) => {
    const isOpen = content.approval.state === 'pending';
    const how =
      isOpen && hasVote(content, personKey)
        ? say('approvals.waiting.said')
        : say('approvals.waiting.done', { state: content.approval.state });
    return say('approvals.waiting.settled', { ...placesOf(content), how });
  });
  return lines.length === 0 ? [] : [words(lines.join('\n'))];
}
