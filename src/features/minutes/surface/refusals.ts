import { regionalDay } from '../../../kernel/dates-in-words.js';
import { ConflictError } from '../../../kernel/errors.js';
import { membersOf } from '../../../organisation/committees/committees.js';
import { inChargeAmong } from '../../../organisation/committees/seats.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import type { Speaker } from '../../../surface/speaker.js';
import { periodText } from '../document.js';
import { MinutesRefusal } from '../refusal.js';

/** Why something is refused about minutes, what was kept and what to do, in the words of its reader; null for all else. */
export async function refusalOf(deps: AppDeps, speaker: Speaker, error: unknown): Promise<ConflictError | null> {
  if (!(error instanceof MinutesRefusal)) return null;
  return new ConflictError(error.message, { cause: error, userMessage: await refusalText(deps, error, speaker) });
}

async function refusalText(
  { database }: AppDeps,
  { reason, meeting }: MinutesRefusal,
  { say, locale }: Speaker,
): Promise<string> {
  if (!meeting) return say(`minutes.refused.${reason}`);
  const { committee, minutes, period } = meeting;
  const members = await membersOf(database.client, { committeeId: committee.id });
  const keys = inChargeAmong(members);
  const names = new Set(members.filter(({ personKey }) => keys.includes(personKey)).map(({ name }) => name));
  const until = minutes?.correctableUntil ?? null;
  return say(`minutes.refused.${reason}`, {
    committee: plainInMrkdwn(committee.name[locale]),
    period: periodText(period, locale),
    names: plainInMrkdwn([...names].join(', ') || '–'),
    until: until === null ? '' : regionalDay(until, { locale }),
  });
}
