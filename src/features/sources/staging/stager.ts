import { ValidationError } from '../../../kernel/errors.js';
import { describeFault, faultOfReading } from '../limits.js';
import type { DuplicateRule } from '../plan/plan-file.js';
import type { NewReading } from '../rows/decode.js';
import { createSeenStarts } from './seen-starts.js';
import type { Chunk, Staged } from './stage-chunk.js';
import { chunkSize } from './stage-chunk.js';

type ChunkOfSource = Pick<Chunk, 'importId' | 'sourceId' | 'readings'>;

type StagerDeps = {
  readonly onDuplicate: DuplicateRule;
  /** Opens the import of a source, the first time a reading of it comes. */
  readonly openImport: (source: Source) => Promise<string>;
  readonly stage: (chunk: Chunk) => Promise<Staged>;
  readonly takeBack: (chunk: ChunkOfSource) => Promise<void>;
  readonly reject: (reading: NewReading, reason: string) => void;
};

export type Stager = {
  add(readings: readonly NewReading[]): Promise<void>;
  /** Stages what is still held back. */
  flush(): Promise<void>;
  /** Whether some period stands there with different values, which the map does not allow. */
  hasConflicts(): boolean;
  /** Second look at everything that was added: takes back and rejects every reading of such a period. */
  rejectConflicts(readings: readonly NewReading[]): Promise<void>;
  /** How many readings of a source were taken in, without those that were rejected since. */
  taken(sourceKey: string): number;
};

type Source = { readonly id: string; readonly key: string };
type Buffer = {
  readonly source: Source;
  readonly byKey: Map<string, NewReading>;
  /** How many rows each period has, where all of them count. */
  readonly rows: Map<string, number>;
  taken: number;
};

/** Every period whose rows are brought together waits for the last of them: about as many as a gigabyte holds. */
const mostTogether = 1_000_000;

/** Gathers readings into chunks of one source each, in which no period stands twice. */
export function createStager(deps: StagerDeps): Stager {
  const { onDuplicate } = deps;
  const buffers = new Map<string, Buffer>();
  const conflicts = new Set<string>();
  const unstaged = createSeenStarts();
  let isLikelyNew = true;

  const isTogether = onDuplicate === 'mean' || onDuplicate === 'sum';
  const wholeOf = (buffer: Buffer): NewReading[] =>
    Array.from(buffer.byKey, ([key, sum]) =>
      onDuplicate === 'mean' ? meanOf(sum, buffer.rows.get(key) ?? 1) : rounded(sum),
    ).filter((reading) => {
      const fault = faultOfReading(reading);
      if (fault === null) return true;
      deps.reject(reading, describeFault(fault, reading.target));
      buffer.taken -= 1;
      return false;
    });
  const flush = async (buffer: Buffer): Promise<void> => {
    const { source, byKey } = buffer;
    if (byKey.size === 0) return;
    const readings = isTogether ? wholeOf(buffer) : [...byKey.values()];
    byKey.clear();
    const importId = await deps.openImport(source);
    for (let first = 0; first < readings.length; first += chunkSize) {
      const staged = await deps.stage({
        importId,
        sourceId: source.id,
        readings: readings.slice(first, first + chunkSize),
        isReplaced: onDuplicate === 'last',
        isLikelyNew,
        unstaged,
      });
      // A file is seldom half known: what the last chunk was, the next one is likely to be.
      isLikelyNew = staged.wasNew;
      for (const reading of staged.conflicts) conflicts.add(keyOf(reading));
    }
  };

  const hold = ({ byKey, rows }: Buffer, reading: NewReading): void => {
    const key = keyOf(reading);
    const earlier = byKey.get(key);
    if (isTogether) {
      rows.set(key, (rows.get(key) ?? 0) + 1);
      byKey.set(key, earlier ? added(earlier, reading) : reading);
      if (byKey.size > mostTogether)
        throw new ValidationError(
          `The file has more than ${mostTogether} periods whose rows are brought together (onDuplicate: ${onDuplicate}): split it. Nothing was imported`,
        );
      return;
    }
    if (!earlier || onDuplicate === 'last') byKey.set(key, reading);
    else if (!isSame(earlier, reading)) conflicts.add(key);
  };

  return {
    add: async (readings) => {
      for (const reading of readings) {
        const buffer = bufferOf(buffers, reading);
        const known = buffer.byKey.size;
        hold(buffer, reading);
        // Rows that are brought together become one reading.
        if (!isTogether || buffer.byKey.size > known) buffer.taken += 1;
        if (!isTogether && buffer.byKey.size >= chunkSize) await flush(buffer);
      }
    },
    flush: async () => {
      for (const buffer of buffers.values()) await flush(buffer);
    },
    hasConflicts: () => conflicts.size > 0,
    rejectConflicts: async (readings) => {
      const refused = readings.filter((reading) => conflicts.has(keyOf(reading)));
      for (const reading of refused) deps.reject(reading, conflictReason(reading));
      for (const buffer of buffers.values()) {
        const { id, key } = buffer.source;
        const own = refused.filter(({ target }) => target.sourceId === id);
        buffer.taken -= own.length;
        const importId = await deps.openImport({ id, key });
        if (own.length > 0) await deps.takeBack({ importId, sourceId: id, readings: own });
      }
    },
    taken: (sourceKey) => Array.from(buffers.values()).find(({ source }) => source.key === sourceKey)?.taken ?? 0,
  };
}

function bufferOf(buffers: Map<string, Buffer>, { target }: NewReading): Buffer {
  let buffer = buffers.get(target.sourceId);
  if (!buffer) {
    buffer = { source: { id: target.sourceId, key: target.sourceKey }, byKey: new Map(), rows: new Map(), taken: 0 };
    buffers.set(target.sourceId, buffer);
  }
  return buffer;
}

function keyOf({ target, start }: NewReading): string {
  return `${target.kpiId} ${target.sourceId} ${start} ${target.segment}`;
}

function isSame(a: NewReading, b: NewReading): boolean {
  return a.value === b.value && a.numerator === b.numerator && a.denominator === b.denominator;
}

function added(a: NewReading, b: NewReading): NewReading {
  const sum = (left: number | null, right: number | null): number | null =>
    left === null || right === null ? null : left + right;
  return {
    ...b,
    value: sum(a.value, b.value),
    numerator: sum(a.numerator, b.numerator),
    denominator: sum(a.denominator, b.denominator),
  };
}

function meanOf(sum: NewReading, rows: number): NewReading {
  return rows === 1 ? sum : rounded(eachPart(sum, (total) => total / rows));
}

/** Fifteen digits are what was written; the rest is what floats add. */
function rounded(reading: NewReading): NewReading {
  return eachPart(reading, (part) => Number(part.toPrecision(15)));
}

function eachPart(reading: NewReading, change: (part: number) => number): NewReading {
  const changed = (part: number | null): number | null => (part === null ? null : change(part));
  const { value, numerator, denominator } = reading;
  return { ...reading, value: changed(value), numerator: changed(numerator), denominator: changed(denominator) };
}

function conflictReason({ target, start, value, numerator, denominator }: NewReading): string {
  const worth = value === null ? `${numerator}/${denominator}` : String(value);
  const what = target.segment === '' ? target.kpi : `${target.kpi} (${target.segment})`;
  return `${what} of ${start} is ${worth} here and something else in another row: keep one row, or say which counts with onDuplicate in a map`;
}
