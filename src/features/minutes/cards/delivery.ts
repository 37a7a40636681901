import type { z } from 'zod';
import { membersOf } from '../../../organisation/committees/committees.js';
import { inChargeAmong } from '../../../organisation/committees/seats.js';
import type { Delivery, DeliveryKind } from '../../../platform/outbox/delivery.js';
import type { Card } from '../../../platform/slack/elements.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import { cardDelivery, noticeDelivery, type ThingMessage } from '../../../surface/cards/card-delivery.js';
import { optionsOf } from '../../../surface/cards/copies.js';
import { readerAt } from '../../../surface/cards/reader-at.js';
import type { Words } from '../document.js';
import { contentOf } from '../gather/gather.js';
import { findMeeting } from '../meetings.js';
import type { Meeting } from '../minutes.js';
import { minutesStatusOf } from '../minutes-status.js';
import { type CardOf, cardOf } from './card.js';
import { tellOfMeeting } from './copies.js';
import { CardPayload, NoticePayload } from './messages.js';
import { noticeOf } from './notice.js';

export type MinutesDeliveryDeps = Omit<AppDeps, 'holidaysIn' | 'kick' | 'log'>;

/** What minutes put into the outbox, by the `kind` of its payload. */
export function minutesDeliveries(deps: MinutesDeliveryDeps): Readonly<Record<string, DeliveryKind>> {
  const drawNotice: Draw<NoticePayload> = (of, reader, payload) => noticeOf(payload, of, reader);
  return {
    minutes: minutesCardDelivery(deps),
    'minutes-notice': noticeDelivery(messageOf(deps, NoticePayload, drawNotice)),
  };
}

/** The card. Where people of another company would read it, or the channel cannot be written to, the chair is told. */
function minutesCardDelivery(deps: MinutesDeliveryDeps): DeliveryKind {
  return cardDelivery<Meeting>(deps, {
    ...messageOf(deps, CardPayload, cardOf),
    gone: 'minutes.card.gone',
    isNews: () => true,
    isToldWhereItStands: false,
    comesBack: true,
    async onUnplaced(transaction, { thing: meeting }) {
      const personKeys = inChargeAmong(await membersOf(transaction, { committeeId: meeting.committee.id }));
      await tellOfMeeting(transaction, { meeting, about: 'unplaced', personKeys }, optionsOf(deps));
    },
  });
}

type Draw<Payload> = (of: CardOf & { readonly correctionDays: number }, reader: Words, payload: Payload) => Card;

/** A message about the meeting that its payload names, in the language of where it stands. */
function messageOf<Payload extends { readonly digestId: string }>(
  deps: MinutesDeliveryDeps,
  Kept: z.ZodType<Payload>,
  draw: Draw<Payload>,
): ThingMessage<Meeting> {
  const { database, workspaceId, clock } = deps;
  const payloadOf = ({ payload }: Delivery) => Kept.parse(JSON.parse(payload));
  return {
    find: (delivery) => findMeeting(database.client, { workspaceId, digestId: payloadOf(delivery).digestId }),
    async draw(meeting, at) {
      const { digestId, committee } = meeting;
      const reader = await readerAt(deps, at, () => committee);
      if (!reader) return null;
      const content = await contentOf(deps, meeting);
      const status = minutesStatusOf(meeting, clock.now());
      const { correctionDays } = committee;
      return draw({ digestId, content, status, correctionDays }, reader, payloadOf(at.delivery));
    },
  };
}
