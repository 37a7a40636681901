import { localDate } from '../../../kernel/zoned-time.js';
import { cardPlaceText, createPlaces } from '../../../organisation/committees/places.js';
import { findPerson } from '../../../organisation/people/who.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import { UnknownRequestError, type ViewContext } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import { editDecision, extendDecision } from '../change.js';
import { type Decision, decisionName } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { findDecisionCommittee, readDecisionFacts } from '../decision-facts.js';
import { type FormMetadata, readMetadata } from '../forms/metadata.js';
import { kpiValueAt } from '../kpi-value.js';
import { recordDecision, withdrawDecision } from '../record.js';
import { requestDecision } from '../request.js';
import { maySee } from '../rights.js';
import { findDecision, votesOf } from '../stored-decisions.js';
import { decisionView } from './decision-view.js';
import { linkedSource } from './from-message.js';
import { deadlineProblem, type FieldErrors, plainText, readForm } from './read-fields.js';
import { inWords } from './refusals.js';

type Sent = { readonly context: ViewContext; readonly speaker: Speaker; readonly metadata: FormMetadata };

/** The forms of decisions, when they are sent. What cannot be taken stays in the form, with the reason at its field. */
export function registerSubmissions(slack: SlackApp, deps: DecisionDeps): void {
  const on = (callbackId: string, handle: (sent: Sent) => Promise<void>) => {
    slack.onView(callbackId, async (context) => {
      const metadata = readMetadata(context.privateMetadata);
      if (!metadata) throw new UnknownRequestError('form', callbackId);
      const speaker = await speakerOf(deps, context.user);
      await inWords(deps, speaker, () => handle({ context, speaker, metadata }));
    });
  };
  on('decision:form', (sent) =>
    sent.metadata.decisionId === undefined ? requestSent(deps, sent) : editSent(deps, sent),
  );
  on('decision:record', (sent) => recordSent(deps, sent));
  on('decision:withdraw', (sent) => withdrawSent(deps, sent));
  on('decision:extend', (sent) => extendSent(deps, sent));
}

async function requestSent(deps: DecisionDeps, { context, speaker, metadata: { source } }: Sent): Promise<void> {
  const read = await readForm(deps, { values: context.values, speaker, edited: null });
  if ('errors' in read) return context.reject(read.errors);
  const { fields, committee, deciderKeys, quorum } = read;
  const { decision, isNew } = await requestDecision(deps, {
    draft: { ...fields, committeeId: committee.id, source: source ? await linkedSource(deps, source) : null },
    ...(source ? { thread: source } : {}),
    personKey: speaker.person.key,
    deciderKeys,
    quorum,
    requestKey: `view:${context.viewId}`,
  });
  await context.ack();
  // A form leaves no trace where it was opened: its author hears where the card stands.
  if (isNew) await context.respond(await savedText(deps, decision, speaker));
}

async function savedText(deps: DecisionDeps, decision: Decision, { say, locale }: Speaker): Promise<string> {
  const { channel, name } = await findDecisionCommittee(deps.database.client, decision.committeeId);
  const place = channel && { channel, standing: await createPlaces(deps).standing(channel) };
  return say(`decisions.saved.${channel === null ? 'people' : 'channel'}`, {
    name: decisionName(decision),
    question: plainInMrkdwn(decision.question),
    place: place ? cardPlaceText(say, place) : '',
    committee: plainInMrkdwn(name[locale]),
  });
}

async function editSent(deps: DecisionDeps, sent: Sent): Promise<void> {
  const { context, speaker, metadata } = sent;
  const decision = await decisionSent(deps, speaker, metadata);
  const votes = (await votesOf(deps.database.client, [decision.id])).get(decision.id) ?? [];
  const edited = { decision, deciderKeys: votes.map(({ personKey }) => personKey) };
  const read = await readForm(deps, { values: context.values, speaker, edited });
  if ('errors' in read) return context.reject(read.errors);
  await editDecision(deps, {
    decisionId: decision.id,
    personKey: speaker.person.key,
    fields: read.fields,
    deciderKeys: read.deciderKeys,
    quorum: read.quorum,
    mark: metadata.mark ?? '',
  });
  await closeForm(deps, sent);
}

async function recordSent(deps: DecisionDeps, sent: Sent): Promise<void> {
  const { context, speaker, metadata } = sent;
  const decision = await decisionSent(deps, speaker, metadata);
  const { values } = context;
  const { standing, committee } = await readDecisionFacts(deps, decision);
  const today = localDate(deps.clock.now(), committee.timeZone);
  const rationale = plainText(values.text('rationale'));
  const reviewOn = values.date('review');
  const owner = await ownerOf(deps, values.user('owner'), speaker);
  const chosen = standing.phase === 'outcome' ? standing.option : Number(values.choice('chosen') ?? Number.NaN);
  const { say } = speaker;
  const errors: FieldErrors = {
    ...(rationale === '' ? { rationale: say('decisions.record.errors.rationale') } : {}),
    ...('problem' in owner ? { owner: owner.problem } : {}),
    ...(reviewOn !== null && reviewOn <= today ? { review: say('decisions.record.errors.review') } : {}),
    ...(standing.phase === 'tie' && Number.isNaN(chosen) ? { chosen: say('decisions.record.errors.chosen') } : {}),
  };
  if (Object.keys(errors).length > 0 || 'problem' in owner) return context.reject(errors);
  await recordDecision(deps, {
    decisionId: decision.id,
    personKey: speaker.person.key,
    chosen,
    rationale,
    ownerKey: owner.key,
    reviewOn,
    supersedesId: values.choice('supersedes'),
    baseline: await baselineOf(deps, decision, speaker),
  });
  await closeForm(deps, sent);
}

/** Somebody who answers for what was decided, or in words why they cannot. */
async function ownerOf(
  deps: DecisionDeps,
  slackUserId: string | null,
  { say }: Speaker,
): Promise<{ readonly key: string } | { readonly problem: string }> {
  const person = slackUserId === null ? null : await findPerson(deps, slackUserId);
  if (!person) return { problem: say('decisions.record.errors.owner') };
  const { name } = person;
  if (person.isGuest) return { problem: say('decisions.form.errors.decider.guest', { name }) };
  return person.leftAt ? { problem: say('decisions.form.errors.decider.gone', { name }) } : { key: person.key };
}

/** What the KPI is worth when it is decided, as the committee reports it. */
async function baselineOf(deps: DecisionDeps, { kpiKey, committeeId }: Decision, { allCommittees }: Speaker) {
  const committee = allCommittees.find(({ id }) => id === committeeId);
  return kpiKey !== null && committee ? kpiValueAt(deps, { committee, kpiKey, at: deps.clock.now() }) : null;
}

async function withdrawSent(deps: DecisionDeps, sent: Sent): Promise<void> {
  const { context, speaker, metadata } = sent;
  const reason = plainText(context.values.text('reason'));
  if (reason === '') return context.reject({ reason: speaker.say('decisions.withdraw.missing') });
  const { id: decisionId } = await decisionSent(deps, speaker, metadata);
  await withdrawDecision(deps, { decisionId, personKey: speaker.person.key, reason });
  await closeForm(deps, sent);
}

async function extendSent(deps: DecisionDeps, sent: Sent): Promise<void> {
  const { context, speaker, metadata } = sent;
  const decision = await decisionSent(deps, speaker, metadata);
  const { timeZone } = await findDecisionCommittee(deps.database.client, decision.committeeId);
  const deadlineOn = context.values.date('deadline');
  const problem = deadlineProblem(deadlineOn, localDate(deps.clock.now(), timeZone));
  if (problem || deadlineOn === null) {
    return context.reject({ deadline: speaker.say(`decisions.form.errors.deadline.${problem ?? 'missing'}`) });
  }
  await extendDecision(deps, { decisionId: decision.id, personKey: speaker.person.key, deadlineOn });
  await closeForm(deps, sent);
}

/** A form names its decision by an id that anybody could send: what is not theirs to see is as good as not there. */
async function decisionSent(
  { database, workspaceId }: DecisionDeps,
  speaker: Speaker,
  { decisionId: id }: FormMetadata,
): Promise<Decision> {
  const decision = id === undefined ? null : await findDecision(database.client, { workspaceId, id });
  const votes = decision ? ((await votesOf(database.client, [decision.id])).get(decision.id) ?? []) : [];
  if (!decision || !maySee(speaker, decision, votes)) {
    throw new UnknownRequestError('form', 'a decision that is not there');
  }
  return decision;
}

/** Closes the form; a card that lies under it shows what is true now. */
async function closeForm(deps: DecisionDeps, { context, speaker, metadata }: Sent): Promise<void> {
  await context.ack();
  if (context.rootViewId === context.viewId) return;
  const view = await decisionView(deps, speaker, await decisionSent(deps, speaker, metadata));
  // Under it may lie something else, or nothing any more: what was asked is stored either way.
  await deps.messenger
    .updateView({ viewId: context.rootViewId, view })
    .catch((error: unknown) => context.log.info('the card under a form was not redrawn', { err: error }));
}
