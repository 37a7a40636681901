import type { Fault, FaultKind } from '../../platform/db/chain-fault.js';

/** What a fault means, to follow the numbers of its events. `noticedBy` is the event that records the erasure. */
const meanings: Readonly<Record<FaultKind, (noticedBy: string) => string>> = {
  altered: () => 'the content is not what was written (who, for whom, what, about what, before, after, where or when)',
  unlinked: () => 'not chained as it stands: something was altered, moved, put in or taken out here',
  missing: () => 'missing: taken out',
  'cut-off': () => 'missing at the end, up to where the head says that the chain ends: cut off, or the head was moved',
  inserted: () => 'put in: no event has such a number, or there is one of that number already',
  'beyond-head': () => 'behind the end that the head names: put in, or the head was moved back',
  unreadable: () => 'there, but holds what no version of Copil writes: altered from outside',
  'head-missing': () => 'the last event that is there; the head, which is kept apart, was taken out',
  'head-differs': () => 'does not fit the head, which is kept apart: one of the two was altered',
  'half-erased': () => 'erased in part, which Copil never does: altered from outside',
  'erased-unnamed': () => 'the content is erased, and no event says by whom and why: erased from outside',
  'erased-notice': () => 'was the record of an erasure and is erased itself, which Copil never does',
  relabelled: (noticedBy) => `erased, and what stays of it is not what event ${noticedBy} says: altered from outside`,
  restored: (noticedBy) => `the content is there, although event ${noticedBy} says that it was erased: put back`,
  'witness-differs': () =>
    'another hash than the head that you gave: the chain was recomputed, or the head is of another database',
  'witness-absent': () =>
    'the chain does not hold the head that you gave: it was cut off or recomputed, or the head is of another database',
};

/** A fault in one line, such as `event 4: the content is not what was written …`. */
export function describeFault({ kind, sequence, until, noticedBy }: Fault): string {
  const events = sequence === until ? `event ${sequence}` : `events ${sequence} to ${until}`;
  return `${events}: ${meanings[kind](String(noticedBy))}`;
}
