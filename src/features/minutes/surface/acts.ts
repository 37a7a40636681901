import type { ActionsBlock, Button } from '@slack/types';
import { localDate } from '../../../kernel/zoned-time.js';
import { membersOf } from '../../../organisation/committees/committees.js';
import { minutesButton, row } from '../cards/card.js';
import { phaseOf } from '../minutes.js';
import type { MinutesDeps } from '../minutes-deps.js';
import { confirmersAmong, mayCorrect } from '../rights.js';
import type { Seen, Speaker } from './speaker.js';

/** What this person may do about minutes now, as buttons behind those given; rights are looked at again at the click. */
export async function actsOf(
  { database, clock }: MinutesDeps,
  speaker: Speaker,
  { meeting, attendance }: Seen,
  first: readonly Button[] = [],
): Promise<ActionsBlock[]> {
  const { committee, minutes, digestId } = meeting;
  const phase = phaseOf(minutes, localDate(clock.now(), committee.timeZone));
  const isLive = phase === 'open' || phase === 'confirmed';
  const members = isLive ? await membersOf(database.client, { committeeId: committee.id }) : [];
  const elements = [
    ...first,
    ...(confirmersAmong(members).includes(speaker.person.key)
      ? [minutesButton({ name: 'attend', digestId }, speaker)]
      : []),
    ...(phase === 'confirmed' && mayCorrect(speaker, { committeeId: committee.id }, attendance)
      ? [minutesButton({ name: 'correct', digestId }, speaker)]
      : []),
  ];
  return elements.length === 0 ? [] : [row(elements)];
}
