import type { ActionsBlock, Button } from '@slack/types';
import { localDate } from '../../../kernel/zoned-time.js';
import { membersOf } from '../../../organisation/committees/committees.js';
import { inChargeAmong } from '../../../organisation/committees/seats.js';
import { actions } from '../../../platform/slack/elements.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import type { Speaker } from '../../../surface/speaker.js';
import { minutesButton } from '../cards/card.js';
import type { Seen } from '../minutes.js';
import { phaseOf } from '../minutes.js';
import { mayCorrect } from '../rights.js';

/** What this person may do about minutes now, as buttons behind those given; rights are looked at again at the click. */
export async function actsOf(
  { database, clock }: AppDeps,
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
    ...(inChargeAmong(members).includes(speaker.person.key)
      ? [minutesButton({ name: 'attend', digestId }, speaker)]
      : []),
    ...(phase === 'confirmed' && mayCorrect(speaker, { committeeId: committee.id }, attendance)
      ? [minutesButton({ name: 'correct', digestId }, speaker)]
      : []),
  ];
  return elements.length === 0 ? [] : [actions(...elements)];
}
