import type { CalendarDate } from '../../kernel/calendar.js';
import { sha256 } from '../../kernel/ids.js';
import { canonicalJson } from '../../kernel/json.js';
import { optionsOf } from '../../surface/cards/copies.js';
import { placeDecision } from './cards/copies.js';
import { type Decision, type DecisionDraft, usualQuorum } from './decision.js';
import type { DecisionStoreDeps } from './decision-deps.js';
import { actorNow, assertRequested, changeLocked, type LockedDecision, tellPeople } from './locked-decision.js';
import { DecisionRefusal } from './refusal.js';
import { decidersFor } from './request.js';
import { mayChange, mayRecord } from './rights.js';
import { addDeciders, clearVotes, removeDeciders } from './stored-decisions.js';

/** What a form says of a decision that is voted on; the committee keeps it. */
export type Edited = {
  readonly decisionId: string;
  readonly personKey: string;
  readonly fields: Omit<DecisionDraft, 'committeeId' | 'source'>;
  /** Empty: the committee's usual ones. */
  readonly deciderKeys: readonly string[];
  readonly quorum: number | null;
  /** What the form was opened on (`editMark`): where it is something else now, the change is refused. */
  readonly mark: string;
};

/** Names all that the form of a decision holds, so that nobody overwrites what somebody else has changed meanwhile. */
export function editMark(decision: Decision, deciderKeys: readonly string[]): string {
  const { question, context, options, recommended, recommendation, deadlineOn, kpiKey, plannedValue, quorum } =
    decision;
  const asked = { question, context, options, recommended, recommendation, deadlineOn, kpiKey, plannedValue, quorum };
  return sha256(canonicalJson({ asked, deciders: [...deciderKeys].sort() }));
}

/**
 * Changes what is asked. Another question, other options or other deciders take every vote back, and whoever had voted
 * is told: nobody's vote stands for something they did not read. Once the outcome is known nothing is changed any more.
 * @throws DecisionRefusal (`unknown`, `gone`, `not-yours`, `decided`, `outcome-known`, `stale`, `nobody`)
 */
export function editDecision(deps: DecisionStoreDeps, edited: Edited): Promise<Decision> {
  const { decisionId, personKey } = edited;
  return changeLocked(deps, { decisionId, actorKey: personKey, surface: 'slack' }, async (locked) => {
    const { decision, ballot, transaction } = locked;
    await assertMayEdit(locked, edited);
    const wanted = { workspaceId: decision.workspaceId, committeeId: decision.committeeId, wanted: edited.deciderKeys };
    const deciders = await decidersFor(transaction, wanted);
    if (deciders.length === 0) throw new DecisionRefusal('nobody', decision);
    const quorum = Math.min(edited.quorum ?? usualQuorum(deciders.length), deciders.length);
    const after: Decision = { ...decision, ...edited.fields, quorum };
    const known = ballot.votes.map((vote) => vote.personKey);
    const added = deciders.filter((key) => !known.includes(key));
    const removed = known.filter((key) => !deciders.includes(key));
    const hasOtherDeciders = added.length + removed.length > 0;
    if (editMark(after, deciders) === editMark(decision, known)) return null;
    const isVoid = hasOtherDeciders || isAnother(decision, after);
    await changeDeciders(locked, { added, removed });
    const votesTakenBack = isVoid ? await takeVotesBack(deps, locked) : 0;
    const placing = { decision: after, channel: null, personKeys: added };
    await placeDecision(transaction, placing, optionsOf(deps));
    return { after, what: 'changed', note: { deciders, votesTakenBack } };
  });
}

async function assertMayEdit(locked: LockedDecision, { personKey, mark }: Edited): Promise<void> {
  const { decision, ballot } = locked;
  const actor = await actorNow(locked, personKey);
  if (!mayChange(actor, decision)) throw new DecisionRefusal('not-yours', decision);
  assertRequested(locked);
  if (ballot.voteStatus.phase !== 'open') throw new DecisionRefusal('outcome-known', decision, ballot.voteStatus);
  const deciderKeys = ballot.votes.map((vote) => vote.personKey);
  if (mark !== editMark(decision, deciderKeys)) throw new DecisionRefusal('stale', decision);
}

function isAnother(before: Decision, after: Decision): boolean {
  return before.question !== after.question || canonicalJson(before.options) !== canonicalJson(after.options);
}

async function changeDeciders(
  { transaction, decision }: LockedDecision,
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
): Promise<void> {
  await removeDeciders(transaction, decision.id, removed);
  await addDeciders(transaction, decision.id, added);
}

/** @returns how many had voted */
async function takeVotesBack(deps: DecisionStoreDeps, locked: LockedDecision): Promise<number> {
  const { transaction, decision, ballot } = locked;
  const voted = ballot.votes.filter(({ choice }) => choice !== null).map(({ personKey }) => personKey);
  await clearVotes(transaction, decision.id);
  const cast = ballot.votes.flatMap(({ castByKey }) => castByKey ?? []);
  const personKeys = [...new Set([...voted, ...cast])];
  await tellPeople(deps, locked, { about: 'voided', personKeys, occasion: String(decision.version) });
  return voted.length;
}

/**
 * Gives a decision that lapsed a new deadline. The votes that were given stand, and may be changed again.
 * @throws DecisionRefusal (`unknown`, `gone`, `chair-only`, `not-lapsed`)
 */
export function extendDecision(
  deps: DecisionStoreDeps,
  ask: { readonly decisionId: string; readonly personKey: string; readonly deadlineOn: CalendarDate },
): Promise<Decision> {
  const { decisionId, personKey, deadlineOn } = ask;
  return changeLocked(deps, { decisionId, actorKey: personKey, surface: 'slack' }, async (locked) => {
    const { decision } = locked;
    const actor = await actorNow(locked, personKey);
    if (!mayRecord(actor, decision)) throw new DecisionRefusal('not-yours', decision);
    if (decision.state !== 'lapsed') throw new DecisionRefusal('not-lapsed', decision, locked.ballot.voteStatus);
    return { after: { ...decision, state: 'requested', deadlineOn }, what: 'changed' };
  });
}
