import { z } from 'zod';
import { addDays } from '../../kernel/calendar.js';
import { localDate } from '../../kernel/zoned-time.js';
import { membersOf } from '../../organisation/committees/committees.js';
import { inChargeAmong } from '../../organisation/committees/seats.js';
import { knownKeys } from '../../platform/outbox/stored-deliveries.js';
import { smallWords } from '../../platform/slack/elements.js';
import type { AppDeps } from '../../surface/app-deps.js';
import type { MorningPart, MorningReader, Waking } from '../../surface/morning/part.js';
import { listMornings } from '../../surface/morning/stored-mornings.js';
import { noticeKey } from './cards/messages.js';
import { noticeOf } from './cards/notice.js';
import { findMeeting, listUnconfirmed } from './meetings.js';
import type { Meeting } from './minutes.js';

type MorningDeps = Pick<AppDeps, 'database' | 'workspaceId'>;

/** Nobody remembers who was at an older meeting: its minutes stay open, and say so. */
const askedWithinDays = 14;

const MeetingsPlan = z.object({ digestIds: z.array(z.string()) });
type MeetingsPlan = z.infer<typeof MeetingsPlan>;

const name = 'meetings';

/**
 * Asks whoever confirms it who was at a meeting, once, on their first working morning after the day of its digest; whoever
 * becomes chair meanwhile is asked as well.
 */
export function attendanceInMorning(deps: MorningDeps): MorningPart<MeetingsPlan> {
  const { database, workspaceId } = deps;
  return {
    name,
    order: 20,
    plan: MeetingsPlan,
    async planning({ now }) {
      const after = new Date(now.getTime() - askedWithinDays * 86_400_000);
      const meetings = await listUnconfirmed(database.client, { workspaceId, after });
      if (meetings.length === 0) return null;
      const confirmers = new Map<Meeting, readonly string[]>();
      for (const meeting of meetings) {
        const members = await membersOf(database.client, { committeeId: meeting.committee.id });
        confirmers.set(meeting, inChargeAmong(members));
      }
      return (waking) => planFor(deps, waking, confirmers);
    },
    async compose({ digestIds }, reader, { isPosted }) {
      const found = await Promise.all(
        digestIds.map((digestId) => findMeeting(database.client, { workspaceId, digestId })),
      );
      const asked = found.flatMap((meeting) => (meeting && (isPosted || isOpen(meeting)) ? [meeting] : []));
      const entries = asked.map((meeting) => entryOf(meeting, reader));
      if (entries.length === 0) return null;
      const brief = reader.say('minutes.attend.title');
      return {
        heading: null,
        brief,
        opening: null,
        head: [],
        entries,
        total: entries.length,
        more: (count) => [smallWords(reader.say('digests.items.more', { count }))],
        tail: [],
      };
    },
  };
}

function isOpen({ minutes }: Meeting): boolean {
  return minutes === null || minutes.state === 'open';
}

async function planFor(
  { database }: MorningDeps,
  { person, day }: Waking,
  confirmers: ReadonlyMap<Meeting, readonly string[]>,
): Promise<MeetingsPlan | null> {
  const due: Meeting[] = [];
  for (const [meeting, keys] of confirmers) {
    const { committee, publishedAt } = meeting;
    // The committee meets on the day of its digest, whatever the hour: it is asked on a later one.
    const isOver = day > localDate(publishedAt, committee.timeZone);
    if (isOver && keys.includes(person.key)) due.push(meeting);
  }
  if (due.length === 0) return null;
  const since = addDays(day, -askedWithinDays - 1);
  const mornings = await listMornings(database.client, { slackUserId: person.slackUserId, since });
  // One that never left, since Slack was away all day, asked nothing.
  const told = mornings.filter(({ isTold }) => isTold);
  const asked = new Set(told.flatMap(({ plans }) => MeetingsPlan.safeParse(plans[name]).data?.digestIds ?? []));
  const keyOf = (meeting: Meeting) => noticeKey({ meeting, about: 'attendance', personKey: person.key });
  const askedBefore = await knownKeys(database.client, due.map(keyOf));
  const digestIds = due
    .filter((meeting) => !asked.has(meeting.digestId) && !askedBefore.has(keyOf(meeting)))
    .map(({ digestId }) => digestId);
  return digestIds.length === 0 ? null : { digestIds };
}

function entryOf(
  { digestId, period, committee }: Meeting,
  { person: { locale }, say }: MorningReader,
): { readonly line: string; readonly blocks: ReturnType<typeof noticeOf>['blocks'] } {
  const { key, name: names, timeZone, correctionDays } = committee;
  const content = { committee: { key, name: names, locale: committee.locale, timeZone }, period, corrections: [] };
  const { text, blocks } = noticeOf(
    { about: 'attendance', number: null },
    { digestId, content, correctionDays },
    { locale, say },
  );
  return { line: text, blocks };
}
