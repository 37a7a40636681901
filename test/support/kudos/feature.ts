import { z } from 'zod';
import type { DeliveryParts, Feature, FeatureParts } from '../../../src/feature.js';
import type { DigestSection } from '../../../src/features/digests/public.js';
import { asText, plainName, prose } from '../../../src/features/digests/public.js';
import { findPersonByKey } from '../../../src/organisation/people/people.js';
import { personOf } from '../../../src/organisation/people/who.js';
import type { Transaction } from '../../../src/platform/db/database.js';
import { recordEvent } from '../../../src/platform/db/events.js';
import type { DeliveryKind } from '../../../src/platform/outbox/delivery.js';
import { redrawAll } from '../../../src/platform/outbox/redraw.js';
import { enqueue } from '../../../src/platform/outbox/stored-deliveries.js';
import { actions, button, personInput, plain, textInput, words } from '../../../src/platform/slack/elements.js';
import { plainInMrkdwn } from '../../../src/platform/slack/escape.js';
import { formMetadata } from '../../../src/platform/slack/form-metadata.js';
import type { CommandContext } from '../../../src/platform/slack/requests.js';
import { type Acts, type Click, createActs, type Sent } from '../../../src/surface/acts/acts.js';
import type { Subject } from '../../../src/surface/acts/subject.js';
import { cardDelivery } from '../../../src/surface/cards/card-delivery.js';
import { cardsAt, optionsOf, placeInChannel } from '../../../src/surface/cards/copies.js';
import { readerAt } from '../../../src/surface/cards/reader-at.js';
import type { MorningPart } from '../../../src/surface/morning/part.js';

/*
 * A feature that nobody built in: thanks, given in a form, told on a card whose button joins in, counted in the digest, and
 * shown in the Home and the morning message of whoever was thanked. It has no table: what was said are events, and cards in the outbox.
 */

const Thanks = z.object({ to: z.string(), by: z.string(), text: z.string() });
type Thanks = z.infer<typeof Thanks>;

const given = 'kudos.given';
const joined = 'kudos.joined';

/** What was thanked for since an instant, as the events say it. */
async function thanksSince(
  store: Transaction,
  { workspaceId, after, until }: { readonly workspaceId: string; readonly after: Date; readonly until: Date },
): Promise<Thanks[]> {
  const rows = await store.event.findMany({ where: { workspaceId, what: given, at: { gt: after, lte: until } } });
  return rows.map(({ after: told }) => Thanks.parse(JSON.parse(told ?? '{}')));
}

/** Thanks that were given, as the subject of what people do in Slack. */
type Given = Thanks & { readonly id: string };

async function findGiven({ database, workspaceId }: DeliveryParts, id: string): Promise<Given | null> {
  const row = await database.client.event.findFirst({ where: { workspaceId, what: given, subjectId: id } });
  return row && { ...Thanks.parse(JSON.parse(row.after ?? '{}')), id };
}

function subjectOf(parts: DeliveryParts): Subject<Given> {
  return {
    find: ({ person }, id) => (person.isGuest ? Promise.resolve(null) : findGiven(parts, id)),
    refusal: () => Promise.resolve(null),
    whole: {
      callbackId: 'kudos:view',
      async draw(_, thing) {
        const { blocks } = await cardOf(parts, thing);
        return { type: 'modal', callback_id: 'kudos:view', title: plain('Thanks'), blocks };
      },
    },
  };
}

const form = formMetadata({ channel: z.string() });

async function openForm({ messenger }: FeatureParts, context: CommandContext): Promise<void> {
  await context.ack();
  await messenger.openView(context.triggerId, {
    type: 'modal',
    callback_id: 'kudos:give',
    private_metadata: form.write({ channel: context.channel ?? '' }),
    title: plain('Thank somebody'),
    submit: plain('Thank'),
    blocks: [
      personInput({ id: 'whom', label: 'Whom' }, null),
      textInput({ id: 'what', label: 'What for' }, { max: 300, isLong: true }),
    ],
  });
}

async function give(
  parts: FeatureParts,
  { context, speaker, metadata: { channel } }: Sent<{ readonly channel: string }>,
): Promise<void> {
  const { workspaceId, database, clock, newId } = parts;
  const by = speaker.person;
  const to = await personOf(parts, context.values.user('whom') ?? '');
  if (to.key === by.key) return context.reject({ whom: 'Thank somebody else.' });
  const thanks = { to: to.key, by: by.key, text: context.values.text('what') };
  const id = newId();
  await database.transaction(async (transaction) => {
    const at = clock.now();
    const event = { workspaceId, actorKey: by.key, subjectKind: 'kudos', subjectId: id, surface: 'slack', at } as const;
    await recordEvent(transaction, { ...event, what: given, after: thanks });
    const cards = cardsAt([placeInChannel(channel, { digest: null })], (destination) => ({
      workspaceId,
      key: `kudos:${id}`,
      subject: `kudos:${id}`,
      destination,
      payload: { kind: 'kudos', id },
      contentHash: 'first',
    }));
    await enqueue(transaction, cards, optionsOf(parts));
  });
  parts.kick();
  parts.home.refresh([to.key]);
  await context.ack();
}

/** Said with everybody who joins in; the card is drawn again. */
async function join(parts: FeatureParts, acts: Acts<Given>, click: Click<Given>): Promise<void> {
  const { workspaceId, database, clock, nowMs } = parts;
  const { key: actorKey } = click.speaker.person;
  const { id } = click.thing;
  await database.transaction(async (transaction) => {
    const event = { workspaceId, actorKey, subjectKind: 'kudos', subjectId: id, surface: 'slack' } as const;
    await recordEvent(transaction, { ...event, what: joined, at: clock.now() });
    await redrawAll(transaction, { subject: `kudos:${id}` }, { contentHash: actorKey, now: new Date(nowMs()) });
  });
  parts.kick();
  await acts.done(click, id);
}

const Kept = z.object({ kind: z.literal('kudos'), id: z.string() });

async function cardOf({ database, workspaceId }: DeliveryParts, { id, to, by, text }: Given) {
  const nameOf = async (key: string) =>
    plainInMrkdwn((await findPersonByKey(database.client, { workspaceId, key }))?.name ?? key);
  const others = await database.client.event.count({ where: { workspaceId, what: joined, subjectId: id } });
  const more = others > 0 ? ` (and ${others} more)` : '';
  const line = `${await nameOf(by)}${more} thanks ${await nameOf(to)}: ${plainInMrkdwn(text)}`;
  return { text: line, blocks: [words(line), actions(button('kudos:join', { text: 'Join in', value: id }))] };
}

function deliveryOf(parts: DeliveryParts): DeliveryKind {
  return cardDelivery<Given>(parts, {
    find: ({ payload }) => findGiven(parts, Kept.parse(JSON.parse(payload)).id),
    draw: async (thanks, at) => ((await readerAt(parts, at, () => null)) ? cardOf(parts, thanks) : null),
    gone: 'surface.unseen',
    isNews: () => true,
    isToldWhereItStands: false,
    comesBack: true,
    onUnplaced: () => Promise.resolve(),
  });
}

const Plan = z.object({ texts: z.array(z.string()) });

/** Whoever was thanked on the day before reads it in the morning. */
function morningPartOf({ database, workspaceId }: DeliveryParts): MorningPart<z.infer<typeof Plan>> {
  return {
    name: 'kudos',
    order: 90,
    plan: Plan,
    async planning({ now }) {
      const after = new Date(now.getTime() - 4 * 86_400_000);
      const all = await thanksSince(database.client, { workspaceId, after, until: now });
      return ({ person }) => {
        const texts = all.filter(({ to }) => to === person.key).map(({ text }) => text);
        return Promise.resolve(texts.length > 0 ? { texts } : null);
      };
    },
    compose({ texts }) {
      const entries = texts.map((text) => ({ line: text, blocks: [words(plainInMrkdwn(text))] }));
      return Promise.resolve({
        heading: 'Thanks for you',
        brief: 'Thanks for you',
        opening: null,
        head: [],
        entries,
        total: entries.length,
        more: () => [],
        tail: [],
      });
    },
  };
}

const section: DigestSection<readonly Thanks[]> = {
  name: 'kudos',
  content: {
    async gather({ database, committee: { workspaceId }, since, until }) {
      const found = await thanksSince(database.client, { workspaceId, after: since ?? new Date(0), until });
      return found.length > 0 ? found : undefined;
    },
    cleared: (content, { hasOutsiders }) => (hasOutsiders ? undefined : content),
    plain: (content) => content.map((one) => ({ ...one, text: plainName(one.text) })),
  },
  count: (content) => content.length,
  thread({ told }) {
    const lines = [[{ bold: `Thanks given: ${told.length}` }], ...told.map(({ text }) => [text])];
    return [{ part: 'kudos', text: asText(lines), blocks: [prose(lines)] }];
  },
};

export const kudos: Feature = {
  name: 'kudos',
  digestSections: [section],
  homeSections: ({ database, workspaceId, clock }) => [
    {
      name: 'kudos',
      isForGuests: false,
      async blocksFor({ person }) {
        const until = clock.now();
        const all = await thanksSince(database.client, { workspaceId, after: new Date(0), until });
        const mine = all.filter(({ to }) => to === person.key);
        return mine.length > 0 ? [words(`Thanked ${mine.length} times`)] : [];
      },
    },
  ],
  deliveries: (parts) => ({ kudos: deliveryOf(parts) }),
  morning: (parts) => [morningPartOf(parts)],
  open: (parts) => ({
    commandWords: [{ words: ['kudos', 'merci'], answer: (context) => openForm(parts, context) }],
    register(slack) {
      const acts = createActs(slack, parts, subjectOf(parts));
      acts.form('kudos:give', form, (sent) => give(parts, sent));
      acts.click('kudos:join', (click) => join(parts, acts, click));
    },
  }),
};
