import { isChair } from '../../../organisation/committees/seats.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import { historyOf } from '../../../platform/db/history.js';
import type { ActionContext } from '../../../platform/slack/requests.js';
import { showView } from '../../../platform/slack/show-view.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { ModalView } from '../../../platform/slack/view.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import { abstained, type Decision, decisionName, optionLetter, optionsAtMost } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { readDecisionFacts } from '../decision-facts.js';
import { historyView, peopleIn } from '../forms/history-view.js';
import { withdrawForm } from '../forms/outcome-forms.js';
import { kpiValueAt } from '../kpi-value.js';
import { logAnswer } from '../log/answer.js';
import { readLogQuery } from '../log/query.js';
import { DecisionRefusal } from '../refusal.js';
import { reviewDecision } from '../review.js';
import { mayChange, mayRecord, maySee } from '../rights.js';
import { findDecision, votesOf } from '../stored-decisions.js';
import { castVote } from '../vote.js';
import { decisionView } from './decision-view.js';
import { editDecisionForm, extendFormOf, recordFormOf } from './open-form.js';
import { inWords, notSeen } from './refusals.js';

type Click = { readonly context: ActionContext; readonly speaker: Speaker; readonly decision: Decision };

/** Everything that can be clicked on a card, a notice, a digest or a list. Rights are looked at here, at every click. */
export function registerButtons(slack: SlackApp, deps: DecisionDeps): void {
  const on = (actionId: string, idOf: (context: ActionContext) => string, handle: (click: Click) => Promise<void>) => {
    slack.onAction(actionId, async (context) => {
      const speaker = await speakerOf(deps, context.user);
      await inWords(deps, speaker, async () => {
        const decision = await seenDecision(deps, speaker, idOf(context));
        await handle({ context, speaker, decision });
      });
    });
  };
  const value = ({ value: id }: ActionContext) => id ?? '';
  const firstPart = ({ value: text }: ActionContext) => text?.split('|')[0] ?? '';
  const chosen = ({ selectedOption }: ActionContext) => selectedOption?.split('|') ?? [];
  const votes = [...Array.from({ length: optionsAtMost }, (_, option) => optionLetter(option)), 'abstain'];
  for (const name of votes) on(`decision:vote:${name}`, firstPart, (click) => vote(deps, click));
  for (const name of ['details', 'open'] as const)
    on(`decision:${name}`, value, (click) => openPart(deps, click, 'open'));
  for (const name of ['record', 'extend'] as const)
    on(`decision:${name}`, value, (click) => openPart(deps, click, name));
  on('decision:reviewed', value, (click) => markReviewed(deps, click));
  on(
    'decision:more',
    (context) => chosen(context)[1] ?? '',
    (click) => {
      const name = chosen(click.context)[0] ?? '';
      return name === 'reviewed' ? markReviewed(deps, click) : openPart(deps, click, name);
    },
  );
  for (const name of ['previous', 'next'])
    slack.onAction(`decision:page:${name}`, (context) => turnPage(deps, context));
}

/** @throws DecisionRefusal (`unknown`) for what is not there; NotFoundError for what is not this person's to see */
async function seenDecision(deps: DecisionDeps, speaker: Speaker, id: string): Promise<Decision> {
  const { workspaceId, database } = deps;
  const decision = await findDecision(database.client, { workspaceId, id });
  const votes = decision ? ((await votesOf(database.client, [id])).get(id) ?? []) : [];
  if (!decision) throw new DecisionRefusal('unknown', null);
  if (!maySee(speaker, decision, votes)) throw notSeen(speaker, decisionName(decision));
  return decision;
}

async function vote(deps: DecisionDeps, { context, speaker, decision }: Click): Promise<void> {
  const [, name = '', mark = ''] = context.value?.split('|') ?? [];
  const choice = name === 'abstain' ? abstained : name.charCodeAt(0) - 65;
  await castVote(deps, { decisionId: decision.id, personKey: speaker.person.key, choice, mark });
  await context.ack();
  await refresh(deps, { context, speaker, decision });
}

async function markReviewed(deps: DecisionDeps, { context, speaker, decision }: Click): Promise<void> {
  const { kpiKey, committeeId } = decision;
  const committee = speaker.allCommittees.find(({ id }) => id === committeeId);
  const at = deps.clock.now();
  const realised = kpiKey !== null && committee ? await kpiValueAt(deps, { committee, kpiKey, at }) : null;
  await reviewDecision(deps, { decisionId: decision.id, personKey: speaker.person.key, realised });
  await context.ack();
  await refresh(deps, { context, speaker, decision });
}

/** The form, the details or the history behind a button. What cannot be done is said before anybody types. */
async function openPart(deps: DecisionDeps, click: Click, name: string): Promise<void> {
  const { context } = click;
  await assertMay(deps, click, name);
  const view = await partView(deps, click, name);
  await context.ack();
  await showView(deps.messenger, context, view);
}

async function assertMay(deps: DecisionDeps, { speaker, decision }: Click, name: string): Promise<void> {
  if (!['edit', 'withdraw', 'record', 'extend'].includes(name)) return;
  const { standing } = await readDecisionFacts(deps, decision);
  const refuse = (reason: DecisionRefusal['reason']) => new DecisionRefusal(reason, decision, standing);
  const isAllowed = ['record', 'extend'].includes(name) ? mayRecord(speaker, decision) : mayChange(speaker, decision);
  if (!isAllowed) throw refuse('not-yours');
  if (name === 'extend') {
    if (decision.state !== 'lapsed') throw refuse('not-lapsed');
    return;
  }
  if (decision.state !== 'requested' && !(name === 'withdraw' && decision.state === 'lapsed')) throw refuse('decided');
  const isKnown = decision.state === 'requested' && ['outcome', 'tie'].includes(standing.phase);
  if (name === 'record' && !isKnown) throw refuse('not-yet');
  if (name === 'record' && standing.phase === 'tie' && !isChair(speaker, decision.committeeId))
    throw refuse('chair-only');
  if (name === 'edit' && standing.phase !== 'open') throw refuse('outcome-known');
  if (name === 'withdraw' && isKnown && !isChair(speaker, decision.committeeId)) throw refuse('outcome-known');
}

function partView(deps: DecisionDeps, { speaker, decision }: Click, name: string): Promise<ModalView> {
  switch (name) {
    case 'edit':
      return editDecisionForm(deps, speaker, decision);
    case 'record':
      return recordFormOf(deps, speaker, decision);
    case 'extend':
      return extendFormOf(deps, speaker, decision);
    case 'withdraw':
      return Promise.resolve(withdrawForm({ decision, say: speaker.say }));
    case 'history':
      return historyOfDecision(deps, speaker, decision);
    default:
      return decisionView(deps, speaker, decision);
  }
}

/** As many as a modal shows. */
const historyAtMost = 90;

async function historyOfDecision(deps: DecisionDeps, speaker: Speaker, decision: Decision): Promise<ModalView> {
  const { workspaceId, database } = deps;
  const { say, locale, today, person } = speaker;
  const subject = { workspaceId, subjectKind: 'decision', subjectId: decision.id };
  const entries = await historyOf(database.client, { ...subject, take: historyAtMost });
  const names = await peopleOfKeys(database.client, { workspaceId, keys: peopleIn(entries) });
  const personName = (key: string | null) => (key === null ? '' : (names.get(key)?.name ?? key));
  return historyView(decision, entries, { say, locale, today, timeZone: person.timeZone, personName });
}

async function turnPage(deps: DecisionDeps, context: ActionContext): Promise<void> {
  const speaker = await speakerOf(deps, context.user);
  const page = await logAnswer(deps, speaker, readLogQuery(context.value));
  await context.ack();
  await context.respond({ ...page, ...(context.isEphemeralMessage ? { replacesOriginal: true } : {}) });
}

/** What stands in a message is redrawn by the outbox; a modal is redrawn here. */
async function refresh(deps: DecisionDeps, { context, speaker, decision }: Click): Promise<void> {
  if (context.view?.type !== 'modal' || context.view.callbackId !== 'decision:view') return;
  const { workspaceId, database } = deps;
  const now = await findDecision(database.client, { workspaceId, id: decision.id });
  if (!now) return;
  await deps.messenger.updateView({ viewId: context.view.id, view: await decisionView(deps, speaker, now) });
}
