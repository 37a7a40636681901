import type { ReadingFault } from '../limits.js';
import type { RejectsFile } from '../rejects-file.js';
import type { Decoded, NewReading } from '../rows/decode.js';

export type LineReason = {
  readonly line: number;
  readonly reason: string;
  /** Where it is a bound that the reading passes. */
  readonly fault?: ReadingFault;
};

/** Reasons that differ in their figures alone, by the first of them. */
export type ReasonCount = LineReason & { readonly count: number; readonly lastLine: number };

export type Tally = {
  take(decoded: Decoded): Promise<void>;
  rejectReading(reading: NewReading, reason: string): void;
  writeRejects(): Promise<void>;
  rejected(): number;
  missing(): number;
  firstRejects(): readonly LineReason[];
  reasons(): readonly ReasonCount[];
};

const shownRejects = 20;

type Counted = { readonly faults: readonly LineReason[]; readonly rejects: RejectsFile | null };

/** Counts what was not taken, and remembers the first few faults and the first few kinds of them. */
export function createTally({ faults, rejects }: Counted): Tally {
  const first: LineReason[] = [];
  const kinds = new Map<string, { first: LineReason; count: number; lastLine: number }>();
  let rejected = 0;
  let missing = 0;
  let waiting: Decoded['rejects'] = [];
  const count = (reject: LineReason): void => {
    rejected += 1;
    if (first.length < shownRejects) first.push(reject);
    const kind = kindOf(reject.reason);
    const known = kinds.get(kind);
    if (known) {
      known.count += 1;
      known.lastLine = Math.max(known.lastLine, reject.line);
    } else if (kinds.size < shownRejects) kinds.set(kind, { first: reject, count: 1, lastLine: reject.line });
  };
  for (const fault of faults) count(fault);
  const writeRejects = async (): Promise<void> => {
    const written = waiting;
    waiting = [];
    await rejects?.write(written);
  };
  return {
    take: async (decoded) => {
      missing += decoded.missing;
      for (const { row, reasons, fault } of decoded.rejects) {
        for (const reason of reasons) count({ line: row.line, reason, ...(fault && { fault }) });
      }
      waiting.push(...decoded.rejects);
      await writeRejects();
    },
    rejectReading: ({ row }, reason) => {
      count({ line: row.line, reason });
      waiting.push({ row, reasons: [reason] });
    },
    writeRejects,
    rejected: () => rejected,
    missing: () => missing,
    firstRejects: () => first,
    reasons: () => Array.from(kinds.values(), ({ first: reject, ...rest }) => ({ ...reject, ...rest })),
  };
}

/** A reason without its figures: the cells that are at fault differ, the fault is one. */
function kindOf(reason: string): string {
  return reason.replaceAll(/"[^"]*\d[^"]*"|\d[\d.,:/-]*/g, '#');
}
