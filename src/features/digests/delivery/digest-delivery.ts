import { z } from 'zod';
import { type Committee, listCommittees } from '../../../organisation/committees/committees.js';
import type { Places } from '../../../organisation/committees/places.js';
import type { ComposedMessage, ComposeOptions, Delivery, DeliveryKind } from '../../../platform/outbox/delivery.js';
import { type PictureDeps, pictureOf } from '../../../platform/outbox/pictures.js';
import type { SlackFailure } from '../../../platform/slack/slack-failure.js';
import { unlimited, withhold } from '../access-gate.js';
import { correctedMessage } from '../compose.js';
import type { ChartBlock, MessageDraft } from '../message.js';
import { withCharts } from '../shown-chart.js';
import { type DigestRecord, findDigestById } from '../stored-digests.js';
import type { Drafts } from './drafts.js';
import { digestPlaces, type NoticeDeps, tellChair } from './notices.js';
import { type PublicationDeps, publishWhenAllArrived } from './publication.js';

/** What an outbox row holds of a part of a digest. */
const Payload = z.object({ kind: z.literal('digest'), digestId: z.string(), snapshot: z.int(), part: z.string() });

type DigestPart = z.infer<typeof Payload>;

export type DigestDeliveryDeps = NoticeDeps &
  PublicationDeps & {
    readonly drafts: Drafts;
    readonly places: Places;
    readonly pictures: PictureDeps;
  };

/**
 * The parts of digests in the outbox: composed for their place at the moment of sending. A digest is published once all of
 * it arrived; of a place that cannot be written to its chair is told.
 */
export function digestDelivery(deps: DigestDeliveryDeps): DeliveryKind {
  return {
    compose: (delivery, options) => composePart(deps, delivery, options),
    async onSettled({ digestId, parentId, slackTs }, state) {
      if (digestId === null) return;
      // Its thread hangs on its first message: without that nothing of it arrives.
      if (state === 'failed' && parentId === null && slackTs === null) deps.metrics.digestFailed();
      await publishWhenAllArrived(deps, digestId);
    },
    onPlaceRefused: (delivery, failure) => tellOfPlace(deps, delivery, failure),
  };
}

/**
 * Null when the place may see none of it.
 * @throws SlackFailure when the place cannot be written to; PictureFailure when a picture cannot be had.
 */
async function composePart(
  deps: DigestDeliveryDeps,
  delivery: Delivery,
  { channel, hasPictures }: ComposeOptions,
): Promise<ComposedMessage | null> {
  const payload = Payload.parse(JSON.parse(delivery.payload));
  const draft = await draftOf(deps, payload, { channel, isPosted: delivery.slackTs !== null });
  if (!draft) return null;
  // What Slack refused once may have changed since it was last looked at.
  const isAgain = delivery.attempts > 0 || delivery.fullness !== 'full';
  const picture = ({ spec }: ChartBlock) => pictureOf(deps.pictures, spec, { isAgain });
  const blocks = await withCharts(draft, hasPictures ? picture : async () => null);
  return { text: draft.text, blocks };
}

async function draftOf(
  deps: DigestDeliveryDeps,
  payload: DigestPart,
  { channel, isPosted }: { channel: string; isPosted: boolean },
): Promise<MessageDraft | null> {
  const readers = await deps.places.lookAt(channel);
  const { content, drafts } = await deps.drafts.of(payload, readers);
  const isPart = ({ part }: MessageDraft) => part === payload.part;
  const shown = drafts.find(isPart);
  if (shown) return shown;
  const isWithheld = (await deps.drafts.of(payload, unlimited)).drafts.some(isPart);
  // What nobody read needs no correction, and its very name may have been withheld.
  if (isWithheld || !isPosted) return null;
  return correctedMessage(payload.part, withhold(content, readers, []).content, deps.texts);
}

async function tellOfPlace(deps: DigestDeliveryDeps, delivery: Delivery, failure: SlackFailure): Promise<void> {
  const subject = delivery.digestId ? await subjectOf(deps, delivery.digestId) : null;
  if (!subject) return;
  const { committee, digest } = subject;
  await tellChair(deps, committee, {
    key: `place:${digest.id}`,
    wording: (say, reader) =>
      say('delivery.place', {
        ...digestPlaces(committee, digest, reader),
        channel: delivery.destination.id,
        reason: failure.slackError ?? 'unknown',
      }),
  });
}

async function subjectOf(
  { database, workspaceId }: DigestDeliveryDeps,
  digestId: string,
): Promise<{ committee: Committee; digest: DigestRecord } | null> {
  const digest = await findDigestById(database.client, digestId);
  const committees = await listCommittees(database.client, workspaceId);
  const committee = committees.find(({ id }) => id === digest?.committeeId);
  return digest && committee ? { committee, digest } : null;
}
