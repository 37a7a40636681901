import { regionalDay } from '../../../kernel/dates-in-words.js';
import { membersOf } from '../../../organisation/committees/committees.js';
import { UnknownRequestError, type ViewContext } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import { plainText } from '../../decisions/public.js';
import { confirmAttendance } from '../confirm.js';
import { correctMinutes } from '../correct.js';
import { type FormMetadata, readMetadata } from '../forms/metadata.js';
import { correctionAtMost } from '../minutes.js';
import { seatedAmong } from '../rights.js';
import { attendanceOf } from '../stored-minutes.js';
import { minutesView } from './minutes-view.js';
import { readAttendance } from './read-attendance.js';
import { inWords } from './refusals.js';
import { seenMeeting } from './seen-meeting.js';

type Sent = { readonly context: ViewContext; readonly speaker: Speaker; readonly metadata: FormMetadata };

/** The forms of minutes, when they are sent. What cannot be taken stays in the form, with the reason at its field. */
export function registerSubmissions(slack: SlackApp, deps: AppDeps): void {
  const on = (callbackId: string, handle: (sent: Sent) => Promise<void>) => {
    slack.onView(callbackId, async (context) => {
      const metadata = readMetadata(context.privateMetadata);
      if (!metadata) throw new UnknownRequestError('form', callbackId);
      const speaker = await speakerOf(deps, context.user);
      await inWords(deps, speaker, () => handle({ context, speaker, metadata }));
    });
  };
  on('minutes:attend', (sent) => attendanceSent(deps, sent));
  on('minutes:correct', (sent) => correctionSent(deps, sent));
}

async function attendanceSent(deps: AppDeps, sent: Sent): Promise<void> {
  const { context, speaker, metadata } = sent;
  const { digestId, mark = '' } = metadata;
  const { say, locale, person } = speaker;
  const { meeting } = await seenMeeting(deps, speaker, digestId);
  const members = await membersOf(deps.database.client, { committeeId: meeting.committee.id });
  const read = await readAttendance(deps, { values: context.values, say, seated: seatedAmong(members, meeting) });
  if ('errors' in read) return context.reject(read.errors);
  const confirmed = await confirmAttendance(deps, { digestId, personKey: person.key, mark, ...read });
  const { minutes } = confirmed;
  const attendance = await attendanceOf(deps.database.client, minutes?.id);
  const until = minutes?.correctableUntil ?? null;
  const text = say('minutes.attend.saved', {
    present: attendance.filter(({ presence }) => presence === 'present').length,
    total: attendance.filter(({ presence }) => presence !== 'guest').length,
    until: until === null ? '' : regionalDay(until, { locale }),
  });
  await closeForm(deps, sent, text);
}

async function correctionSent(deps: AppDeps, sent: Sent): Promise<void> {
  const { context, speaker, metadata } = sent;
  const { say, person } = speaker;
  const text = plainText(context.values.text('text'));
  if (text === '') return context.reject({ text: say('minutes.correct.missing') });
  if (text.length > correctionAtMost) {
    return context.reject({ text: say('minutes.correct.long', { most: correctionAtMost, count: text.length }) });
  }
  const { number } = await correctMinutes(deps, {
    digestId: metadata.digestId,
    personKey: person.key,
    text,
    requestKey: `minutes:${context.viewId}`,
  });
  await closeForm(deps, sent, say('minutes.correct.saved', { number }));
}

/** Closes the form and says what was stored; minutes that lie under it show what is true now. */
async function closeForm(deps: AppDeps, { context, speaker, metadata }: Sent, text: string): Promise<void> {
  await context.ack();
  if (context.rootViewId !== context.viewId) {
    const seen = await seenMeeting(deps, speaker, metadata.digestId);
    // Under it may lie something else, or nothing any more: what was said is stored either way.
    await deps.messenger
      .updateView({ viewId: context.rootViewId, view: await minutesView(deps, speaker, seen) })
      .catch((error: unknown) => context.log.info('the minutes under a form were not redrawn', { err: error }));
  }
  await context.respond(text);
}
