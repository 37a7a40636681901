import type { CalendarDate } from '../../../kernel/calendar.js';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { type AppError, ForbiddenError } from '../../../kernel/errors.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { holidaysSpokenOf } from '../../../organisation/calendar/working-days.js';
import { type Committee, membersOf } from '../../../organisation/committees/committees.js';
import type { Person } from '../../../organisation/people/people.js';
import { findPerson } from '../../../organisation/people/who.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { CommandContext } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import type { ApprovalSurfaceDeps } from '../approval-deps.js';
import { addDelegation, endDelegation } from '../delegations/delegate.js';
import { DelegationRefusal } from '../delegations/delegation-refusal.js';
import { type DelegateValues, delegateForm } from '../forms/delegate-form.js';

/** The committees in which somebody has a vote to give away. */
export function approverSeats({ committees, seats }: Speaker): Committee[] {
  return committees.filter(({ id }) => seats.get(id)?.includes('approver'));
}

export function notAnApprover({ say, person }: Speaker): AppError {
  return new ForbiddenError(`${person.key} is an approver nowhere`, {
    userMessage: say('approvals.delegate.refused.not-approver'),
  });
}

const mention = /<@([A-Z0-9]+)(?:\|[^<>]*)?>/;

/**
 * `/approval delegate @ben until Friday`: stored at once where person, days and committee are clear, else asked for in the
 * form, with what was understood filled in.
 * @throws ForbiddenError for somebody who is an approver nowhere
 */
export async function answerDelegate(
  deps: ApprovalSurfaceDeps,
  context: CommandContext,
  { speaker, text }: { readonly speaker: Speaker; readonly text: string },
): Promise<void> {
  const committees = approverSeats(speaker);
  if (committees.length === 0) throw notAnApprover(speaker);
  const asked = await readAsked(deps, { speaker, text, committees, channel: context.channel });
  if (!('days' in asked)) return openForm(deps, context, { speaker, values: { committees, ...asked } });
  try {
    await store(deps, { speaker, ...asked });
  } catch (error) {
    if (!(error instanceof DelegationRefusal)) throw error;
    const { person, committee, days } = asked;
    const values = { committees, committeeId: committee.id, person: person.slackUserId, ...days };
    const problem = problemText(speaker, error);
    return openForm(deps, context, { speaker, values: { ...values, problem } });
  }
  await context.ack(await savedText(deps, speaker, asked));
}

type Clear = {
  readonly person: Person;
  readonly committee: Committee;
  readonly days: { readonly fromOn: CalendarDate; readonly toOn: CalendarDate };
};

type Asked = {
  readonly speaker: Speaker;
  readonly text: string;
  readonly committees: readonly Committee[];
  readonly channel: string | null;
};

/** What is said of whom, where and when; what is not clear is left for the form. */
async function readAsked(
  deps: ApprovalSurfaceDeps,
  { speaker, text, committees, channel }: Asked,
): Promise<Clear | Omit<DelegateValues, 'committees'>> {
  const { locale, today, say } = speaker;
  const slackUserId = mention.exec(text)?.[1] ?? null;
  const words = text.replace(mention, ' ').trim().replaceAll(/\s+/g, ' ');
  const isHoliday = await holidaysSpokenOf(deps, { text: words, country: speaker.person.country ?? undefined });
  const read = words === '' ? null : deps.readDays(words, { today, locale, isHoliday });
  const person = slackUserId === null ? null : await findPerson(deps, slackUserId);
  const committee = person ? await committeeMeant(deps, { person, committees, channel }) : null;
  if (person && committee && read && 'days' in read) return { person, committee, days: read.days };
  const isUnread = read !== null && !('days' in read);
  return {
    committeeId: committee?.id ?? null,
    person: slackUserId,
    ...(read && 'days' in read ? read.days : {}),
    ...(isUnread
      ? {
          problem: say('approvals.delegate.unread', {
            text: plainInMrkdwn(words),
            rest: person && committee ? 'yes' : 'no',
          }),
        }
      : {}),
  };
}

/** The one in which both sit; of several the one of this channel. */
async function committeeMeant(
  { database }: ApprovalSurfaceDeps,
  { person, committees, channel }: Pick<Asked, 'committees' | 'channel'> & { readonly person: Person },
): Promise<Committee | null> {
  const shared: Committee[] = [];
  for (const committee of committees) {
    const members = await membersOf(database.client, { committeeId: committee.id });
    if (members.some(({ personKey }) => personKey === person.key)) shared.push(committee);
  }
  const here = shared.find((committee) => committee.channel !== null && committee.channel === channel);
  const [only, ...others] = shared.length > 0 ? shared : committees;
  return here ?? (others.length === 0 ? (only ?? null) : null);
}

async function openForm(
  deps: ApprovalSurfaceDeps,
  context: CommandContext,
  { speaker, values }: { readonly speaker: Speaker; readonly values: DelegateValues },
): Promise<void> {
  await context.ack();
  await deps.messenger.openView(context.triggerId, delegateForm(speaker, values));
}

async function store(
  deps: ApprovalSurfaceDeps,
  { speaker, person, committee, days }: Clear & { readonly speaker: Speaker },
): Promise<void> {
  const { key } = speaker.person;
  await addDelegation(deps, { committeeId: committee.id, fromKey: key, toKey: person.key, actorKey: key, ...days });
  deps.refreshHomes([key, person.key]);
}

async function savedText(
  { database }: ApprovalSurfaceDeps,
  { say, locale, today }: Speaker,
  { person, committee, days }: Clear,
): Promise<string> {
  const day = (date: CalendarDate) => regionalDay(date, { locale, near: today });
  const name = plainInMrkdwn(person.name);
  const saved = say('approvals.delegate.saved', {
    name,
    committee: plainInMrkdwn(committee.name[locale]),
    from: day(days.fromOn),
    to: day(days.toOn),
  });
  const members = await membersOf(database.client, { committeeId: committee.id });
  const hasOwn = members.some(({ personKey, role }) => personKey === person.key && role === 'approver');
  return hasOwn ? `${saved}\n${say('approvals.delegate.ownVote', { name })}` : saved;
}

function problemText({ say }: Speaker, { problem }: DelegationRefusal): string {
  return say(`approvals.delegate.refused.${problem}`);
}

/** The form of a delegation, when it is sent, and the button that takes one back. */
export function registerDelegating(slack: SlackApp, deps: ApprovalSurfaceDeps): void {
  slack.onView('approval:delegate', async (context) => {
    const speaker = await speakerOf(deps, context.user);
    const { values } = context;
    const committee = approverSeats(speaker).find(({ id }) => id === values.choice('committee'));
    const [slackUserId, fromOn, toOn] = [values.user('person'), values.date('fromOn'), values.date('toOn')];
    const words = (key: string) => speaker.say(`approvals.delegate.${key}`);
    const missing = {
      ...(slackUserId ? {} : { person: words('missing.person') }),
      ...(committee ? {} : { committee: words('refused.not-approver') }),
      ...(fromOn ? {} : { fromOn: words('missing.day') }),
      ...(toOn ? {} : { toOn: words('missing.day') }),
    };
    if (!slackUserId || !committee || !fromOn || !toOn) return context.reject(missing);
    const person = await findPerson(deps, slackUserId);
    if (!person) return context.reject({ person: words('refused.not-member') });
    const clear: Clear = { person, committee, days: { fromOn, toOn } };
    try {
      await store(deps, { speaker, ...clear });
    } catch (error) {
      if (!(error instanceof DelegationRefusal)) throw error;
      const [field = 'person'] = Object.keys(error.fields);
      return context.reject({ [field]: problemText(speaker, error) });
    }
    await context.ack(await savedText(deps, speaker, clear));
  });
  slack.onAction('approval:delegate', async (context) => {
    const speaker = await speakerOf(deps, context.user);
    const committees = approverSeats(speaker);
    if (committees.length === 0) throw notAnApprover(speaker);
    await context.ack();
    await deps.messenger.openView(context.triggerId, delegateForm(speaker, { committees }));
  });
  slack.onAction('approval:undelegate', async (context) => {
    const speaker = await speakerOf(deps, context.user);
    const { say, locale, today } = speaker;
    const { key } = speaker.person;
    const ended = await endDelegation(deps, { id: context.value ?? '', fromKey: key, actorKey: key });
    if (ended) deps.refreshHomes([key, ended.toKey]);
    const date = regionalDay(localDate(deps.clock.now(), speaker.person.timeZone), { locale, near: today });
    await context.ack();
    const words = say(ended ? 'approvals.delegate.ended' : 'approvals.delegate.over', { date });
    // The Home tab shows it by itself.
    if (!context.view) await context.respond(words);
  });
}
