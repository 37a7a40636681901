import { membersOf } from '../../../organisation/committees/committees.js';
import { createPlaces } from '../../../organisation/committees/places.js';
import { inChargeAmong } from '../../../organisation/committees/seats.js';
import { findPersonBySlackId } from '../../../organisation/people/people.js';
import { waitForPlace } from '../../../platform/outbox/closed-places.js';
import type { Delivery, DeliveryKind } from '../../../platform/outbox/delivery.js';
import { postAgain } from '../../../platform/outbox/redraw.js';
import { leaveThread } from '../../../platform/outbox/stored-deliveries.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import type { Words } from '../document.js';
import { contentOf } from '../gather/gather.js';
import { findMeeting } from '../meetings.js';
import type { Meeting } from '../minutes.js';
import { standingOf } from '../standing.js';
import { type Card, type CardOf, cardOf } from './card.js';
import { tell } from './copies.js';
import { CardPayload, NoticePayload } from './messages.js';
import { noticeOf } from './notice.js';

export type MinutesDeliveryDeps = Omit<AppDeps, 'holidaysIn' | 'kick' | 'log'>;

/** What minutes put into the outbox, by the `kind` of its payload; each is composed from the store when it is sent. */
export function minutesDeliveries(deps: MinutesDeliveryDeps): Readonly<Record<string, DeliveryKind>> {
  return {
    minutes: cardDelivery(deps),
    'minutes-notice': {
      compose: (delivery, options) => {
        const notice = NoticePayload.parse(JSON.parse(delivery.payload));
        const draw: Drawing['draw'] = (of, reader) => noticeOf(notice, of, reader);
        return compose(deps, { delivery, ...options, digestId: notice.digestId, draw });
      },
    },
  };
}

const digestOf = ({ payload }: Delivery) => CardPayload.parse(JSON.parse(payload)).digestId;

/**
 * The card, in the language of the committee. Where people of another company would read it, or the channel cannot be
 * written to, the chair is told. A card that somebody deleted is posted again, once.
 */
function cardDelivery(deps: MinutesDeliveryDeps): DeliveryKind {
  const { database } = deps;
  return {
    compose: (delivery, options) => compose(deps, { delivery, ...options, digestId: digestOf(delivery), draw: cardOf }),
    async onSettled(delivery, state) {
      if (state === 'withheld') await tellUnplaced(deps, delivery);
    },
    async onPlaceRefused(delivery, failure) {
      if (failure.kind === 'gone') {
        return delivery.slackTs ? undefined : leaveThread(database.client, delivery.id, new Date(deps.nowMs()));
      }
      if (!delivery.slackTs) await tellUnplaced(deps, delivery);
      await waitForPlace(database.client, delivery, failure);
    },
    async onMessageGone(delivery) {
      const options = { newId: deps.newId, now: new Date(deps.nowMs()) };
      await database.transaction((transaction) => postAgain(transaction, delivery, options));
    },
  };
}

type Drawing = {
  readonly delivery: Delivery;
  readonly channel: string;
  readonly digestId: string;
  readonly draw: (of: CardOf & { readonly correctionDays: number }, reader: Words) => Card;
};

async function compose(deps: MinutesDeliveryDeps, { delivery, channel, digestId, draw }: Drawing) {
  const { workspaceId, database, clock, texts } = deps;
  const meeting = await findMeeting(database.client, { workspaceId, digestId });
  if (!meeting) return { text: texts.in('en')('minutes.card.gone'), blocks: [] };
  const reader = await readerOf(deps, { delivery, channel, meeting });
  if (!reader) return null;
  const content = await contentOf(deps, meeting);
  const { correctionDays } = meeting.committee;
  return draw({ digestId, content, standing: standingOf(meeting, clock.now()), correctionDays }, reader);
}

/** Null where guests, or people of another company, would read what the committee keeps of its meeting. */
async function readerOf(
  deps: MinutesDeliveryDeps,
  { delivery, channel, meeting }: { readonly delivery: Delivery; readonly channel: string; readonly meeting: Meeting },
): Promise<Words | null> {
  const { database, workspaceId, texts } = deps;
  const { destination } = delivery;
  if (destination.kind === 'person') {
    const person = await findPersonBySlackId(database.client, { workspaceId, slackUserId: destination.id });
    return person && { locale: person.locale, say: texts.in(person.locale) };
  }
  const { hasOutsiders } = await createPlaces(deps).lookAt(channel);
  const { locale } = meeting.committee;
  return hasOutsiders ? null : { locale, say: texts.in(locale) };
}

async function tellUnplaced(deps: MinutesDeliveryDeps, delivery: Delivery): Promise<void> {
  const { workspaceId, database, newId, nowMs } = deps;
  const meeting = await findMeeting(database.client, { workspaceId, digestId: digestOf(delivery) });
  if (!meeting) return;
  const personKeys = inChargeAmong(await membersOf(database.client, { committeeId: meeting.committee.id }));
  const options = { newId, now: new Date(nowMs()) };
  await database.transaction((transaction) => tell(transaction, { meeting, about: 'unplaced', personKeys }, options));
}
