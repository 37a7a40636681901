import { z } from 'zod';
import type { Catalog } from '../catalog.js';
import { explainDate } from '../dates/explain-date.js';
import { createMidnightCheck } from '../dates/midnights.js';
import { readDate } from '../dates/read-date.js';
import { createZonedDays, type ZonedDays } from '../dates/zoned-days.js';
import { describeFault, faultOfReading } from '../limits.js';
import { faultOfParts } from '../plan/layout.js';
import { faultOfSize } from '../values.js';
import type { Decoded, NewReading } from './decode.js';
import { periodStart } from './period-start.js';

const number = z.custom<number>((value) => typeof value === 'number', 'must be a number').nullish();

const PostedReading = z.strictObject({
  kpi: z.string(),
  period: z.string(),
  segment: z.string().optional(),
  value: number,
  numerator: number,
  denominator: number,
});

/** What `POST /api/readings` takes. Each reading is judged by itself, so that one bad one does not stop the others. */
export const PostedReadings = z.strictObject({
  source: z.string().min(1),
  readings: z
    .array(z.unknown())
    .min(1, 'holds no reading')
    .max(200_000, 'holds more than 200,000 readings: send several requests'),
});
export type PostedReadings = z.infer<typeof PostedReadings>;

/** Turns posted readings into new ones; the first has line 1. */
export function decodePosted({ source, readings }: PostedReadings, catalog: Catalog): Decoded {
  const days = createZonedDays(null);
  const decoded: Decoded = { readings: [], rejects: [], missing: 0 };
  for (const [index, posted] of readings.entries()) {
    const row = { line: index + 1, cells: [] };
    const reading = decodeOne(posted, { source, catalog, days, row });
    if (typeof reading === 'string') {
      decoded.rejects.push({ row, reasons: [reading] });
      continue;
    }
    const fault = faultOfReading(reading);
    if (fault === null) decoded.readings.push(reading);
    else decoded.rejects.push({ row, reasons: [describeFault(fault, reading.target)], fault });
  }
  return decoded;
}

/** Days that another zone's clock began are counted by the source's own zone, which may not be what was meant. */
export function zoneNotice({ source, readings }: PostedReadings, decoded: Decoded): string[] {
  const midnights = createMidnightCheck();
  for (const posted of readings) {
    const { period } = (posted ?? {}) as { readonly period?: unknown };
    if (typeof period === 'string') midnights.look(period);
  }
  const doubt = midnights.doubt([...new Set(decoded.readings.map(({ target }) => target.timeZone))]);
  return doubt === null
    ? []
    : [
        `Note: ${doubt.fact}. If ${doubt.other} is meant, write "timeZone: ${doubt.other}" under sources.${source} in copil.yml.`,
      ];
}

type Step = {
  readonly source: string;
  readonly catalog: Catalog;
  readonly days: ZonedDays;
  readonly row: { readonly line: number; readonly cells: readonly string[] };
};

function decodeOne(posted: unknown, { source, catalog, days, row }: Step): NewReading | string {
  const parsed = PostedReading.safeParse(posted);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the reading'}: ${message}`).join('; ');
  }
  const { kpi, period, segment, value, numerator, denominator } = parsed.data;
  const target = catalog.find({ kpi, segment, source });
  if (typeof target === 'string') return target;
  const fault = faultOfParts(target, {
    value: value ?? undefined,
    numerator: numerator ?? undefined,
    denominator: denominator ?? undefined,
  });
  if (fault !== null) return fault;
  const size = faultOfSize(parsed.data);
  if (size !== null) return size;
  const written = readDate(period, 'iso', target.grain);
  if (written === null) return explainDate(period, 'iso', target.grain);
  const start = periodStart(days(written, target.timeZone), target, 'start');
  if ('reason' in start) return start.reason;
  return {
    target,
    start: start.start,
    value: value ?? null,
    numerator: numerator ?? null,
    denominator: denominator ?? null,
    row,
  };
}
