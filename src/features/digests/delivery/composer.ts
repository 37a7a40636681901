import { z } from 'zod';
import type { ComposedMessage, ComposeOptions, Delivery } from '../../../platform/outbox/delivery.js';
import { fitMessage } from '../../../platform/slack/fit-message.js';
import type { Places } from '../../committees/public.js';
import { unlimited, withhold } from '../access-gate.js';
import { correctedMessage } from '../compose.js';
import type { ChartBlock, MessageDraft } from '../message.js';
import type { PublishDeps } from '../publish.js';
import { withCharts } from '../shown-chart.js';
import type { Drafts } from './drafts.js';
import { type PictureDeps, pictureOf } from './pictures.js';

/** What an outbox row of this feature holds: a part of a digest, or a message that is all words. */
const Payload = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('digest'), digestId: z.string(), snapshot: z.int(), part: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string() }),
]);
/** The kinds of message that digests put into the outbox themselves. */
export const digestKinds: readonly string[] = Payload.options.map(({ shape }) => shape.kind.value);

type DigestPart = Extract<z.infer<typeof Payload>, { kind: 'digest' }>;

export type ComposerDeps = Pick<PublishDeps, 'texts'> & {
  readonly drafts: Drafts;
  readonly places: Places;
  readonly pictures: PictureDeps;
};

/**
 * The message of a delivery as its place may see it at this moment; null when the place may see none of it.
 * @throws SlackFailure when the place cannot be written to; PictureFailure when a picture cannot be had.
 */
export async function composeDelivery(
  deps: ComposerDeps,
  delivery: Delivery,
  { channel, hasPictures }: ComposeOptions,
): Promise<ComposedMessage | null> {
  const payload = Payload.parse(JSON.parse(delivery.payload));
  if (payload.kind === 'text') return { text: payload.text, blocks: [] };
  const draft = await draftOf(deps, payload, { channel, isPosted: delivery.slackTs !== null });
  if (!draft) return null;
  const { text } = draft;
  // What Slack refused once may have changed since it was last looked at.
  const isAgain = delivery.attempts > 0 || delivery.fullness !== 'full';
  const picture = ({ spec }: ChartBlock) => pictureOf(deps.pictures, spec, { isAgain });
  const blocks = await withCharts(draft, hasPictures ? picture : async () => null);
  // A part that is cut says so; the words come with the language of the digest, so a bare count is enough here.
  return fitMessage({ text, blocks }, (count) => `… (+${count})`);
}

async function draftOf(
  deps: ComposerDeps,
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
  return correctedMessage(payload.part, withhold(content, readers).content, deps.texts);
}
