import { NotFoundError } from '../../../kernel/errors.js';
import { committeeFor } from '../../../organisation/committees/committee-for.js';
import type { Committee } from '../../../organisation/committees/committees.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { CommandContext } from '../../../platform/slack/requests.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import { periodText } from '../document.js';
import { findMeetingOf, listMeetings } from '../meetings.js';
import type { Meeting } from '../minutes.js';
import { meetingSubject } from './meeting-subject.js';
import { summaryOf } from './summary.js';

const period = /^(?:\d{4}-(?:w\d{2}|\d{2}|q[1-4])|fy\d{4}-q[1-4])$/i;
const lastWords = ['last', 'latest', 'dernier', 'dernière', 'derniere'];

/** `/copil minutes [committee] [period | last]`: the newest meeting where no period is named. */
export async function answerMinutes(deps: AppDeps, context: CommandContext): Promise<void> {
  const speaker = await speakerOf(deps, context.user);
  const typed = context.text.split(/\s+/).filter(Boolean);
  const label = typed.find((word) => period.test(word))?.toUpperCase() ?? null;
  const named = typed.find((word) => !period.test(word) && !lastWords.includes(word.toLowerCase())) ?? '';
  const { person } = speaker;
  const committee = await committeeFor(deps, { person, channel: context.channel ?? '', named });
  const { digestId } = await meetingMeant(deps, { speaker, committee, label });
  const shown = await meetingSubject(deps).find(speaker, digestId);
  if (!shown) {
    throw new NotFoundError(`${person.key} may see no minutes of ${committee.key}`, {
      userMessage: speaker.say('minutes.notSeen', { committee: plainInMrkdwn(committee.name[speaker.locale]) }),
    });
  }
  await context.ack(await summaryOf(deps, speaker, shown));
}

/** As many as fit into a line. */
const namedAtMost = 8;

/** @throws NotFoundError for a period without a published digest, naming those there are */
async function meetingMeant(
  { database }: AppDeps,
  {
    speaker,
    committee,
    label,
  }: { readonly speaker: Speaker; readonly committee: Committee; readonly label: string | null },
): Promise<Meeting> {
  const { say, locale } = speaker;
  const store = database.client;
  const name = plainInMrkdwn(committee.name[locale]);
  const meetings = await listMeetings(store, { committeeId: committee.id, take: namedAtMost });
  const found = label === null ? meetings[0] : await findMeetingOf(store, { committeeId: committee.id, period: label });
  if (found) return found;
  const periods = meetings.map((one) => one.period).join(', ');
  throw new NotFoundError(`${committee.key} has no published digest ${label ?? ''}`, {
    userMessage:
      label === null || meetings.length === 0
        ? say('minutes.list.none', { committee: name })
        : say('minutes.list.unknown', { committee: name, period: periodText(label, locale), periods }),
  });
}
