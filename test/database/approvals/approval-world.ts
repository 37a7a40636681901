import type { Vote, VoteChoice } from '../../../src/features/approvals/approval.js';
import type { ApprovalChange, ApprovalDeps } from '../../../src/features/approvals/approval-deps.js';
import { type ApprovalFacts, readApprovalFacts } from '../../../src/features/approvals/approval-facts.js';
import { addDelegation } from '../../../src/features/approvals/delegations/delegate.js';
import { sweepApprovals } from '../../../src/features/approvals/expire.js';
import { createItemGate } from '../../../src/features/approvals/item-gate.js';
import { requestApproval } from '../../../src/features/approvals/request.js';
import { listVotes, newestOfEach } from '../../../src/features/approvals/stored-approvals.js';
import { type CastVote, castVote } from '../../../src/features/approvals/vote.js';
import { withdrawApproval } from '../../../src/features/approvals/withdraw.js';
import { changeStored } from '../../../src/features/follow-up/change.js';
import type { ItemDraft } from '../../../src/features/follow-up/draft.js';
import type { ItemChange } from '../../../src/features/follow-up/item-changes.js';
import { findItem, type Item } from '../../../src/features/follow-up/public.js';
import { raiseItem } from '../../../src/features/follow-up/raise.js';
import { applyOrganisation } from '../../../src/features/setup/organisation/organisation-apply.js';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { newUuid } from '../../../src/kernel/ids.js';
import { canonicalJson } from '../../../src/kernel/json.js';
import { createHolidayCalendars } from '../../../src/organisation/calendar/working-days.js';
import type { ApprovalRule } from '../../../src/organisation/committees/approval-rule.js';
import { type Committee, findCommitteeByKey, seatsOf } from '../../../src/organisation/committees/committees.js';
import type { Actor } from '../../../src/organisation/committees/seats.js';
import { findPersonByKey } from '../../../src/organisation/people/people.js';
import type { Database } from '../../../src/platform/db/database.js';
import { verifyEvents } from '../../../src/platform/db/verify-events.js';
import { silentLog } from '../../../src/platform/log.js';
import { loadTexts } from '../../../src/platform/texts.js';

/**
 * `ops` in Paris below `steering` below `board`. In ops Ana chairs, Lea leads, Ben, Chloe and Dan approve, Mia is a
 * member, Gil a guest; in steering Ben and Sam approve, and Tom chairs; the board has a chair, Vera, and no approver.
 */
const organisationText = (more: string) => `workspace: { name: Acme, language: en, timeZone: Europe/Paris }
people:
  ana: { name: Ana, slack: U0ANA0001 }
  ben: { name: Ben, slack: U0BEN0001 }
  chloe: { name: Chloé, slack: U0CHLOE01 }
  dan: { name: Dan, slack: U0DAN0001 }
  gil: { name: Gil, slack: U0GIL0001, guest: true }
  lea: { name: Léa, slack: U0LEA0001 }
  mia: { name: Mia, slack: U0MIA0001 }
  sam: { name: Sam, slack: U0SAM0001 }
  tom: { name: Tom, slack: U0TOM0001 }
  vera: { name: Vera, slack: U0VERA001 }
${more}
committees:
  ops:
    name: Operations
    level: operational
    parent: steering
    country: FR
    schedule: { every: week, on: monday, at: '09:00' }
    chair: ana
    leads: [lea]
    members: [mia, gil]
    approvers: [ben, chloe, dan]
    approvals: { costAbove: 1000 }
  steering:
    name: Steering
    level: steering
    parent: board
    schedule: { every: month, workingDay: 3, at: '10:00' }
    chair: tom
    approvers: [ben, sam]
  board:
    name: Board
    level: strategic
    schedule: { every: quarter, workingDay: 3, at: '10:00' }
    chair: vera
`;

export const rules = (rule: Partial<ApprovalRule> = {}): ApprovalRule => ({
  policy: 'any',
  costAboveMinor: 100_000,
  types: [],
  within: 5,
  ...rule,
});

export type Raise = Partial<ItemDraft> & { readonly by?: string; readonly asks?: string };

export type ApprovalWorld = Awaited<ReturnType<typeof openApprovalWorld>>;

/** An organisation that raises, asks and votes at any time of a clock, with `more` people in its file. */
export async function openApprovalWorld(database: Database, more = '') {
  let now = new Date('2026-11-16T09:00:00Z');
  const clock = { now: () => now };
  const organisation = await parseOrganisation({ name: 'copil.yml', text: organisationText(more) });
  const request = { organisation, prune: true, actorKey: null, surface: 'cli' } as const;
  const { workspaceId } = await applyOrganisation({ database, clock }, request);
  const { client } = database;
  const committees = {
    ops: await committeeOf(database, workspaceId, 'ops'),
    steering: await committeeOf(database, workspaceId, 'steering'),
    board: await committeeOf(database, workspaceId, 'board'),
  };
  const changes: ApprovalChange[] = [];
  const copies: string[] = [];
  const note = (what: string) => (): Promise<void> => {
    copies.push(what);
    return Promise.resolve();
  };
  const news = {
    tellOfEscalation: note('tell of escalation'),
    tellOfDelegation: note('tell of delegation'),
    redrawVoters: note('redraw voters'),
  };
  const deps: ApprovalDeps = {
    database,
    workspaceId,
    clock,
    newId: newUuid,
    nowMs: Date.now,
    texts: loadTexts(),
    log: silentLog,
    holidaysIn: createHolidayCalendars(),
    copies: { place: note('place'), redraw: note('redraw'), record: note('record'), ...news },
    kick: () => undefined,
    onChanged: (change) => changes.push(change),
  };
  const items = { ...deps, gate: createItemGate(deps), onChanged: () => undefined };
  const actor = async (key: string): Promise<Actor> => {
    const person = await findPersonByKey(client, { workspaceId, key });
    if (!person) throw new Error(`there is nobody called ${key}`);
    return { person, seats: await seatsOf(client, { workspaceId, personKey: key }) };
  };
  const itemOf = async (id: string): Promise<Item> => {
    const item = await findItem(client, { workspaceId, id });
    if (!item) throw new Error(`there is no item ${id}`);
    return item;
  };
  const approvalOf = async (itemId: string) => (await newestOfEach(client, [itemId])).get(itemId) ?? null;
  const pending = async (itemId: string) => {
    const approval = await approvalOf(itemId);
    if (!approval) throw new Error(`nobody asked about ${itemId}`);
    return approval;
  };
  return {
    deps,
    database,
    workspaceId,
    committees,
    /** What was told after each commit. */
    changes,
    /** Which copies were asked for, in order. */
    copies,
    actor,
    itemOf,
    approvalOf,
    now: () => now,
    moveTo(instant: string | Date): void {
      now = new Date(instant);
    },
    /** Moves to just after the end of the time that an item's approvers have. */
    async moveBeyond(itemId: string): Promise<void> {
      now = new Date((await pending(itemId)).expiresAt.getTime() + 60_000);
    },
    async raise({ by = 'mia', asks, ...differing }: Raise = {}): Promise<string> {
      const draft: ItemDraft = {
        kind: 'action',
        committeeId: committees.ops.id,
        title: 'Buy the licences',
        details: '',
        ownerKey: 'lea',
        dueOn: '2026-12-11',
        projectKey: null,
        kpiKey: null,
        severity: 'medium',
        unblockerKey: null,
        actionType: 'corrective',
        source: null,
        ...(asks === undefined ? {} : { asksApproval: { why: asks } }),
        ...differing,
      };
      const raising = { draft, actor: await actor(by), requestKey: newUuid(), places: [] };
      return (await raiseItem(items, raising)).item.id;
    },
    async change(by: string, itemId: string, ...all: readonly ItemChange[]): Promise<Item> {
      return (await changeStored(items, { itemId, changes: all, actor: await actor(by) })).item;
    },
    /** As from the form that edits, with its box ticked. */
    async changeAsking(by: string, itemId: string, why: string, ...all: readonly ItemChange[]): Promise<Item> {
      const asking = { itemId, changes: all, actor: await actor(by), wants: { why } };
      return (await changeStored(items, asking)).item;
    },
    async ask(by: string, itemId: string, why = 'It is worth it'): Promise<string> {
      return (await requestApproval(deps, { itemId, actor: await actor(by), why })).id;
    },
    async withdraw(by: string, itemId: string): Promise<void> {
      const { id: approvalId } = await pending(itemId);
      await withdrawApproval(deps, { approvalId, actor: await actor(by), reason: 'Not now' });
    },
    /** On the card as it stands now, or on that of another round. */
    async vote(personKey: string, itemId: string, choice: VoteChoice, round?: number): Promise<CastVote> {
      const approval = await pending(itemId);
      const comment = choice === 'reject' || choice === 'change' ? `${personKey} says ${choice}` : null;
      return castVote(deps, { approvalId: approval.id, round: round ?? approval.round, personKey, choice, comment });
    },
    async facts(itemId: string): Promise<ApprovalFacts> {
      const facts = await readApprovalFacts(deps, (await pending(itemId)).id);
      if (!facts) throw new Error('there are facts of what was found');
      return facts;
    },
    /** All rounds. */
    async votes(itemId: string): Promise<Vote[]> {
      return listVotes(client, { approvalIds: [(await pending(itemId)).id] });
    },
    async delegate(fromKey: string, toKey: string, days: { fromOn?: string; toOn?: string } = {}): Promise<string> {
      const ask = { fromOn: '2026-11-16', toOn: '2026-11-30', ...days };
      const committeeId = committees.ops.id;
      return (await addDelegation(deps, { committeeId, fromKey, toKey, actorKey: fromKey, ...ask })).id;
    },
    sweep: () => sweepApprovals(deps),
    async setRule(rule: ApprovalRule | null, key: 'ops' | 'steering' | 'board' = 'ops'): Promise<void> {
      const approvals = rule && canonicalJson(rule);
      await client.committee.update({ where: { id: committees[key].id }, data: { approvals } });
    },
    async setRole(personKey: string, role: 'approver' | 'member', isThere: boolean): Promise<void> {
      const person = await client.person.findFirstOrThrow({ where: { workspaceId, key: personKey } });
      const seat = { committeeId: committees.ops.id, personId: person.id, role };
      await client.membership.deleteMany({ where: seat });
      if (isThere) await client.membership.create({ data: seat });
    },
    async setLeft(personKey: string, hasLeft: boolean): Promise<void> {
      const leftAt = hasLeft ? now : null;
      await client.person.updateMany({ where: { workspaceId, key: personKey }, data: { leftAt } });
    },
    /** What the record tells of an item's approvals, the oldest first. */
    async events(itemId: string) {
      const approvals = await client.approval.findMany({ where: { itemId }, select: { id: true } });
      const subjectId = { in: approvals.map(({ id }) => id) };
      const where = { workspaceId, subjectKind: 'approval', subjectId };
      const rows = await client.event.findMany({ where, orderBy: { sequence: 'asc' } });
      return rows.map(({ before, after, ...row }) => ({
        ...row,
        before: before === null ? null : (JSON.parse(before) as Record<string, unknown>),
        after: after === null ? {} : (JSON.parse(after) as Record<string, unknown>),
      }));
    },
    /** Every fault of the chain of events. */
    async chainFaults(): Promise<unknown[]> {
      const faults: unknown[] = [];
      await verifyEvents(client, { workspaceId, witness: null, onFault: (fault) => faults.push(fault) });
      return faults;
    },
  };
}

async function committeeOf(database: Database, workspaceId: string, key: string): Promise<Committee> {
  const found = await findCommitteeByKey(database.client, { workspaceId, key });
  if (!found) throw new Error(`there is no committee ${key}`);
  return found;
}
