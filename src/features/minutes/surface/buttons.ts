import { regionalDay } from '../../../kernel/dates-in-words.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { actions, words } from '../../../platform/slack/elements.js';
import type { ActionContext } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { Acts } from '../../../surface/acts/acts.js';
import { inWords, type Subject } from '../../../surface/acts/subject.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import { minutesButton } from '../cards/card.js';
import { findMeeting } from '../meetings.js';
import type { Seen } from '../minutes.js';
import { readDigest, readingCount } from '../read-digest.js';
import { maySee } from '../rights.js';
import { attendanceOf } from '../stored-minutes.js';
import { minutesView } from './minutes-view.js';
import { openAttendance, openCorrection } from './open-form.js';
import { summaryOf } from './summary.js';

/** Everything that can be clicked on a digest, a card, a notice or a list. Rights are looked at here, at every click. */
export function registerButtons(slack: SlackApp, deps: AppDeps, acts: Acts<Seen>, subject: Subject<Seen>): void {
  slack.onAction('minutes:read', (context) => read(deps, subject, context));
  acts.click('minutes:open', async (click) => acts.open(click, await minutesView(deps, click.speaker, click.thing)));
  acts.click('minutes:attend', async (click) => acts.open(click, await openAttendance(deps, click)));
  acts.click('minutes:correct', async (click) => acts.open(click, openCorrection(deps, click)));
  acts.click('minutes:show', async ({ context, speaker, thing }) => {
    const answer = await summaryOf(deps, speaker, thing);
    await context.ack();
    await context.respond({ ...answer, ...(context.isEphemeralMessage ? { replacesOriginal: true } : {}) });
  });
}

/** Stored before it is answered; how many have read it is for this person's eyes, the digest itself stays as it is. */
async function read(deps: AppDeps, subject: Subject<Seen>, context: ActionContext): Promise<void> {
  const speaker = await speakerOf(deps, context.user);
  await inWords(subject, speaker, async () => {
    const [committeeKey = '', period = ''] = context.value?.split('|') ?? [];
    const { person } = speaker;
    const said = await readDigest(deps, { committeeKey, period, personKey: person.key });
    const answer = await readAnswer(deps, speaker, said);
    await context.ack();
    await context.respond(answer);
  });
}

/** "Noted: read by 5 of 8.", and the way to the minutes as soon as there are any this person may see. */
async function readAnswer(
  deps: AppDeps,
  speaker: Speaker,
  { digestId, reader, isNew }: Awaited<ReturnType<typeof readDigest>>,
) {
  const { database, workspaceId } = deps;
  const { say, locale, person } = speaker;
  const meeting = await findMeeting(database.client, { workspaceId, digestId });
  const date = regionalDay(localDate(reader.readAt, person.timeZone), { locale });
  // The last of its messages are still on their way.
  if (!meeting) return say(`minutes.read.${isNew ? 'early' : 'earlyAgain'}`, { date });
  const counts = await readingCount(deps, meeting);
  const text = say(`minutes.read.${isNew ? 'noted' : 'again'}`, { ...counts, date });
  const attendance = await attendanceOf(database.client, meeting.minutes?.id);
  if (!maySee(speaker, { committeeId: meeting.committee.id }, attendance)) return text;
  return { text, blocks: [words(text), actions(minutesButton({ name: 'open', digestId }, speaker))] };
}
