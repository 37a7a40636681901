import type { Item } from '../../../src/features/follow-up/item.js';
import { changeItem, type ItemChange } from '../../../src/features/follow-up/item-changes.js';
import { openGate } from '../../../src/features/follow-up/item-gate.js';
import { remindersInMorning, silenceInMorning } from '../../../src/features/follow-up/reminders/morning-parts.js';
import { findItem, insertItem, saveItem } from '../../../src/features/follow-up/stored-items.js';
import { applyOrganisation } from '../../../src/features/setup/organisation/organisation-apply.js';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { newUuid } from '../../../src/kernel/ids.js';
import { createHolidayCalendars } from '../../../src/organisation/calendar/working-days.js';
import type { Database } from '../../../src/platform/db/database.js';
import { silentLog } from '../../../src/platform/log.js';
import type { Delivery, DeliveryKind } from '../../../src/platform/outbox/delivery.js';
import { findDelivery } from '../../../src/platform/outbox/stored-deliveries.js';
import { loadTexts } from '../../../src/platform/texts.js';
import { morningDelivery } from '../../../src/surface/morning/delivery.js';
import { sweepMornings } from '../../../src/surface/morning/sweep.js';

/** `ana` chairs and is in Paris, `chloe` leads, `ben` owns things and is in London; `zoe` has no account. */
export const organisationText = `workspace: { name: Acme, country: FR, language: fr, timeZone: Europe/Paris }
people:
  ana: { name: Ana Lopes, slack: U0ANA0001, operator: true }
  ben: { name: Ben Okafor, slack: U0BEN0001, locale: en, timeZone: Europe/London, country: GB }
  chloe: { name: Chloé Martin, slack: U0CHLOE01 }
  zoe: { name: Zoe Unlinked, email: zoe@acme.example }
committees:
  ops:
    name: { en: Operations, fr: Opérations }
    level: operational
    channel: { id: C0OPS0001, access: internal }
    schedule: { every: week, on: monday, at: '09:00' }
    chair: ana
    leads: [chloe]
    members: [ben, zoe]
    kpis: [leads]
sources:
  crm: { name: CRM }
kpis:
  leads: { name: { en: Leads, fr: Prospects }, domain: performance, format: { style: number }, rollUp: sum, sources: [crm] }
`;

export const texts = loadTexts();

const holidaysIn = createHolidayCalendars();

/** What a delivery said when it left; null where it was withheld. */
export type Left = {
  /** What it tells, such as `reminders:ben:2026-11-16`, a line for each part. */
  readonly parts: readonly string[];
  readonly place: string;
  readonly text: string | null;
  readonly blocks: string;
};

export type World = Awaited<ReturnType<typeof startWorld>>;

/** An organisation with a clock that is moved by hand, and an outbox whose Slack takes everything. */
export async function startWorld(database: Database, start: string) {
  let now = new Date(start);
  const clock = { now: () => now };
  const apply = async (text: string, prune = false) => {
    const organisation = await parseOrganisation({ name: 'copil.yml', text });
    return applyOrganisation({ database, clock }, { organisation, prune, actorKey: null, surface: 'cli' });
  };
  const { workspaceId } = await apply(organisationText);
  const committee = await database.client.committee.findFirstOrThrow();
  const deps = {
    database,
    workspaceId,
    clock,
    texts,
    log: silentLog,
    holidaysIn,
    newId: newUuid,
    nowMs: Date.now,
    gate: openGate,
    kick: () => undefined,
  };
  const parts = [remindersInMorning(deps), silenceInMorning(deps)];
  let number = 0;
  const itemOf = async (id: string): Promise<Item> => {
    const item = await findItem(database.client, { workspaceId, id });
    if (!item) throw new Error(`there is no item ${id}`);
    return item;
  };
  return {
    deps,
    workspaceId,
    committeeId: committee.id,
    apply,
    itemOf,
    moveTo(instant: string) {
      now = new Date(instant);
    },
    async raise(
      facts: { title: string; dueOn: string } & Partial<{ ownerKey: string; kpiKey: string }>,
    ): Promise<string> {
      number += 1;
      const id = `item-${number}`;
      const none = { projectKey: null, closedAt: null, closedByKey: null, outcome: null, source: null };
      const item: Item = {
        ...none,
        kpiKey: null,
        ownerKey: 'ben',
        ...facts,
        id,
        workspaceId,
        number,
        committeeId: committee.id,
        details: '',
        firstDueOn: facts.dueOn,
        redates: 0,
        raisedByKey: 'ana',
        raisedAt: now,
        version: 1,
        reminders: 0,
        snoozedUntil: null,
        kind: 'action',
        state: 'open',
        actionType: 'corrective',
        costMinor: null,
      };
      await insertItem(database.client, item, `request-${number}`);
      return id;
    },
    async change(id: string, change: ItemChange): Promise<void> {
      const before = await itemOf(id);
      await saveItem(database.client, before, changeItem(before, change, { actorKey: before.ownerKey, at: now }));
    },
    /** What mornings have to tell, put into the outbox. */
    sweepOnly: () => sweepMornings(deps, parts),
    /** Everything in the outbox is composed and taken by Slack. */
    deliver: () => deliver(database, { morning: morningDelivery(deps, parts) }),
    /** One sweep, and then all of that. */
    async sweep(instant: string): Promise<Left[]> {
      now = new Date(instant);
      await sweepMornings(deps, parts);
      return deliver(database, { morning: morningDelivery(deps, parts) });
    },
  };
}

type Payload = {
  readonly kind: string;
  readonly personKey: string;
  readonly day: string;
  readonly plans?: Readonly<Record<string, unknown>>;
};

/** Brings what is pending to a Slack that takes it, as the outbox would. */
export async function deliver(database: Database, kinds: Readonly<Record<string, DeliveryKind>>): Promise<Left[]> {
  const rows = await database.client.delivery.findMany({ where: { state: 'pending' }, orderBy: { key: 'asc' } });
  const left: Left[] = [];
  for (const { id, place, payload } of rows) {
    const { kind: name, personKey, day, plans = {} } = JSON.parse(payload) as Payload;
    const kind = kinds[name];
    const delivery = (await findDelivery(database.client, id)) as Delivery;
    const message = await kind?.compose(delivery, { channel: 'D1', hasPictures: true });
    const state = message ? 'sent' : 'withheld';
    const data = message ? { state, slackTs: delivery.slackTs ?? '1.1', slackChannelId: 'D1' } : { state };
    await database.client.delivery.update({ where: { id }, data });
    await kind?.onSettled?.(delivery, state);
    const parts = Object.keys(plans).map((part) => `${part}:${personKey}:${day}`);
    left.push({ parts, place, text: message?.text ?? null, blocks: JSON.stringify(message?.blocks ?? []) });
  }
  return left;
}
