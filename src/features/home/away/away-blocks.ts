import type { Button, KnownBlock } from '@slack/types';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import type { Absence } from '../../../organisation/people/absence.js';
import { plain, words } from '../../../platform/slack/elements.js';
import type { HomeReader } from '../content.js';

export type AwayReader = Pick<HomeReader, 'say' | 'locale' | 'today'>;

/** When somebody is away, each with the way to take it back. */
export function awayBlocks(absences: readonly Absence[], reader: AwayReader): KnownBlock[] {
  return absences.map((absence) => ({
    ...words(awayText(absence, reader)),
    block_id: `home:back:${absence.id}`,
    accessory: backButton(absence, reader),
  }));
}

/** "You are away from Tuesday 1 December to Saturday 5 December.", with the weekdays, so that a wrong date is seen. */
export function awayText(
  { fromOn, toOn }: Pick<Absence, 'fromOn' | 'toOn'>,
  { say, locale, today }: AwayReader,
): string {
  const day = (date: string) => regionalDay(date, { locale, near: today });
  const time = fromOn <= today ? 'now' : 'later';
  return fromOn === toOn
    ? say('home.away.day', { date: day(fromOn), time })
    : say('home.away.days', { from: day(fromOn), to: day(toOn), time });
}

export function backButton({ id, fromOn }: Pick<Absence, 'id' | 'fromOn'>, { say, today }: AwayReader): Button {
  const label = fromOn <= today ? 'back' : 'takeBack';
  return { type: 'button', action_id: 'home:back', text: plain(say(`home.buttons.${label}`)), value: id };
}
