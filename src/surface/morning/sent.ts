import type { Clock } from '../../kernel/clock.js';
import type { Logger } from '../../platform/log.js';
import type { MorningPayload } from './message.js';
import type { MorningPart } from './part.js';

/** Lets each part of these plans note that Slack took what it tells; one that fails does so before the person's next morning. */
export async function noteSent(
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
  parts: readonly MorningPart[],
  { personKey, day, plans }: Pick<MorningPayload, 'personKey' | 'day' | 'plans'>,
): Promise<void> {
  for (const part of parts) {
    if (!part.onSent || !(part.name in plans)) continue;
    try {
      await part.onSent(part.plan.parse(plans[part.name]), { personKey, day, at: clock.now() });
    } catch (error) {
      log.error('a part of a morning could not note that it was told', { err: error, part: part.name });
    }
  }
}
