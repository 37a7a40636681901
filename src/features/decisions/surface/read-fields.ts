import { addMonths, type CalendarDate, isCalendarDate } from '../../../kernel/calendar.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { mayShow } from '../../../organisation/access-level.js';
import type { Committee } from '../../../organisation/committees/committees.js';
import { findPersonByKey } from '../../../organisation/people/people.js';
import { findPerson } from '../../../organisation/people/who.js';
import type { ViewValues } from '../../../platform/slack/view-values.js';
import type { Speaker } from '../../../surface/speaker.js';
import type { Decision, DecisionDraft } from '../decision.js';
import { optionLetter } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { findDecisionKpi } from '../decision-facts.js';
import { readOptions } from '../option-lines.js';
import { decidersFor } from '../request.js';
import { readPlanned } from './planned-value.js';

/** What is wrong with a form, by field, in its reader's words. */
export type FieldErrors = Readonly<Record<string, string>>;

export type FormFields = {
  readonly fields: Omit<DecisionDraft, 'committeeId' | 'source'>;
  readonly committee: Pick<Committee, 'id'>;
  readonly deciderKeys: readonly string[];
  readonly quorum: number | null;
};

export type FormRead = {
  readonly values: ViewValues;
  readonly speaker: Speaker;
  /** The decision that is changed, with the keys of its deciders. */
  readonly edited: { readonly decision: Decision; readonly deciderKeys: readonly string[] } | null;
};

type Errors = Record<string, string>;

/** Reads and checks the form; every fault at once, each at its field. */
export async function readForm(
  deps: DecisionDeps,
  read: FormRead,
): Promise<FormFields | { readonly errors: FieldErrors }> {
  const errors: Errors = {};
  const { values, speaker } = read;
  const { say } = speaker;
  const question = oneLine(values.text('question'));
  if (!/[\p{L}\p{N}]/u.test(question)) errors['question'] = say('decisions.form.errors.question');
  const committee = committeeOf(read);
  if (!committee) errors['committee'] = say('decisions.form.errors.committee');
  const options = optionsOf(read, errors);
  const recommended = recommendedOf(read, options.length, errors);
  const deadlineOn = deadlineOf(
    read,
    localDate(deps.clock.now(), committee?.timeZone ?? speaker.person.timeZone),
    errors,
  );
  const deciderKeys = await decidersOf(deps, read, errors);
  const quorum = committee ? await quorumOf(deps, read, { committeeId: committee.id, deciderKeys, errors }) : null;
  const aim = await aimOf(deps, read, errors);
  if (Object.keys(errors).length > 0 || !committee || deadlineOn === null) return { errors };
  const texts = {
    question,
    context: plainText(values.text('context')),
    recommendation: plainText(values.text('recommendation')),
  };
  return { fields: { ...texts, options, recommended, deadlineOn, ...aim }, committee, deciderKeys, quorum };
}

function committeeOf({ values, speaker, edited }: FormRead): Committee | undefined {
  const { committees, allCommittees } = speaker;
  if (edited) return allCommittees.find(({ id }) => id === edited.decision.committeeId);
  const id = values.choice('committee') ?? (committees.length === 1 ? committees[0]?.id : null);
  return committees.find((committee) => committee.id === id);
}

function optionsOf({ values, speaker: { say } }: FormRead, errors: Errors): DecisionDraft['options'] {
  const read = readOptions(plainText(values.text('options')));
  if ('options' in read) return read.options;
  const { fault, ...places } = read;
  errors['options'] = say(`decisions.form.errors.options.${fault}`, places);
  return [];
}

function recommendedOf({ values, speaker: { say } }: FormRead, count: number, errors: Errors): number | null {
  const chosen = values.choice('recommended');
  if (chosen === null) return null;
  const option = Number(chosen);
  if (count > 0 && option >= count) {
    errors['recommended'] = say('decisions.form.errors.recommended', { option: optionLetter(option) });
  }
  return option;
}

function deadlineOf({ values, speaker: { say } }: FormRead, today: CalendarDate, errors: Errors): CalendarDate | null {
  const date = values.date('deadline');
  const problem = deadlineProblem(date, today);
  if (problem) errors['deadline'] = say(`decisions.form.errors.deadline.${problem}`);
  return date;
}

/** A day that is over, or so far away that it is a slip of the pen, is no deadline. */
export function deadlineProblem(date: string | null, today: CalendarDate): 'missing' | 'past' | 'far' | null {
  if (date === null || !isCalendarDate(date)) return 'missing';
  if (date < today) return 'past';
  return date > addMonths(today, 12) ? 'far' : null;
}

/** Keys of those chosen; a decider whom the form cannot show, having no Slack account, stays. */
async function decidersOf(deps: DecisionDeps, { values, speaker: { say }, edited }: FormRead, errors: Errors) {
  const keys: string[] = [];
  const problems: string[] = [];
  for (const slackUserId of values.users('deciders')) {
    const person = await findPerson(deps, slackUserId);
    const name = person?.name ?? (await nameInSlack(deps, slackUserId));
    if (!person) problems.push(say('decisions.form.errors.decider.unknown', { name }));
    else if (person.isGuest) problems.push(say('decisions.form.errors.decider.guest', { name }));
    else if (person.leftAt) problems.push(say('decisions.form.errors.decider.gone', { name }));
    else keys.push(person.key);
  }
  if (problems.length > 0) errors['deciders'] = problems.join('\n');
  if (keys.length === 0 || !edited) return [...new Set(keys)];
  return [...new Set([...keys, ...(await withoutAccount(deps, edited.deciderKeys))])];
}

async function withoutAccount({ database, workspaceId }: DecisionDeps, keys: readonly string[]): Promise<string[]> {
  const store = database.client;
  const found = await Promise.all(keys.map((key) => findUnlinked(store, { workspaceId, key })));
  return found.flatMap((key) => key ?? []);
}

async function findUnlinked(
  store: Parameters<typeof findPersonByKey>[0],
  ask: { readonly workspaceId: string; readonly key: string },
): Promise<string | null> {
  const person = await findPersonByKey(store, ask);
  return person && person.slackUserId === null ? person.key : null;
}

async function nameInSlack({ messenger }: DecisionDeps, slackUserId: string): Promise<string> {
  const facts = await messenger.userFacts(slackUserId).catch(() => null);
  return facts?.name ?? slackUserId;
}

type QuorumAsk = {
  readonly committeeId: string;
  readonly deciderKeys: readonly string[];
  readonly errors: Errors;
};

/** Null: more than half of the deciders. */
async function quorumOf(
  { database, workspaceId }: DecisionDeps,
  { values, speaker: { say } }: FormRead,
  { committeeId, deciderKeys, errors }: QuorumAsk,
): Promise<number | null> {
  const typed = values.text('quorum');
  if (typed === '') return null;
  const deciders = await decidersFor(database.client, { workspaceId, committeeId, wanted: deciderKeys });
  const quorum = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  if (quorum >= 1 && quorum <= deciders.length) return quorum;
  errors['quorum'] = say('decisions.form.errors.quorum', { count: deciders.length });
  return null;
}

type Aim = Pick<DecisionDraft, 'kpiKey' | 'plannedValue'>;

/**
 * The KPI and what it is to be worth. A request can hold any key: one that is not there is refused like one that the
 * person may not see, which is not theirs to take away either.
 */
async function aimOf(deps: DecisionDeps, { values, speaker, edited }: FormRead, errors: Errors): Promise<Aim> {
  const { say, locale, person } = speaker;
  const { workspaceId, database } = deps;
  const find = (key: string | null) => findDecisionKpi(database.client, { workspaceId, key });
  const before = edited && (await find(edited.decision.kpiKey));
  if (edited && before && !mayShow(before.accessLevel, person.accessLevel)) {
    return { kpiKey: edited.decision.kpiKey, plannedValue: edited.decision.plannedValue };
  }
  const wanted = values.choice('kpi');
  const kpi = await find(wanted);
  const typed = values.text('planned');
  if (!kpi || !mayShow(kpi.accessLevel, person.accessLevel)) {
    if (wanted !== null) errors['kpi'] = say('follow-up.form.errors.kpi');
    else if (typed !== '') errors['planned'] = say('decisions.form.errors.planned.no-kpi');
    return { kpiKey: null, plannedValue: null };
  }
  if (typed === '') return { kpiKey: kpi.key, plannedValue: null };
  const read = readPlanned(typed, kpi, locale);
  if ('fault' in read) errors['planned'] = say(`decisions.form.errors.planned.${read.fault}`);
  return { kpiKey: kpi.key, plannedValue: 'value' in read ? read.value : null };
}

const directionMarks = /[\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/g;

/** Without control characters but line breaks, and without marks that embed or override a direction. */
export function plainText(text: string): string {
  return text
    .replaceAll(directionMarks, '')
    .replaceAll(/\p{Cc}/gu, (mark) => (mark === '\n' ? '\n' : mark === '\t' ? ' ' : ''))
    .trim();
}

function oneLine(text: string): string {
  return plainText(text).replaceAll(/\s+/g, ' ');
}
