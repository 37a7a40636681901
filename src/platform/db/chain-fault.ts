/**
 * What can be wrong with a chain of events:
 * - `altered`: the content does not fit its hash.
 * - `unlinked`: the hash does not fit the number, the event before and the content's hash.
 * - `missing`: numbers without an event; `cut-off`: the same at the end, up to where the head says that the chain ends.
 * - `inserted`: numbers below 1, or a second event of a number; `beyond-head`: events behind the one at which the head says that the chain ends.
 * - `unreadable`: a row that no version of Copil wrote.
 * - `head-missing`, `head-differs`: the head kept apart is not there, or has another hash than the event it names.
 * - `half-erased`: some of an erased content is there. `erased-unnamed`: no later event says that it was erased.
 * - `erased-notice`: the record of an erasure was erased itself.
 * - `relabelled`, `restored`: what stays of an erased content is not what the record of the erasure says, or all is there.
 * - `witness-differs`: the event has another hash than the head that was handed in; `witness-absent`: there is no such event.
 */
export type FaultKind =
  | 'altered'
  | 'unlinked'
  | 'missing'
  | 'cut-off'
  | 'inserted'
  | 'beyond-head'
  | 'unreadable'
  | 'head-missing'
  | 'head-differs'
  | 'half-erased'
  | 'erased-unnamed'
  | 'erased-notice'
  | 'relabelled'
  | 'restored'
  | 'witness-differs'
  | 'witness-absent';

/** A fault of a chain, from the event `sequence` to the event `until`, both included. */
export type Fault = {
  readonly kind: FaultKind;
  readonly sequence: number;
  readonly until: number;
  /** Number of the event that records the erasure, where the fault is about one. */
  readonly noticedBy?: number;
};

/** Collects faults one by one, and passes them on with neighbours of the same kind told as one. */
export function joinNeighbours(passOn: (fault: Fault) => void): { add(fault: Fault): void; end(): void } {
  let last: Fault | null = null;
  return {
    add(fault) {
      const goesOn =
        last?.kind === fault.kind && last.noticedBy === fault.noticedBy && last.until + 1 === fault.sequence;
      if (last && !goesOn) passOn(last);
      last = last && goesOn ? { ...last, until: fault.until } : fault;
    },
    end() {
      if (last) passOn(last);
      last = null;
    },
  };
}
