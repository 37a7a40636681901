import type { DuplicateRule } from '../plan/plan-file.js';
import type { NewReading } from '../rows/decode.js';
import type { Chunk, Staged } from './repository.js';
import { chunkSize } from './repository.js';

export type StagerDeps = {
  readonly onDuplicate: DuplicateRule;
  /** Opens the import of a source, the first time a reading of it comes. */
  readonly openImport: (source: { readonly id: string; readonly key: string }) => Promise<string>;
  readonly stage: (chunk: Chunk) => Promise<Staged>;
  readonly reject: (reading: NewReading, reason: string) => void;
};

export type Stager = {
  add(readings: readonly NewReading[]): Promise<void>;
  /** Stages what is still held back. */
  flush(): Promise<void>;
  /** Readings said twice with the same value. */
  duplicates(): number;
  hasConflicts(): boolean;
  /** Second look at the file: rejects the first reading of each period that later got another value, which `add` had let in. */
  rejectFirsts(readings: readonly NewReading[]): void;
};

type Buffer = {
  readonly source: { readonly id: string; readonly key: string };
  readonly byKey: Map<string, NewReading>;
};

/** Gathers readings into chunks of one source each, in which no period stands twice. */
export function createStager(deps: StagerDeps): Stager {
  const buffers = new Map<string, Buffer>();
  const conflicts = new Set<string>();
  let duplicates = 0;
  let isLikelyNew = true;

  const conflict = (key: string, reading: NewReading): void => {
    conflicts.add(key);
    deps.reject(reading, conflictReason(reading));
  };

  const flush = async ({ source, byKey }: Buffer): Promise<void> => {
    if (byKey.size === 0) return;
    const readings = [...byKey.values()];
    byKey.clear();
    const importId = await deps.openImport(source);
    const { onDuplicate } = deps;
    const staged = await deps.stage({ importId, sourceId: source.id, readings, onDuplicate, isLikelyNew });
    const { same, different } = staged;
    // A file is seldom half known: what the last chunk was, the next one is likely to be.
    isLikelyNew = staged.wasNew;
    duplicates += same.length;
    for (const position of different) {
      const reading = readings[position];
      if (reading) conflict(keyOf(reading), reading);
    }
  };

  const addOne = (buffer: Buffer, reading: NewReading): void => {
    const key = keyOf(reading);
    const earlier = buffer.byKey.get(key);
    if (conflicts.has(key)) deps.reject(reading, conflictReason(reading));
    else if (!earlier) buffer.byKey.set(key, reading);
    else if (deps.onDuplicate === 'last') buffer.byKey.set(key, reading);
    else if (deps.onDuplicate === 'sum') buffer.byKey.set(key, added(earlier, reading));
    else if (isSame(earlier, reading)) duplicates += 1;
    else {
      buffer.byKey.delete(key);
      conflict(key, reading);
    }
  };

  return {
    add: async (readings) => {
      for (const reading of readings) {
        const buffer = bufferOf(buffers, reading);
        addOne(buffer, reading);
        if (buffer.byKey.size >= chunkSize) await flush(buffer);
      }
    },
    flush: async () => {
      for (const buffer of buffers.values()) await flush(buffer);
    },
    duplicates: () => duplicates,
    hasConflicts: () => conflicts.size > 0,
    rejectFirsts: (readings) => {
      for (const reading of readings) {
        if (conflicts.delete(keyOf(reading))) deps.reject(reading, conflictReason(reading));
      }
    },
  };
}

function bufferOf(buffers: Map<string, Buffer>, { target }: NewReading): Buffer {
  let buffer = buffers.get(target.sourceId);
  if (!buffer) {
    buffer = { source: { id: target.sourceId, key: target.sourceKey }, byKey: new Map() };
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

function conflictReason({ target, start, value, numerator, denominator }: NewReading): string {
  const worth = value === null ? `${numerator}/${denominator}` : String(value);
  const what = target.segment === '' ? target.kpi : `${target.kpi} (${target.segment})`;
  return `${what} of ${start} is ${worth} here and something else in another row: keep one row, or say which counts with onDuplicate in a map`;
}
