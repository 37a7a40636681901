import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Say } from '../../../platform/texts.js';
import type { Reader } from '../../../surface/speaker.js';
import type { Approval, Vote, VoteChoice } from '../approval.js';
import { countedVotes, hasSaid } from '../electorate.js';
import type { CardContent } from './card-content.js';
import { namesText } from './parts.js';

/** Whoever reads a card knows a handful of names; the rest is a number, and stands whole in the details. */
const namesAtMost = 5;
const commentsAtMost = 4;
const commentAtMost = 280;

/** How many it takes, in words. */
export function policyText({ policy, stage }: Pick<Approval, 'policy' | 'stage'>, say: Say): string {
  if (stage === 'chair') return say('approvals.policy', { policy: 'chair', count: 1 });
  if (typeof policy === 'object') return say('approvals.policy', { policy: 'count', count: policy.count });
  return say('approvals.policy', { policy, count: 1 });
}

/** Who may decide, the first few by name; who is away, and who votes in their place. */
export function electorsText(content: CardContent, reader: Reader, atMost = namesAtMost): string {
  const { say } = reader;
  const names = content.electorate.map(({ name, isAway, delegateKey }) => {
    const escaped = plainInMrkdwn(name);
    if (delegateKey !== null) {
      const delegate = plainInMrkdwn(content.personName(delegateKey));
      return say('approvals.names.delegate', { name: escaped, delegate });
    }
    return isAway ? say('approvals.names.away', { name: escaped }) : escaped;
  });
  return names.length === 0 ? '' : namesText(names, reader, atMost);
}

const choices: readonly VoteChoice[] = ['approve', 'reject', 'abstain', 'change'];

/** One line for each choice that somebody made: "For: Ana, Ben for Chloé". */
export function voteLines(content: CardContent, reader: Reader, atMost = namesAtMost): string[] {
  return choices.flatMap((choice) => {
    const names = votersOf(content, choice, reader, atMost);
    return names === '' ? [] : [reader.say('approvals.votes.line', { choice, names })];
  });
}

/** Who made a choice, each vote that was given in somebody's place as "Ben for Ana". */
export function votersOf(content: CardContent, choice: VoteChoice, reader: Reader, atMost = namesAtMost): string {
  const names = shownVotes(content)
    .filter((vote) => vote.choice === choice)
    .map((vote) => voterText(vote, content, reader));
  return names.length === 0 ? '' : namesText(names, reader, atMost);
}

function voterText({ approverKey, castByKey }: Vote, { personName }: CardContent, { say }: Reader): string {
  const name = plainInMrkdwn(personName(approverKey));
  if (castByKey === approverKey) return name;
  return say('approvals.names.for', { delegate: plainInMrkdwn(personName(castByKey)), name });
}

/** While it runs, votes of people who may not vote any more do not count; once decided, the votes that decided are shown. */
function shownVotes({ approval, votes, electorate }: CardContent): readonly Vote[] {
  return approval.state === 'pending' ? countedVotes(electorate, votes) : votes;
}

/** What was said with a rejection or a wish for a change, the newest first. */
export function commentLines(content: CardContent, { say }: Reader): string[] {
  const said = shownVotes(content).filter(({ comment }) => (comment ?? '').trim() !== '');
  return said
    .toReversed()
    .slice(0, commentsAtMost)
    .map(({ castByKey, choice, comment }) =>
      say('approvals.votes.comment', {
        choice,
        name: plainInMrkdwn(content.personName(castByKey)),
        comment: clampText(plainInMrkdwn(comment ?? ''), commentAtMost),
      }),
    );
}

/** Whose vote is still wanted, once somebody has voted; before that it is all of those who decide. */
export function wantedText(content: CardContent, reader: Reader, atMost = namesAtMost): string {
  const { approval, electorate, votes } = content;
  if (approval.state !== 'pending' || shownVotes(content).length === 0) return '';
  const wanted = electorate.filter(({ personKey }) => !hasSaid(personKey, electorate, votes));
  // A stand-in who has voted for one is no help to another.
  const heard = new Set(countedVotes(electorate, votes).map(({ castByKey }) => castByKey));
  const open = wanted.map((elector) =>
    elector.delegateKey !== null && heard.has(elector.delegateKey) ? { ...elector, delegateKey: null } : elector,
  );
  const names = electorsText({ ...content, electorate: open }, reader, atMost);
  return names === '' ? '' : reader.say('approvals.votes.wanted', { names });
}

/** "1 of 3 approvals so far"; empty where one vote decides. */
export function progressText({ approval, tally, electorate }: CardContent, { say }: Reader): string {
  const needed = neededOf(approval, electorate.length - tally.abstained);
  return needed <= 1 ? '' : say('approvals.votes.progress', { approved: tally.approved, needed });
}

function neededOf({ policy, stage }: Approval, voices: number): number {
  if (stage === 'chair' || policy === 'any') return 1;
  if (policy === 'all') return voices;
  return policy === 'majority' ? Math.floor(voices / 2) + 1 : policy.count;
}
