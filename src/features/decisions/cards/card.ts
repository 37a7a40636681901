import type { ActionsBlock, Button, ContextBlock, KnownBlock, Overflow, SectionBlock } from '@slack/types';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { mayShow } from '../../../organisation/access-level.js';
import { actions, button, type Card, menu, plain, smallWords, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { sourceBlocks } from '../../../surface/sources/source.js';
import { abstained, type Decision, decisionName, optionLetter } from '../decision.js';
import type { CardFacts } from '../decision-facts.js';
import { carriedBy } from '../stand-ins.js';
import { ballotMark } from '../stored-decisions.js';
import {
  awaited,
  kpiValueText,
  optionText,
  phaseOf,
  progressPlaces,
  someNames,
  standInNames,
  stateText,
  voteNames,
  type Words,
} from '../wording.js';
import { type CardReader, outcomeBlocks } from './outcome.js';

const contextAtMost = 600;
const optionAtMost = 450;
const questionAtMost = 300;

/** A decision as a message: what is asked, what speaks for each answer, how the vote stands, and what can be done now. */
export function cardOf(decision: Decision, facts: CardFacts, reader: CardReader): Card {
  const phase = phaseOf(decision, facts.voteStatus);
  const isAsked = ['open', 'outcome', 'tie', 'lapsed'].includes(phase);
  const blocks = [
    heading(decision, facts, reader),
    ...(isAsked ? question(decision, facts, reader) : []),
    ...outcomeBlocks(decision, facts, reader),
    ...(isAsked ? [footer(decision, facts, reader), ...ownVote(decision, facts, reader)] : []),
    buttons(decision, facts, reader),
  ];
  return { text: spoken(decision, facts, reader), blocks };
}

/** The whole card in words, for notifications and screen readers. */
function spoken(decision: Decision, facts: CardFacts, reader: CardReader): string {
  const { say, locale } = reader;
  const { today, voteStatus } = facts;
  const date = regionalDay(decision.deadlineOn, { locale, near: today });
  const head = say('decisions.card.text', {
    name: decisionName(decision),
    question: plainInMrkdwn(clampText(decision.question, questionAtMost)),
    state: stateText(decision, voteStatus, reader),
  });
  if (decision.state !== 'requested') return head;
  const options = decision.options.map(({ title }, option) => `${optionLetter(option)} ${plainInMrkdwn(title)}`);
  return [head, options.join(' · '), say('decisions.card.progress', { ...progressPlaces(facts, decision), date })].join(
    '\n',
  );
}

function heading(decision: Decision, facts: CardFacts, reader: CardReader): SectionBlock {
  const { locale } = reader;
  const title = `*${decisionName(decision)}*  *${plainInMrkdwn(clampText(decision.question, questionAtMost))}*`;
  const about = [stateText(decision, facts.voteStatus, reader), plainInMrkdwn(facts.committee.name[locale])];
  return words(`${title}\n${about.join(' · ')}`);
}

function question(decision: Decision, facts: CardFacts, reader: CardReader): KnownBlock[] {
  const { context } = decision;
  return [
    ...(context === '' ? [] : [words(clampText(plainInMrkdwn(context), contextAtMost))]),
    ...decision.options.map((_, option) => optionBlock(decision, option, { facts, reader })),
    ...recommendation(decision, reader),
    ...kpi(decision, facts, reader),
    ...origin(decision, reader),
  ];
}

/** What was said where it was opened; the question or the context may say it already. */
function origin({ source, question: asked, context }: Decision, { say }: CardReader): ContextBlock[] {
  const isSaid = (quote: string) => asked.startsWith(quote) || context.startsWith(quote.replace(/…$/, ''));
  return sourceBlocks(source, { say, link: say('decisions.card.link'), isSaid });
}

type In = { readonly facts: CardFacts; readonly reader: CardReader };

/** "*B*  *Search* (recommended)", what it costs and brings, and who is for it. */
function optionBlock(decision: Decision, option: number, { facts, reader: { say } }: In): SectionBlock {
  const { title, cost, consequence } = decision.options[option] ?? { title: '', cost: '', consequence: '' };
  const mark = decision.recommended === option ? ` _${say('decisions.card.recommended')}_` : '';
  const about = [
    cost === '' ? '' : say('decisions.card.cost', { cost: plainInMrkdwn(cost) }),
    plainInMrkdwn(consequence),
  ].filter(Boolean);
  const names = voteNames(facts, option, say);
  const votes =
    names.length === 0
      ? ''
      : say('decisions.card.votes', { count: names.length, names: plainInMrkdwn(someNames(names)) });
  const head = `*${optionLetter(option)}*  *${plainInMrkdwn(title)}*${mark}`;
  return words([head, clampText(about.join(' · '), optionAtMost), votes].filter(Boolean).join('\n'));
}

function recommendation({ recommendation: text, recommended }: Decision, { say }: CardReader): SectionBlock[] {
  if (text === '') return [];
  const option = recommended === null ? 'none' : optionLetter(recommended);
  return [words(say('decisions.card.recommendation', { option, text: clampText(plainInMrkdwn(text), contextAtMost) }))];
}

/** Named only where its figures may be seen; elsewhere the card says that something is left out. */
function kpi(decision: Decision, facts: CardFacts, { say, locale, clearance }: CardReader): SectionBlock[] {
  if (!facts.kpi) return [];
  if (!mayShow(facts.kpi.accessLevel, clearance)) {
    return [words(say('decisions.card.kpi', { name: say('rooms.withheldKpi') }))];
  }
  const name = plainInMrkdwn(facts.kpi.name[locale]);
  if (decision.plannedValue === null) return [words(say('decisions.card.kpi', { name }))];
  const planned = kpiValueText(decision.plannedValue, facts.kpi, locale);
  return [words(say('decisions.card.kpiPlanned', { name, planned }))];
}

/** How many have voted of how many are needed, until when, and who is waited for. */
function footer(decision: Decision, facts: CardFacts, { say, locale }: CardReader): ContextBlock {
  const { today } = facts;
  const date = regionalDay(decision.deadlineOn, { locale, near: today });
  const waiting = awaited(facts);
  const standIns = standInNames(facts, say);
  const abstentions = voteNames(facts, abstained, say);
  const isOpen = decision.state === 'requested' && today <= decision.deadlineOn;
  const parts = [
    say('decisions.card.progress', { ...progressPlaces(facts, decision), date }),
    abstentions.length > 0 ? say('decisions.card.abstained', { names: plainInMrkdwn(someNames(abstentions)) }) : '',
    isOpen && waiting.length > 0 ? say('decisions.card.waiting', { names: plainInMrkdwn(someNames(waiting)) }) : '',
    isOpen && standIns.length > 0 ? say('decisions.card.standIns', { names: plainInMrkdwn(someNames(standIns)) }) : '',
    say('decisions.card.raised', { name: plainInMrkdwn(facts.personName(decision.raisedByKey)) }),
  ];
  return smallWords(parts.filter(Boolean).join(' · '));
}

/** What their own vote is, and for whom else they vote: their click casts those votes as well. */
function ownVote(decision: Decision, facts: CardFacts, { say, personKey }: CardReader): ContextBlock[] {
  if (personKey === undefined) return [];
  const { voters, standIns, personName } = facts;
  const own = voters.find((voter) => voter.isEligible && voter.personKey === personKey);
  const absent = carriedBy(personKey, voters, standIns).filter((key) => key !== personKey);
  const names = plainInMrkdwn(someNames(absent.map((key) => personName(key))));
  const lines = [
    own ? ownText(decision, own, { facts, say }) : '',
    absent.length > 0 ? say('decisions.card.yoursFor', { own: own ? 'yes' : 'no', names }) : '',
  ].filter(Boolean);
  return lines.length > 0 ? [smallWords(lines.join('\n'))] : [];
}

function ownText(
  decision: Decision,
  { choice, personKey, castByKey }: CardFacts['voters'][number],
  { facts, say }: { readonly facts: CardFacts; readonly say: Words['say'] },
): string {
  if (choice === null) return say('decisions.card.yoursOpen');
  const option = choice === abstained ? '' : plainInMrkdwn(optionText(decision, choice));
  const kind = choice === abstained ? 'abstained' : 'option';
  if (castByKey === null || castByKey === personKey) return say('decisions.card.yours', { kind, option });
  const name = plainInMrkdwn(facts.personName(castByKey));
  return say('decisions.card.yoursGiven', { kind, option, name });
}

/** One button for each answer; what comes after the vote is a button when its time has come, the rest is in a menu. */
function buttons(decision: Decision, facts: CardFacts, reader: CardReader): ActionsBlock {
  const { say } = reader;
  const phase = phaseOf(decision, facts.voteStatus);
  const isOpen = decision.state === 'requested' && facts.today <= decision.deadlineOn;
  // Whoever reads it alone, and does not decide, has no use for buttons that refuse them.
  const isVoting = isOpen && mayVote(facts, reader);
  const next = { outcome: 'record', tie: 'record', lapsed: 'extend' }[phase];
  return actions(
    ...(next && (next !== 'extend' || decision.state === 'lapsed')
      ? [buttonNamed(next, decision, { say, style: 'primary' })]
      : []),
    ...(isVoting ? voteButtons(decision, say) : []),
    buttonNamed('details', decision, { say }),
    menuOf(decision, phase, reader),
  );
}

function mayVote({ voters, standIns }: CardFacts, { personKey }: CardReader): boolean {
  if (personKey === undefined) return true;
  const eligible = voters.filter(({ isEligible }) => isEligible);
  return carriedBy(personKey, eligible, standIns).length > 0;
}

/** A button for each option, and one to abstain. */
export function voteButtons(decision: Decision, say: Words['say']): Button[] {
  const mark = ballotMark(decision);
  const vote = (name: string, label: string, spokenLabel: string): Button => ({
    type: 'button',
    action_id: `decision:vote:${name}`,
    text: plain(label),
    accessibility_label: clampText(spokenLabel, 75),
    value: `${decision.id}|${name}|${mark}`,
  });
  return [
    ...decision.options.map(({ title }, option) => {
      const letter = optionLetter(option);
      return vote(letter, letter, say('decisions.buttons.voteFor', { option: `${letter} ${title}` }));
    }),
    vote('abstain', say('decisions.buttons.abstain'), say('decisions.buttons.abstain')),
  ];
}

/** What does something about a decision without more words: see it, record it, put it off. */
export function buttonNamed(
  name: string,
  { id }: Decision,
  { say, style }: { readonly say: Words['say']; readonly style?: 'primary' | undefined },
): Button {
  return button(`decision:${name}`, { text: say(`decisions.buttons.${name}`), value: id, style });
}

const menus: Readonly<Record<string, readonly string[]>> = {
  open: ['edit', 'withdraw', 'history'],
  outcome: ['withdraw', 'history'],
  tie: ['withdraw', 'history'],
  lapsed: ['withdraw', 'history'],
  decided: ['reviewed', 'history'],
};

function menuOf(decision: Decision, phase: string, { say }: CardReader): Overflow {
  const names = (menus[phase] ?? ['history']).filter((name) => name !== 'reviewed' || decision.reviewedAt === null);
  return menu(
    'decision:more',
    names.map((name) => ({ text: say(`decisions.buttons.${name}`), value: `${name}|${decision.id}` })),
  );
}
