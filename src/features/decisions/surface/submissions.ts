import { localDate } from '../../../kernel/zoned-time.js';
import { cardPlaceText, createPlaces } from '../../../organisation/committees/places.js';
import { findPerson } from '../../../organisation/people/who.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Acts, Sent, SentOf } from '../../../surface/acts/acts.js';
import { type Subject, seen } from '../../../surface/acts/subject.js';
import { linkedSource } from '../../../surface/sources/source.js';
import type { Speaker } from '../../../surface/speaker.js';
import { editDecision, extendDecision } from '../change.js';
import { type Decision, decisionName } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { findDecisionCommittee, readDecisionFacts } from '../decision-facts.js';
import { type FormMetadata, readMetadata } from '../forms/metadata.js';
import { kpiValueAt } from '../kpi-value.js';
import { recordDecision, withdrawDecision } from '../record.js';
import { requestDecision } from '../request.js';
import { votesOf } from '../stored-decisions.js';
import { deadlineProblem, type FieldErrors, plainText, readForm } from './read-fields.js';

type Form = Sent<FormMetadata>;
type FormOf = SentOf<Decision, FormMetadata>;

const form = { read: readMetadata, idOf: ({ decisionId }: FormMetadata) => decisionId };

/** The forms of decisions, when they are sent. What cannot be taken stays in the form, with the reason at its field. */
export function registerSubmissions(deps: DecisionDeps, acts: Acts<Decision>, subject: Subject<Decision>): void {
  acts.form('decision:form', form, async (sent) => {
    const { decisionId } = sent.metadata;
    if (decisionId === undefined) return requestSent(deps, sent);
    return editSent(deps, acts, { ...sent, thing: await seen(subject, sent.speaker, decisionId) });
  });
  acts.formOf('decision:record', form, (sent) => recordSent(deps, acts, sent));
  acts.formOf('decision:withdraw', form, (sent) => withdrawSent(deps, acts, sent));
  acts.formOf('decision:extend', form, (sent) => extendSent(deps, acts, sent));
}

async function requestSent(deps: DecisionDeps, { context, speaker, metadata: { source } }: Form): Promise<void> {
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
  const place = channel && { channel, state: await createPlaces(deps).stateOf(channel) };
  return say(`decisions.saved.${channel === null ? 'people' : 'channel'}`, {
    name: decisionName(decision),
    question: plainInMrkdwn(decision.question),
    place: place ? cardPlaceText(say, place) : '',
    committee: plainInMrkdwn(name[locale]),
  });
}

async function editSent(deps: DecisionDeps, acts: Acts<Decision>, sent: FormOf): Promise<void> {
  const { context, speaker, metadata, thing: decision } = sent;
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
  await acts.close(sent, decision.id);
}

async function recordSent(deps: DecisionDeps, acts: Acts<Decision>, sent: FormOf): Promise<void> {
  const { context, speaker, thing: decision } = sent;
  const { values } = context;
  const { voteStatus, committee } = await readDecisionFacts(deps, decision);
  const today = localDate(deps.clock.now(), committee.timeZone);
  const rationale = plainText(values.text('rationale'));
  const reviewOn = values.date('review');
  const owner = await ownerOf(deps, values.user('owner'), speaker);
  const chosen = voteStatus.phase === 'outcome' ? voteStatus.option : Number(values.choice('chosen') ?? Number.NaN);
  const { say } = speaker;
  const errors: FieldErrors = {
    ...(rationale === '' ? { rationale: say('decisions.record.errors.rationale') } : {}),
    ...('problem' in owner ? { owner: owner.problem } : {}),
    ...(reviewOn !== null && reviewOn <= today ? { review: say('decisions.record.errors.review') } : {}),
    ...(voteStatus.phase === 'tie' && Number.isNaN(chosen) ? { chosen: say('decisions.record.errors.chosen') } : {}),
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
  await acts.close(sent, decision.id);
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

async function withdrawSent(deps: DecisionDeps, acts: Acts<Decision>, sent: FormOf): Promise<void> {
  const { context, speaker, thing: decision } = sent;
  const reason = plainText(context.values.text('reason'));
  if (reason === '') return context.reject({ reason: speaker.say('decisions.withdraw.missing') });
  await withdrawDecision(deps, { decisionId: decision.id, personKey: speaker.person.key, reason });
  await acts.close(sent, decision.id);
}

async function extendSent(deps: DecisionDeps, acts: Acts<Decision>, sent: FormOf): Promise<void> {
  const { context, speaker, thing: decision } = sent;
  const { timeZone } = await findDecisionCommittee(deps.database.client, decision.committeeId);
  const deadlineOn = context.values.date('deadline');
  const problem = deadlineProblem(deadlineOn, localDate(deps.clock.now(), timeZone));
  if (problem || deadlineOn === null) {
    return context.reject({ deadline: speaker.say(`decisions.form.errors.deadline.${problem ?? 'missing'}`) });
  }
  await extendDecision(deps, { decisionId: decision.id, personKey: speaker.person.key, deadlineOn });
  await acts.close(sent, decision.id);
}
