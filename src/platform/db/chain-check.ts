import { type Fault, type FaultKind, joinNeighbours } from './chain-fault.js';
import { erasedEvent, type Remains, readNotice, remainsOf, remainsText } from './erasure-notice.js';
import { type ChainHead, contentHashOf, type EventContent, eventHash, type Witness } from './event-chain.js';

/** An event as it is stored. `salt` is null once its content is erased. */
export type ChainedEvent = EventContent & ChainHead & { readonly salt: string | null; readonly contentHash: string };

export type ChainCheckAsk = {
  /** Where the chain stands before the first event that is looked at. */
  readonly start: ChainHead;
  /** A head that somebody kept, to compare the chain with. */
  readonly witness: Witness | null;
  readonly onFault: (fault: Fault) => void;
};

/** An event that says which contents were erased, in its `after`. */
type Notice = { readonly sequence: number; readonly after: string | null };

/** Looks at a chain event by event, in the order of their numbers. */
export interface ChainCheck {
  add(event: ChainedEvent): void;
  /** An event that is there, but cannot be read. */
  addUnreadable(sequence: number): void;
  /** What an event behind the last one that is looked at says was erased: some of it was read before, some after that. */
  addLaterNotice(notice: Notice): void;
  fault(kind: FaultKind, sequence: number, until?: number): void;
  /** Whether a content was erased without an event that says so, up to now. */
  hasUnnamedErasure(): boolean;
  /** Compares the end of the chain with the head that is kept apart. */
  end(head: ChainHead | null): ChainSummary;
}

/** What was looked at. `last` is where the chain ended. */
export type ChainSummary = { readonly events: number; readonly erased: number; readonly last: ChainHead };

/**
 * A check of one chain. Memory does not grow with the chain; it does, by some hundred bytes each, with the contents that
 * were erased.
 */
export function createChainCheck({ start, witness, onFault }: ChainCheckAsk): ChainCheck {
  const faults = joinNeighbours(onFault);
  const fault = (kind: FaultKind, sequence: number, until = sequence) => faults.add({ kind, sequence, until });
  const erasures = createErasureCheck(start.sequence, faults.add);
  const met = createWitnessCheck(witness, fault);
  let [last, events] = [start, 0];
  /** False behind an event that is missing or cannot be read: what the next one was chained to is not known. */
  let isLastKnown = true;

  const lose = (kind: FaultKind, from: number, to: number) => {
    if (from > to) return;
    fault(kind, from, to);
    erasures.addLost(from, to);
    isLastKnown = false;
  };
  return {
    fault,
    add(event) {
      const { sequence, hash, contentHash, salt } = event;
      events += 1;
      if (sequence <= last.sequence) return fault('inserted', sequence);
      lose('missing', last.sequence + 1, sequence - 1);
      const isLinked = hash === eventHash({ sequence, previousHash: last.hash, contentHash });
      if (isLastKnown && !isLinked) fault('unlinked', sequence);
      if (salt === null) erasures.addErased(event);
      else if (contentHashOf(event, salt) !== contentHash) fault('altered', sequence);
      if (event.what === erasedEvent) erasures.addNotice(event);
      met.compare(event);
      [last, isLastKnown] = [{ sequence, hash }, true];
    },
    addUnreadable(sequence) {
      events += 1;
      lose('missing', last.sequence + 1, sequence - 1);
      lose('unreadable', sequence, sequence);
      last = { sequence, hash: '' };
    },
    addLaterNotice: erasures.addLaterNotice,
    hasUnnamedErasure: () => erasures.unnamed().length > 0,
    end(head) {
      for (const sequence of erasures.unnamed()) fault('erased-unnamed', sequence);
      if (head === null && events > 0) fault('head-missing', last.sequence);
      if (head && head.sequence > last.sequence) fault('cut-off', last.sequence + 1, head.sequence);
      const isAtHead = isLastKnown && head?.sequence === last.sequence;
      if (isAtHead && head.hash !== last.hash) fault('head-differs', last.sequence);
      if (witness && !met.isMet()) fault('witness-absent', witness.sequence ?? last.sequence);
      faults.end();
      return { events, erased: erasures.count(), last };
    },
  };
}

function createWitnessCheck(witness: Witness | null, fault: (kind: FaultKind, sequence: number) => void) {
  let isMet = false;
  return {
    compare({ sequence, hash }: ChainHead): void {
      if (!witness || (witness.sequence !== null && witness.sequence !== sequence)) return;
      const isSame = hash.startsWith(witness.hashStart);
      if (witness.sequence !== null && !isSame) fault('witness-differs', sequence);
      isMet ||= isSame || witness.sequence !== null;
    },
    isMet: () => isMet,
  };
}

/** Every erased content is named by a later event, with what stays of it; and nothing that is named is there again. */
function createErasureCheck(startsAfter: number, report: (fault: Fault) => void) {
  /** What stays of each erased content, until an event names it. */
  const remains = new Map<number, string | 'named'>();
  /** Events of which nothing is known, and so not whether they are erased. */
  const lost: (readonly [number, number])[] = [];
  const isLost = (sequence: number) => lost.some(([from, to]) => from <= sequence && sequence <= to);
  const fault = (kind: FaultKind, sequence: number, noticedBy?: number) =>
    report({ kind, sequence, until: sequence, ...(noticedBy === undefined ? {} : { noticedBy }) });
  const compare = (named: Remains, noticedBy: number) => {
    const found = remains.get(named.sequence);
    if (found === undefined) return false;
    if (found !== 'named' && found !== remainsText(named)) fault('relabelled', named.sequence, noticedBy);
    remains.set(named.sequence, 'named');
    return true;
  };
  return {
    addLost: (from: number, to: number) => lost.push([from, to]),
    addErased(event: ChainedEvent): void {
      const { sequence, actorKey, onBehalfOf, before, after, subjectId } = event;
      if (event.what === erasedEvent) fault('erased-notice', sequence);
      const isWhole = [actorKey, onBehalfOf, before, after].every((part) => part === null) && subjectId === '';
      if (!isWhole) fault('half-erased', sequence);
      remains.set(sequence, remainsText(remainsOf(event)));
    },
    addNotice({ sequence: noticedBy, after }: Notice): void {
      for (const named of readNotice(after)) {
        const { sequence } = named;
        // What lies before the part of a chain that is looked at cannot be compared.
        if (sequence <= startsAfter || sequence >= noticedBy) continue;
        if (!compare(named, noticedBy) && !isLost(sequence)) fault('restored', sequence, noticedBy);
      }
    },
    addLaterNotice({ sequence: noticedBy, after }: Notice): void {
      for (const named of readNotice(after)) if (named.sequence < noticedBy) compare(named, noticedBy);
    },
    unnamed: () => [...remains].flatMap(([sequence, state]) => (state === 'named' ? [] : sequence)),
    count: () => remains.size,
  };
}
