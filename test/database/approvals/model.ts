import type { VoteChoice } from '../../../src/features/approvals/approval.js';
import type { ApprovalPolicy } from '../../../src/organisation/committees/approval-rule.js';

/** What can happen to one action and its approvals, in any order. */
export type Step =
  | { readonly do: 'vote'; readonly by: string; readonly choice: VoteChoice; readonly roundsAgo: number }
  | { readonly do: 'edit'; readonly by: string; readonly what: 'title' | 'cost' | 'type' | 'later' | 'sooner' }
  | { readonly do: 'hand over'; readonly by: string; readonly to: string }
  | { readonly do: 'delegate'; readonly from: string; readonly to: string }
  | { readonly do: 'take back'; readonly from: string }
  | { readonly do: 'leave' | 'return' | 'lose role' | 'gain role'; readonly who: string }
  | { readonly do: 'ask' | 'withdraw' | 'drop' | 'reopen' | 'accept'; readonly by: string }
  | { readonly do: 'run out of time'; readonly isNoticed: boolean };

type State = 'pending' | 'approved' | 'rejected' | 'expired' | 'withdrawn';
type Said = { readonly choice: VoteChoice; readonly castBy: string };

/** One approval as the rules of the issue have it. */
type Asked = {
  state: State;
  round: number;
  /** 0 is ops, 1 steering, 2 the chair of the board. */
  level: 0 | 1 | 2;
  by: Set<string>;
  isOver: boolean;
  votes: Map<string, Said>;
};

/** What both the model and the store can be asked. */
export type Seen = {
  readonly item: string;
  readonly asked: { readonly state: State; readonly round: number; readonly level: number } | null;
  /** Who approves, by the newest word of each in this round. */
  readonly votes: readonly string[];
  readonly approvals: number;
};

const people = ['ana', 'ben', 'chloe', 'dan', 'gil', 'lea', 'mia', 'sam', 'tom', 'vera'];
const inOps = ['ana', 'ben', 'chloe', 'dan', 'gil', 'lea', 'mia'];

/**
 * The rules of the issue about one action, written a second time and as simply as can be: no store, no clock, sets and
 * loops. `take` makes a step; false where it is refused, and nothing has changed then.
 */
export class Model {
  readonly policy: ApprovalPolicy;
  item = { state: 'proposed', owner: 'lea', raiser: 'mia', isRuled: false };
  all: Asked[] = [];
  left = new Set<string>();
  /** Ana may change everything, and would like to approve it. */
  approvers = new Set(['ana', 'ben', 'chloe', 'dan']);
  delegates = new Map<string, string>();

  constructor(policy: ApprovalPolicy) {
    this.policy = policy;
    this.#ask('mia');
  }

  see(): Seen {
    const asked = this.all.at(-1) ?? null;
    const votes = [...(asked?.votes ?? [])].map(([who, { choice, castBy }]) => `${who} ${choice} by ${castBy}`);
    return {
      item: this.item.state,
      asked: asked && { state: asked.state, round: asked.round, level: asked.level },
      votes: votes.toSorted(),
      approvals: this.all.length,
    };
  }

  take(step: Step): boolean {
    const now = this.all.at(-1);
    const pending = now?.state === 'pending' ? now : null;
    switch (step.do) {
      case 'vote':
        return pending !== null && this.#vote(pending, step);
      case 'edit':
      case 'hand over':
        return this.#edit(pending, step);
      case 'delegate':
        return this.#delegate(step);
      case 'take back':
        return this.delegates.delete(step.from);
      case 'leave':
        this.left.add(step.who);
        return true;
      case 'return':
        this.left.delete(step.who);
        return true;
      case 'lose role':
        this.approvers.delete(step.who);
        return true;
      case 'gain role':
        this.approvers.add(step.who);
        return true;
      case 'ask':
        return this.#mayChange(step.by) && this.#isOpen() && !pending && this.#ask(step.by);
      case 'withdraw':
        return this.#withdraw(pending, step.by);
      case 'drop':
        if (!this.#mayChange(step.by) || !this.#isOpen()) return false;
        if (pending) pending.state = 'withdrawn';
        this.item.state = 'dropped';
        return true;
      case 'reopen':
        return this.#reopen(step.by);
      case 'accept':
        return this.#accept(pending, step.by);
      case 'run out of time':
        return this.#runOut(pending, step.isNoticed);
    }
  }

  #isOpen(): boolean {
    return this.item.state === 'open' || this.item.state === 'proposed';
  }

  /** Ana chairs, Lea leads, until they leave. */
  #leads(who: string): boolean {
    return ['ana', 'lea'].includes(who) && !this.left.has(who);
  }

  /** Who leads, the owner, and whoever raised it. */
  #mayChange(who: string): boolean {
    return this.#leads(who) || [this.item.owner, this.item.raiser].includes(who);
  }

  electorate(level: number, by: ReadonlySet<string>): string[] {
    const of = [[...this.approvers], ['ben', 'sam'], ['vera']][level] ?? [];
    return of.filter((who) => !this.left.has(who) && who !== 'gil' && !by.has(who) && who !== this.item.owner);
  }

  #policyAt(level: number): ApprovalPolicy {
    return level === 0 ? this.policy : 'any';
  }

  #isEnough(level: number, by: ReadonlySet<string>): boolean {
    const policy = this.#policyAt(level);
    return this.electorate(level, by).length >= (typeof policy === 'object' ? policy.count : 1);
  }

  #levelFrom(first: number, by: ReadonlySet<string>): 0 | 1 | 2 | null {
    return ([0, 1, 2] as const).find((level) => level >= first && this.#isEnough(level, by)) ?? null;
  }

  #ask(by: string): boolean {
    const askers = new Set([by]);
    const level = this.#levelFrom(0, askers);
    if (level === null) return false;
    this.all.push({ state: 'pending', round: 1, level, by: askers, isOver: false, votes: new Map() });
    this.item.state = 'proposed';
    return true;
  }

  #vote(asked: Asked, { by, choice, roundsAgo }: Extract<Step, { do: 'vote' }>): boolean {
    if (roundsAgo > 0 || asked.isOver) return false;
    const may = this.electorate(asked.level, asked.by);
    const sits = asked.level === 0 ? inOps : [];
    const isFree = !this.left.has(by) && by !== 'gil' && !asked.by.has(by) && by !== this.item.owner;
    // One voice each: one's own vote, or else one absent person's; what one said in another place is taken back.
    const absent = may
      .filter((who) => isFree && sits.includes(by) && this.delegates.get(who) === by)
      .filter((who) => asked.votes.get(who)?.castBy !== who)
      .toSorted();
    const mine = absent.find((who) => asked.votes.get(who)?.castBy === by);
    const seat = may.includes(by) ? by : (mine ?? absent.find((who) => !asked.votes.has(who)) ?? absent[0]);
    if (seat === undefined) return false;
    for (const [who, said] of asked.votes) if (said.castBy === by) asked.votes.delete(who);
    asked.votes.set(seat, { choice, castBy: by });
    this.#judge(asked, may);
    return true;
  }

  /** By trying everything that those who have not said anything may still say. */
  #judge(asked: Asked, may: readonly string[]): void {
    const said = may.map((who) => asked.votes.get(who)?.choice ?? 'change');
    const count = (votes: readonly string[], choice: string) => votes.filter((one) => one === choice).length;
    const policy = this.#policyAt(asked.level);
    const passes = (votes: readonly string[]): boolean => {
      const [yes, no] = [count(votes, 'approve'), count(votes, 'reject')];
      if (yes === 0) return false;
      if (policy === 'any' || policy === 'all') return no === 0;
      return policy === 'majority' ? yes > no : yes >= policy.count;
    };
    const futures = (votes: readonly string[]): string[][] => {
      const at = votes.indexOf('change');
      if (at < 0) return [[...votes]];
      return ['approve', 'reject', 'abstain'].flatMap((choice) => futures(votes.with(at, choice)));
    };
    const [yes, no] = [count(said, 'approve'), count(said, 'reject')];
    if (yes + no === 0) return;
    // The first word decides, whatever the others would have said.
    const ends = policy === 'any' ? [no === 0] : futures(said).map(passes);
    if (ends.every(Boolean)) this.#decide(asked, true);
    else if (!ends.some(Boolean) && (no > 0 || passes(said.map(() => 'approve')))) this.#decide(asked, false);
  }

  #decide(asked: Asked, isApproved: boolean): void {
    asked.state = isApproved ? 'approved' : 'rejected';
    this.item.state = isApproved ? 'open' : 'dropped';
  }

  #edit(pending: Asked | null, step: Extract<Step, { do: 'edit' | 'hand over' }>): boolean {
    if (!this.#mayChange(step.by) || !this.#isOpen()) return false;
    const before = { ...this.item };
    const isMaterial = step.do === 'hand over' ? step.to !== this.item.owner : !['type', 'sooner'].includes(step.what);
    if (step.do === 'hand over') this.item.owner = step.to;
    if (step.do === 'edit' && step.what === 'cost') this.item.isRuled = true;
    const isFine = !isMaterial || (pending ? this.#void(pending, step.by) : this.#askAgain(step.by));
    if (!isFine) this.item = before;
    return isFine;
  }

  #void(asked: Asked, by: string): boolean {
    const askers = new Set([...asked.by, by]);
    const level = this.#isEnough(asked.level, askers) ? asked.level : this.#levelFrom(0, askers);
    if (level === null) return false;
    Object.assign(asked, { by: askers, level, round: asked.round + 1, isOver: false });
    asked.votes.clear();
    return true;
  }

  /** Where approvers were asked before, or the rule calls for it. */
  #askAgain(by: string): boolean {
    const last = this.all.at(-1)?.state;
    return this.item.isRuled || last !== 'withdrawn' ? this.#ask(by) : true;
  }

  #withdraw(pending: Asked | null, by: string): boolean {
    const [first] = pending?.by ?? [];
    if (!pending || !(this.#leads(by) || [first, this.item.owner].includes(by))) return false;
    pending.state = 'withdrawn';
    return true;
  }

  #reopen(by: string): boolean {
    // Whoever raised it may withdraw it, and no more.
    if (!(this.#leads(by) || by === this.item.owner) || this.#isOpen()) return false;
    this.item.state = 'open';
    const isFine = this.#askAgain(by);
    if (!isFine) this.item.state = 'dropped';
    return isFine;
  }

  #accept(pending: Asked | null, by: string): boolean {
    if (!(this.#leads(by) || by === this.item.owner) || this.item.state !== 'proposed' || pending) return false;
    if (this.item.isRuled || this.all.at(-1)?.state !== 'withdrawn') return false;
    this.item.state = 'open';
    return true;
  }

  #delegate({ from, to }: Extract<Step, { do: 'delegate' }>): boolean {
    const sits = (who: string) =>
      inOps.includes(who) && (this.approvers.has(who) || !['ben', 'chloe', 'dan'].includes(who));
    if (!this.approvers.has(from) || from === to || to === 'gil' || !sits(to) || this.left.has(to)) return false;
    if (this.delegates.has(from) || this.delegates.has(to)) return false;
    this.delegates.set(from, to);
    return true;
  }

  #runOut(asked: Asked | null, isNoticed: boolean): boolean {
    if (!asked) return true;
    asked.isOver = true;
    if (!isNoticed) return true;
    const above = asked.level === 2 ? null : this.#levelFrom(asked.level + 1, asked.by);
    if (above === null) asked.state = 'expired';
    else {
      Object.assign(asked, { level: above, round: asked.round + 1, isOver: false });
      asked.votes.clear();
    }
    return true;
  }
}

/** A step at random; those that decide something are the most frequent. */
export function randomStep(random: () => number): Step {
  const one = <T>(of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
  const anybody = () => one(people as [string, ...string[]]);
  const approver = () => one(['ana', 'ben', 'chloe', 'dan', 'ana', 'ben', 'chloe', 'dan', 'sam', 'vera', 'mia']);
  const editor = () => one(['ana', 'lea', 'mia', 'ben', 'chloe']);
  const roll = random();
  if (roll < 0.45) {
    const choice = one<VoteChoice>(['approve', 'approve', 'reject', 'abstain', 'change']);
    return { do: 'vote', by: random() < 0.8 ? approver() : anybody(), choice, roundsAgo: random() < 0.9 ? 0 : 1 };
  }
  if (roll < 0.58) return { do: 'edit', by: editor(), what: one(['title', 'cost', 'type', 'later', 'sooner']) };
  if (roll < 0.62) return { do: 'hand over', by: editor(), to: one(['lea', 'ben', 'chloe', 'mia']) };
  if (roll < 0.7) return { do: 'delegate', from: approver(), to: one(['ben', 'chloe', 'mia', 'ana', 'gil', 'sam']) };
  if (roll < 0.73) return { do: 'take back', from: approver() };
  if (roll < 0.8) return { do: one(['leave', 'return', 'return']), who: approver() };
  if (roll < 0.84) return { do: one(['lose role', 'gain role']), who: one(['ben', 'chloe', 'dan']) };
  if (roll < 0.92) return { do: 'run out of time', isNoticed: random() < 0.6 };
  return { do: one(['ask', 'withdraw', 'drop', 'reopen', 'accept']), by: editor() };
}
