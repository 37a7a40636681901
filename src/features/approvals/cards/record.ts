import { regionalDay, regionalInstant } from '../../../kernel/dates-in-words.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { type Card, smallWords, words, wordsBeside } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { listLines } from '../../../surface/lists/list-blocks.js';
import type { Reader } from '../../../surface/speaker.js';
import { itemName } from '../../follow-up/public.js';
import type { Vote } from '../approval.js';
import { outcomeText, titleAtMost } from './card.js';
import type { CardContent } from './card-content.js';
import { detailsButton } from './parts.js';
import { policyText } from './votes-text.js';

/** A record of 200 votes is read in the details, and exported with the events. */
const votesAtMost = 20;
const commentAtMost = 200;

/** What the store keeps of a request that came to its end: outcome, policy, and every vote with its time. */
export function recordMessage(content: CardContent, reader: Reader): Card {
  const { approval, item } = content;
  const { say } = reader;
  const name = itemName(item);
  const outcome = outcomeText(content, reader);
  const title = say('approvals.record.title', { name, title: plainInMrkdwn(clampText(item.title, titleAtMost)) });
  const button = detailsButton({ approval, name: `${name} ${item.title}`, say });
  return {
    text: say('approvals.record.text', { name, outcome: outcome.replaceAll('*', '') }),
    blocks: [
      wordsBeside(`${title}\n${outcome}`, button),
      words(votesText(content, reader)),
      smallWords(policyLine(content, reader)),
    ],
  };
}

function policyLine({ approval, committee, personName }: CardContent, reader: Reader): string {
  const { say, locale, timeZone, today } = reader;
  return say('approvals.record.policy', {
    committee: plainInMrkdwn(committee?.name[locale] ?? ''),
    policy: policyText(approval, say),
    date: regionalDay(localDate(approval.requestedAt, timeZone), { locale, near: today }),
    name: plainInMrkdwn(personName(approval.requestedByKey)),
  });
}

function votesText(content: CardContent, reader: Reader): string {
  const { votes } = content;
  const { say } = reader;
  if (votes.length === 0) return say('approvals.record.noVotes');
  return listLines(votes, {
    atMost: votesAtMost,
    line: (vote) => `• ${voteText(vote, content, reader)}`,
    more: (count) => say('approvals.record.more', { count }),
  }).join('\n');
}

/** "Ben for Ana: for (Thursday 19 November at 12:00): “…”". */
export function voteText(vote: Vote, { personName }: CardContent, reader: Reader): string {
  const { say, locale, timeZone, today } = reader;
  const { approverKey, castByKey, choice, comment, at } = vote;
  const name = plainInMrkdwn(personName(approverKey));
  const delegate = plainInMrkdwn(personName(castByKey));
  const voter = castByKey === approverKey ? name : say('approvals.names.for', { delegate, name });
  const date = regionalInstant(at, { locale, timeZone, near: today });
  const said = say('approvals.record.at', { vote: say('approvals.record.vote', { choice, voter }), date });
  const quote = clampText(plainInMrkdwn((comment ?? '').trim()), commentAtMost);
  return quote === '' ? said : say('approvals.record.comment', { vote: said, comment: quote });
}
