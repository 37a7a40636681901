import { regionalDay } from '../../../kernel/dates-in-words.js';
import { membersOf } from '../../../organisation/committees/committees.js';
import type { Acts, SentOf } from '../../../surface/acts/acts.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import { plainText } from '../../decisions/public.js';
import { confirmAttendance } from '../confirm.js';
import { correctMinutes } from '../correct.js';
import { type FormMetadata, readMetadata } from '../forms/metadata.js';
import type { Seen } from '../minutes.js';
import { correctionAtMost } from '../minutes.js';
import { seatedAmong } from '../rights.js';
import { attendanceOf } from '../stored-minutes.js';
import { readAttendance } from './read-attendance.js';

type Form = SentOf<Seen, FormMetadata>;

const form = { read: readMetadata, idOf: ({ digestId }: FormMetadata) => digestId };

/** The forms of minutes, when they are sent. What cannot be taken stays in the form, with the reason at its field. */
export function registerSubmissions(deps: AppDeps, acts: Acts<Seen>): void {
  acts.formOf('minutes:attend', form, (sent) => attendanceSent(deps, acts, sent));
  acts.formOf('minutes:correct', form, (sent) => correctionSent(deps, acts, sent));
}

async function attendanceSent(deps: AppDeps, acts: Acts<Seen>, sent: Form): Promise<void> {
  const { context, speaker, metadata } = sent;
  const { digestId, mark = '' } = metadata;
  const { say, locale, person } = speaker;
  const { meeting } = sent.thing;
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
  await acts.close(sent, digestId);
  await context.respond(text);
}

async function correctionSent(deps: AppDeps, acts: Acts<Seen>, sent: Form): Promise<void> {
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
  await acts.close(sent, metadata.digestId);
  await context.respond(say('minutes.correct.saved', { number }));
}
