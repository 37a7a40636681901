import { dayNumber } from '../../../kernel/calendar.js';
import type { NewReading } from '../rows/decode.js';

/** Remembers which readings went by, in one bit each: a file may hold more of them than fit in memory as they are. */
export type SeenStarts = {
  has(reading: NewReading): boolean;
  add(reading: NewReading): void;
};

const daysInPage = 512;

export function createSeenStarts(): SeenStarts {
  const pages = new Map<string, Uint8Array>();
  const bitOf = ({
    target,
    start,
  }: NewReading): { readonly page: string; readonly byte: number; readonly bit: number } => {
    const day = dayNumber(start);
    const within = ((day % daysInPage) + daysInPage) % daysInPage;
    const page = `${target.kpiId} ${target.sourceId} ${Math.floor(day / daysInPage)} ${target.segment}`;
    return { page, byte: within >> 3, bit: 1 << (within & 7) };
  };
  return {
    has: (reading) => {
      const { page, byte, bit } = bitOf(reading);
      return ((pages.get(page)?.[byte] ?? 0) & bit) !== 0;
    },
    add: (reading) => {
      const { page, byte, bit } = bitOf(reading);
      const bits = pages.get(page) ?? new Uint8Array(daysInPage / 8);
      bits[byte] = (bits[byte] ?? 0) | bit;
      pages.set(page, bits);
    },
  };
}
