import { isChair } from '../../../organisation/committees/seats.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Acts, Click } from '../../../surface/acts/acts.js';
import { onPageTurn } from '../../../surface/lists/turn-pages.js';
import { abstained, type Decision, optionLetter, optionsAtMost } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { readDecisionFacts } from '../decision-facts.js';
import { decisionHistory } from '../forms/history-words.js';
import { withdrawForm } from '../forms/outcome-forms.js';
import { kpiValueAt } from '../kpi-value.js';
import { logAnswer } from '../log/answer.js';
import { readLogQuery } from '../log/query.js';
import { DecisionRefusal } from '../refusal.js';
import { reviewDecision } from '../review.js';
import { mayChange, mayRecord } from '../rights.js';
import { castVote } from '../vote.js';
import { decisionView } from './decision-view.js';
import { editDecisionForm, extendFormOf, recordFormOf } from './open-form.js';

type Deed = Click<Decision>;

/** Everything that can be clicked on a card, a notice, a digest or a list. Rights are looked at here, at every click. */
export function registerButtons(slack: SlackApp, deps: DecisionDeps, acts: Acts<Decision>): void {
  const votes = [...Array.from({ length: optionsAtMost }, (_, option) => optionLetter(option)), 'abstain'];
  for (const name of votes) acts.click(`decision:vote:${name}`, (click) => vote(deps, acts, click));
  for (const name of ['details', 'open'])
    acts.click(`decision:${name}`, async (click) =>
      acts.open(click, await decisionView(deps, click.speaker, click.thing)),
    );
  for (const name of ['record', 'extend'])
    acts.click(`decision:${name}`, async (click) => acts.open(click, await partView(deps, click, name)));
  acts.click('decision:reviewed', (click) => markReviewed(deps, acts, click));
  acts.menu('decision:more', async (click) => {
    const { line } = click.carried;
    if (line === 'reviewed') return markReviewed(deps, acts, click);
    return acts.open(click, await partView(deps, click, line));
  });
  onPageTurn(slack, deps, 'decision:page', {
    page: (speaker, value) => logAnswer(deps, speaker, readLogQuery(value)),
  });
}

async function vote(deps: DecisionDeps, acts: Acts<Decision>, click: Deed): Promise<void> {
  const { speaker, thing: decision, carried } = click;
  const [name = '', mark = ''] = carried.rest;
  const choice = name === 'abstain' ? abstained : name.charCodeAt(0) - 65;
  await castVote(deps, { decisionId: decision.id, personKey: speaker.person.key, choice, mark });
  await acts.done(click, decision.id);
}

async function markReviewed(deps: DecisionDeps, acts: Acts<Decision>, click: Deed): Promise<void> {
  const { speaker, thing: decision } = click;
  const { kpiKey, committeeId } = decision;
  const committee = speaker.allCommittees.find(({ id }) => id === committeeId);
  const at = deps.clock.now();
  const realised = kpiKey !== null && committee ? await kpiValueAt(deps, { committee, kpiKey, at }) : null;
  await reviewDecision(deps, { decisionId: decision.id, personKey: speaker.person.key, realised });
  await acts.done(click, decision.id);
}

async function assertMay(deps: DecisionDeps, { speaker, thing: decision }: Deed, name: string): Promise<void> {
  if (!['edit', 'withdraw', 'record', 'extend'].includes(name)) return;
  const { voteStatus } = await readDecisionFacts(deps, decision);
  const refuse = (reason: DecisionRefusal['reason']) => new DecisionRefusal(reason, decision, voteStatus);
  const isAllowed = ['record', 'extend'].includes(name) ? mayRecord(speaker, decision) : mayChange(speaker, decision);
  if (!isAllowed) throw refuse('not-yours');
  if (name === 'extend') {
    if (decision.state !== 'lapsed') throw refuse('not-lapsed');
    return;
  }
  if (decision.state !== 'requested' && !(name === 'withdraw' && decision.state === 'lapsed')) throw refuse('decided');
  const isKnown = decision.state === 'requested' && ['outcome', 'tie'].includes(voteStatus.phase);
  if (name === 'record' && !isKnown) throw refuse('not-yet');
  if (name === 'record' && voteStatus.phase === 'tie' && !isChair(speaker, decision.committeeId))
    throw refuse('chair-only');
  if (name === 'edit' && voteStatus.phase !== 'open') throw refuse('outcome-known');
  if (name === 'withdraw' && isKnown && !isChair(speaker, decision.committeeId)) throw refuse('outcome-known');
}

/** The form, the details or the history behind a button. What cannot be done is said before anybody types. */
async function partView(deps: DecisionDeps, click: Deed, name: string): Promise<ModalView> {
  const { speaker, thing: decision } = click;
  await assertMay(deps, click, name);
  switch (name) {
    case 'edit':
      return editDecisionForm(deps, speaker, decision);
    case 'record':
      return recordFormOf(deps, speaker, decision);
    case 'extend':
      return extendFormOf(deps, speaker, decision);
    case 'withdraw':
      return withdrawForm({ decision, say: speaker.say });
    case 'history':
      return decisionHistory(deps, decision, speaker);
    default:
      return decisionView(deps, speaker, decision);
  }
}
