import { z } from 'zod';
import type { DeliveryParts, Feature, FeatureParts } from '../../../src/feature.js';
import type { DigestSection } from '../../../src/features/digests/public.js';
import { asText, plainName, prose } from '../../../src/features/digests/public.js';
import { findCommitteeByChannel } from '../../../src/organisation/committees/committees.js';
import { findPersonByKey } from '../../../src/organisation/people/people.js';
import { personOf } from '../../../src/organisation/people/who.js';
import type { Transaction } from '../../../src/platform/db/database.js';
import { recordEvent } from '../../../src/platform/db/events.js';
import { redrawAll } from '../../../src/platform/outbox/redraw.js';
import { enqueue } from '../../../src/platform/outbox/stored-deliveries.js';
import { actions, button, personInput, plain, textInput, words } from '../../../src/platform/slack/elements.js';
import { plainInMrkdwn } from '../../../src/platform/slack/escape.js';
import type { ActionContext, CommandContext, ViewContext } from '../../../src/platform/slack/requests.js';

/*
 * A feature that nobody built in: thanks, given in a form, told on a card whose button joins in, counted in the digest and
 * shown in the Home of whoever was thanked. It has no table: what was said are events, and cards in the outbox.
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

async function openForm({ messenger }: FeatureParts, context: CommandContext): Promise<void> {
  await context.ack();
  await messenger.openView(context.triggerId, {
    type: 'modal',
    callback_id: 'kudos:give',
    private_metadata: JSON.stringify({ channel: context.channel }),
    title: plain('Thank somebody'),
    submit: plain('Thank'),
    blocks: [
      personInput({ id: 'whom', label: 'Whom' }, null),
      textInput({ id: 'what', label: 'What for' }, { max: 300, isLong: true }),
    ],
  });
}

async function give(parts: FeatureParts, context: ViewContext): Promise<void> {
  const { workspaceId, database, clock, newId, nowMs } = parts;
  const by = await personOf(parts, context.user);
  const to = await personOf(parts, context.values.user('whom') ?? '');
  if (to.key === by.key) return context.reject({ whom: 'Thank somebody else.' });
  const { channel } = z.object({ channel: z.string() }).parse(JSON.parse(context.privateMetadata));
  const committee = await findCommitteeByChannel(database.client, { workspaceId, slackChannelId: channel });
  const thanks = { to: to.key, by: by.key, text: context.values.text('what') };
  const id = newId();
  await database.transaction(async (transaction) => {
    const at = clock.now();
    const event = { workspaceId, actorKey: by.key, subjectKind: 'kudos', subjectId: id, surface: 'slack', at } as const;
    await recordEvent(transaction, { ...event, what: given, after: thanks });
    const card = {
      workspaceId,
      key: `kudos:${id}`,
      subject: `kudos:${id}`,
      destination: { kind: 'channel', id: committee?.channel ?? channel } as const,
      payload: { kind: 'kudos', id, ...thanks },
      contentHash: 'first',
    };
    await enqueue(transaction, [card], { newId, now: new Date(nowMs()) });
  });
  parts.kick();
  parts.home.refresh([to.key]);
  await context.ack();
}

/** Said with everybody who joins in; the card is drawn again. */
async function join(parts: FeatureParts, context: ActionContext): Promise<void> {
  const { workspaceId, database, clock, nowMs } = parts;
  const person = await personOf(parts, context.user);
  const id = context.value ?? '';
  await database.transaction(async (transaction) => {
    const event = { workspaceId, actorKey: person.key, subjectKind: 'kudos', subjectId: id, surface: 'slack' } as const;
    await recordEvent(transaction, { ...event, what: joined, at: clock.now() });
    await redrawAll(transaction, { subject: `kudos:${id}` }, { contentHash: person.key, now: new Date(nowMs()) });
  });
  parts.kick();
  await context.ack();
}

const Card = Thanks.extend({ kind: z.literal('kudos'), id: z.string() });

async function cardOf({ database, workspaceId }: DeliveryParts, payload: string) {
  const { id, to, by, text } = Card.parse(JSON.parse(payload));
  const nameOf = async (key: string) =>
    plainInMrkdwn((await findPersonByKey(database.client, { workspaceId, key }))?.name ?? key);
  const others = await database.client.event.count({ where: { workspaceId, what: joined, subjectId: id } });
  const more = others > 0 ? ` (and ${others} more)` : '';
  const line = `${await nameOf(by)}${more} thanks ${await nameOf(to)}: ${plainInMrkdwn(text)}`;
  return {
    text: line,
    blocks: [words(line), actions(button('kudos:join', { text: 'Join in', value: id }))],
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
  deliveries: (parts) => ({ kudos: { compose: ({ payload }) => cardOf(parts, payload) } }),
  open: (parts) => ({
    commandWords: [{ words: ['kudos', 'merci'], answer: (context) => openForm(parts, context) }],
    register(slack) {
      slack.onView('kudos:give', (context) => give(parts, context));
      slack.onAction('kudos:join', (context) => join(parts, context));
    },
  }),
};
