import type { Locale } from '../../kernel/numbers.js';
import { localDate } from '../../kernel/zoned-time.js';
import { createPlaces, type PlaceDeps } from '../../organisation/committees/places.js';
import { findPersonBySlackId, type Person } from '../../organisation/people/people.js';
import type { Delivery } from '../../platform/outbox/delivery.js';
import type { AppDeps } from '../app-deps.js';
import { type Reader, readerFor } from '../speaker.js';

export type ReaderAtDeps = PlaceDeps & Pick<AppDeps, 'clock' | 'texts'>;

/** Whoever reads a message where it stands. */
export type PlacedReader = Reader & {
  /** Who reads it alone; null in a channel. */
  readonly person: Person | null;
};

/** How a channel is spoken to. */
type Spoken = { readonly locale: Locale; readonly timeZone: string };

/**
 * How a card is read where it stands: by a person as they read, in a channel as `spoken` says, in English and UTC where
 * that is null. Null for somebody the organisation does not know, and where others than colleagues would read it.
 * @throws SlackFailure (`place`) where a channel cannot be written to
 */
export async function readerAt(
  deps: ReaderAtDeps,
  { delivery, channel }: { readonly delivery: Delivery; readonly channel: string },
  spoken: () => Promise<Spoken | null> | Spoken | null,
): Promise<PlacedReader | null> {
  const { database, workspaceId, clock, texts } = deps;
  const { kind, id } = delivery.destination;
  if (kind === 'person') {
    const person = await findPersonBySlackId(database.client, { workspaceId, slackUserId: id });
    return person && { ...readerFor(deps, person), person };
  }
  const { clearance, hasOutsiders } = await createPlaces(deps).lookAt(channel);
  if (hasOutsiders) return null;
  const { locale, timeZone } = (await spoken()) ?? ({ locale: 'en', timeZone: 'UTC' } as const);
  return { locale, timeZone, clearance, today: localDate(clock.now(), timeZone), say: texts.in(locale), person: null };
}
