import { z } from 'zod';
import { weekdays } from '../../../kernel/calendar.js';
import { isZone } from '../../../kernel/zoned-time.js';
import { grains } from '../../kpis/public.js';
import { compileDateFormat } from '../dates/date-format.js';
import { personalFault } from '../personal-marks.js';

/** What stands for a KPI or a segment: never for a person. */
const label = z.string().refine((text) => personalFault('label', text) === null, {
  error: ({ input }) => personalFault('label', String(input)) ?? '',
});
const kpiKey = label.min(1);
const header = label.min(1);
const Zone = z.string().refine(isZone, 'is not a time zone such as Europe/Paris');

/** A wide column as one part of a KPI; `scale` multiplies what is written (0.01 where 27.7 means 27.7 %). */
const ColumnTarget = z.union([
  kpiKey.transform((kpi) => ({ kpi, segment: undefined, part: 'value' as const, scale: 1 })),
  z.strictObject({
    kpi: kpiKey,
    segment: label.optional(),
    part: z.enum(['value', 'numerator', 'denominator']).default('value'),
    scale: z
      .number()
      .refine((scale) => scale !== 0, 'must not be 0')
      .default(1),
  }),
]);

/** One column may feed several KPIs: a volume, and the denominator of a rate. */
const ColumnTargets = z.union([ColumnTarget.transform((target) => [target]), z.array(ColumnTarget).min(1)]);

const shared = {
  /** Key of the source in `copil.yml`; without it each KPI's first source is meant. */
  source: z.string().min(1).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  encoding: z
    .enum(['utf-8', 'latin-1', 'windows-1252', 'utf-16le'])
    .transform((name) => (name === 'latin-1' ? 'windows-1252' : name))
    .optional(),
  date: z.strictObject({
    column: header,
    order: z.enum(['iso', 'french', 'us']).optional(),
    /** `excel`, or a pattern of the parts YYYY YY MM M MMM DD D WW W Q HH H hh h mm ss A Z. */
    format: z
      .string()
      .refine((format) => compileDateFormat(format) !== null, {
        error: ({ input }) =>
          `"${String(input)}" names no day, week, month or quarter of a year: expected excel or a pattern such as DD/MM/YY or YYYY-WW`,
      })
      .optional(),
    /** The zone in which the file's days are counted; the source's where left out. */
    zone: Zone.optional(),
    /** The zone in which times that name none were read. */
    timesIn: Zone.optional(),
    /** Whether the date written is the first or the last day of its period. */
    marks: z.enum(['start', 'end']).default('start'),
  }),
  grain: z.enum(grains).optional(),
  weekStart: z.literal(weekdays).optional(),
  decimal: z.enum([',', '.']).optional(),
  /** Marks for "no value", on top of the usual ones. */
  missing: z.array(z.union([z.string(), z.number()]).transform(String)).default([]),
  /** Columns to leave out; `*` stands for any text. */
  ignore: z.array(header).default([]),
  /** What a period that stands in the file twice, with different values, becomes. */
  onDuplicate: z.enum(['reject', 'last', 'sum']).default('reject'),
};

const WideMap = z.strictObject({
  ...shared,
  format: z.literal('wide'),
  columns: z.record(header, ColumnTargets).refine((columns) => Object.keys(columns).length > 0, 'names no column'),
});

const LongMap = z.strictObject({
  ...shared,
  format: z.literal('long'),
  /** Headers of the columns that hold these. */
  kpi: header,
  value: header.optional(),
  numerator: header.optional(),
  denominator: header.optional(),
  segment: header.optional(),
  sourceColumn: header.optional(),
  /** Names of KPIs in the file, and ours. */
  keys: z.record(label, kpiKey).default({}),
  /** Names of segments in the file, and ours; an empty one is the whole. */
  segments: z.record(label, label).default({}),
});

/** How a file of somebody else's making is to be read: `--map FILE`. */
export const ImportMap = z.discriminatedUnion('format', [WideMap, LongMap]).superRefine((map, context) => {
  if (map.format === 'long' && map.value === undefined && map.numerator === undefined) {
    context.addIssue({ code: 'custom', path: ['value'], message: 'is missing: name the column that holds the value' });
  }
  if (map.format === 'long' && (map.numerator === undefined) !== (map.denominator === undefined)) {
    context.addIssue({ code: 'custom', path: ['numerator'], message: 'and denominator belong together: name both' });
  }
});
export type ImportMap = z.infer<typeof ImportMap>;
