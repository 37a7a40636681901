import { type Card, smallWords, words } from '../../../platform/slack/elements.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import { abstained, type Decision, decisionName } from '../decision.js';
import type { DecisionFacts } from '../decision-facts.js';
import { awaited, optionText, someNames, voteNames } from '../wording.js';
import type { CardReader } from './outcome.js';
import { outcomeBlocks, outcomeLine } from './outcome.js';

/** What the store keeps of a decision, for the thread: the outcome, every vote, who recorded it, what follows. */
export function recordOf(decision: Decision, facts: DecisionFacts, reader: CardReader): Card {
  const { say } = reader;
  const head = say('decisions.record.title', {
    name: decisionName(decision),
    question: plainInMrkdwn(decision.question),
  });
  const votes = decision.options.map((_, option) => {
    const names = voteNames(facts, option, say);
    const text = plainInMrkdwn(optionText(decision, option));
    return say('decisions.record.votes', { option: text, count: names.length, names: plainInMrkdwn(someNames(names)) });
  });
  const quiet = [
    ...group(voteNames(facts, abstained, say), (names) => say('decisions.card.abstained', { names })),
    ...group(awaited(facts), (names) => say('decisions.record.silent', { names })),
  ];
  const tie = isTie(facts) ? [say('decisions.record.tie')] : [];
  const lines = [...votes, ...quiet, ...tie].map((line) => `• ${line}`);
  return {
    text: [head, outcomeLine(decision, facts, reader), ...lines].join('\n'),
    blocks: [words(head), ...outcomeBlocks(decision, facts, reader), smallWords(lines.join('\n'))],
  };
}

function group(names: readonly string[], word: (names: string) => string): string[] {
  return names.length === 0 ? [] : [word(plainInMrkdwn(someNames(names)))];
}

/** Several options had the most votes: which of them it became was the chair's word. */
function isTie({ tally: { counts } }: DecisionFacts): boolean {
  const most = Math.max(...counts);
  return counts.filter((count) => count === most).length > 1;
}
