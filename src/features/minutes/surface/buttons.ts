import { regionalDay } from '../../../kernel/dates-in-words.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { words } from '../../../platform/slack/elements.js';
import type { ActionContext } from '../../../platform/slack/requests.js';
import { showView } from '../../../platform/slack/show-view.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import { minutesButton, row } from '../cards/card.js';
import { findMeeting } from '../meetings.js';
import { readDigest, readingCount } from '../read-digest.js';
import { maySee } from '../rights.js';
import { attendanceOf } from '../stored-minutes.js';
import { minutesView } from './minutes-view.js';
import { openAttendance, openCorrection } from './open-form.js';
import { inWords } from './refusals.js';
import { type Seen, seenMeeting } from './seen-meeting.js';
import { summaryOf } from './summary.js';

type Click = Seen & { readonly context: ActionContext; readonly speaker: Speaker };

/** Everything that can be clicked on a digest, a card, a notice or a list. Rights are looked at here, at every click. */
export function registerButtons(slack: SlackApp, deps: AppDeps): void {
  slack.onAction('minutes:read', (context) => read(deps, context));
  const on = (name: string, handle: (click: Click) => Promise<void>) => {
    slack.onAction(`minutes:${name}`, async (context) => {
      const speaker = await speakerOf(deps, context.user);
      await inWords(deps, speaker, async () => {
        const seen = await seenMeeting(deps, speaker, context.value ?? '');
        await handle({ context, speaker, ...seen });
      });
    });
  };
  const show = (name: string, viewOf: (click: Click) => Promise<Parameters<typeof showView>[2]>) =>
    on(name, async (click) => {
      const view = await viewOf(click);
      await click.context.ack();
      await showView(deps.messenger, click.context, view);
    });
  show('open', (click) => minutesView(deps, click.speaker, click));
  show('attend', (click) => openAttendance(deps, click));
  show('correct', (click) => Promise.resolve(openCorrection(deps, click)));
  on('show', async (click) => {
    const { context, speaker } = click;
    const answer = await summaryOf(deps, speaker, click);
    await context.ack();
    await context.respond({ ...answer, ...(context.isEphemeralMessage ? { replacesOriginal: true } : {}) });
  });
}

/** Stored before it is answered; how many have read it is for this person's eyes, the digest itself stays as it is. */
async function read(deps: AppDeps, context: ActionContext): Promise<void> {
  const speaker = await speakerOf(deps, context.user);
  await inWords(deps, speaker, async () => {
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
  return { text, blocks: [words(text), row([minutesButton({ name: 'open', digestId }, speaker)])] };
}
