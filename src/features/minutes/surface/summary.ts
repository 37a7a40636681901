import type { KnownBlock } from '@slack/types';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { type Card, words, wordsBeside } from '../../../platform/slack/elements.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import { listBlocks } from '../../../surface/lists/list-blocks.js';
import type { Speaker } from '../../../surface/speaker.js';
import { countsText, minutesButton } from '../cards/card.js';
import { periodText, stateLine, titleOf } from '../document.js';
import { contentOf } from '../gather/gather.js';
import { listMeetings } from '../meetings.js';
import type { Seen } from '../minutes.js';
import { type Meeting, phaseOf } from '../minutes.js';
import { minutesStatusOf } from '../minutes-status.js';
import { actsOf } from './acts.js';

/** Each is a line with a button. */
const othersAtMost = 6;

/** A meeting in a few lines for one person, with what they may do, and the meetings beside it to choose from. */
export async function summaryOf(deps: AppDeps, speaker: Speaker, seen: Seen): Promise<Card> {
  const { meeting } = seen;
  const content = await contentOf(deps, meeting);
  const status = minutesStatusOf(meeting, deps.clock.now());
  const title = plainInMrkdwn(titleOf(content, speaker));
  const lines = [countsText(content, speaker), plainInMrkdwn(stateLine(content, { ...speaker, status }))];
  const full = minutesButton({ name: 'full', digestId: meeting.digestId }, speaker);
  const others = await otherMeetings(deps, speaker, meeting);
  return {
    text: [`*${title}*`, ...lines].join('\n'),
    blocks: [words([`*${title}*`, ...lines].join('\n')), ...(await actsOf(deps, speaker, seen, [full])), ...others],
  };
}

async function otherMeetings(
  { database, clock }: AppDeps,
  speaker: Speaker,
  { committee, digestId }: Meeting,
): Promise<KnownBlock[]> {
  const { say, locale } = speaker;
  const meetings = await listMeetings(database.client, { committeeId: committee.id, take: othersAtMost + 1 });
  const others = meetings.filter((one) => one.digestId !== digestId).slice(0, othersAtMost);
  const today = localDate(clock.now(), committee.timeZone);
  return listBlocks({
    heading: words(say('minutes.list.title')),
    entries: others.map((one) => {
      const until = one.minutes?.correctableUntil ?? null;
      const text = say('minutes.list.line', {
        period: periodText(one.period, locale),
        state: phaseOf(one.minutes, today),
        until: until === null ? '' : regionalDay(until, { locale, near: today }),
      });
      return wordsBeside(text, minutesButton({ name: 'show', digestId: one.digestId }, speaker));
    }),
  });
}
