import { addMonths } from '../../../kernel/calendar.js';
import { ForbiddenError } from '../../../kernel/errors.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { mayShow } from '../../../organisation/access-level.js';
import { slackIdsOf } from '../../../organisation/people/people.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Speaker } from '../../../surface/speaker.js';
import { outcomeLine } from '../cards/outcome.js';
import { editMark } from '../change.js';
import { type Decision, decisionName, usualDeadline, usualQuorum } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { type DecisionFacts, readDecisionFacts } from '../decision-facts.js';
import { decisionForm, questionAtMost } from '../forms/decision-form.js';
import { type FormMetadata, writeMetadata } from '../forms/metadata.js';
import { extendForm, recordForm } from '../forms/outcome-forms.js';
import { writeOptions } from '../option-lines.js';
import { listDecided } from '../stored-decisions.js';
import { kpiValueText, optionText } from '../wording.js';
import { readerOf } from './decision-view.js';

/** Long enough for a KPI to move. */
const usualReviewMonths = 3;

/** The form for a new decision. @throws ForbiddenError for a guest, or somebody who sits in no committee */
export function newDecisionForm(
  speaker: Speaker,
  known: {
    readonly committeeId: string | null;
    readonly text: string;
    readonly source?: FormMetadata['source'] | undefined;
  },
): ModalView {
  const { say, locale, committees, person, today } = speaker;
  const { source } = known;
  if (person.isGuest || committees.length === 0) {
    const reason = person.isGuest ? 'gone' : 'no-seat';
    throw new ForbiddenError(`${person.key} may not ask for a decision`, {
      userMessage: say(`decisions.refused.${reason}`),
    });
  }
  return decisionForm({
    say,
    title: say('decisions.form.title'),
    metadata: writeMetadata(source ? { source } : {}),
    source,
    committees: committees.map(({ id, name }) => ({ value: id, text: name[locale] })),
    values: {
      committeeId: known.committeeId,
      question: clampText(known.text, questionAtMost),
      // What is too long for a question is kept whole.
      context: known.text.length > questionAtMost ? known.text : '',
      options: '',
      recommended: null,
      recommendation: '',
      deadline: usualDeadline(today),
      deciders: [],
      quorum: '',
      kpi: null,
      planned: '',
    },
  });
}

/** The form that changes a decision, as it is now. */
export async function editDecisionForm(deps: DecisionDeps, speaker: Speaker, decision: Decision): Promise<ModalView> {
  const { say, locale, person } = speaker;
  const { votes, kpi } = await readDecisionFacts(deps, decision);
  const keys = votes.map(({ personKey }) => personKey);
  const slackIds = await slackIdsOf(deps.database.client, { workspaceId: deps.workspaceId, keys });
  const shownKpi = kpi && mayShow(kpi.accessLevel, person.accessLevel) ? kpi : null;
  const { plannedValue, quorum } = decision;
  return decisionForm({
    say,
    title: say('decisions.form.edit', { name: decisionName(decision) }),
    hidesKpi: kpi !== null && shownKpi === null,
    metadata: writeMetadata({ decisionId: decision.id, mark: editMark(decision, keys) }),
    intro: say('decisions.form.editIntro'),
    committees: [],
    values: {
      ...decision,
      options: writeOptions(decision.options),
      deadline: decision.deadlineOn,
      deciders: keys.flatMap((key) => slackIds.get(key) ?? []),
      quorum: quorum === usualQuorum(keys.length) ? '' : String(quorum),
      kpi: shownKpi && { value: shownKpi.key, text: shownKpi.name[locale] },
      planned: shownKpi && plannedValue !== null ? kpiValueText(plannedValue, shownKpi, locale) : '',
    },
  });
}

/** The form that records an outcome, with what the votes gave. */
export async function recordFormOf(deps: DecisionDeps, speaker: Speaker, decision: Decision): Promise<ModalView> {
  const { say } = speaker;
  const { workspaceId, database, clock } = deps;
  const facts = await readDecisionFacts(deps, decision);
  const { voteStatus, committee } = facts;
  const slackIds = await slackIdsOf(database.client, { workspaceId, keys: [decision.raisedByKey] });
  const earlier = await listDecided(database.client, { committeeId: committee.id, take: 50 });
  const tied = voteStatus.phase === 'tie' ? voteStatus.options : [];
  const today = localDate(clock.now(), committee.timeZone);
  return recordForm({
    decision,
    say,
    outcome: outcomeWords(decision, facts, speaker),
    tied: tied.map((option) => ({ value: String(option), text: clampText(optionText(decision, option), 75) })),
    owner: slackIds.get(decision.raisedByKey) ?? null,
    reviewOn: decision.kpiKey === null ? null : addMonths(today, usualReviewMonths),
    earlier: earlier.map((one) => ({ value: one.id, text: clampText(`${decisionName(one)} ${one.question}`, 75) })),
  });
}

export async function extendFormOf(deps: DecisionDeps, speaker: Speaker, decision: Decision): Promise<ModalView> {
  const facts = await readDecisionFacts(deps, decision);
  return extendForm({ decision, say: speaker.say, line: outcomeWords(decision, facts, speaker) });
}

function outcomeWords(decision: Decision, facts: DecisionFacts, speaker: Speaker): string {
  return `*${plainInMrkdwn(decision.question)}*\n${outcomeLine(decision, facts, readerOf(speaker))}`;
}
