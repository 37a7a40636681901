import { z } from 'zod';
import { weekdays } from '../../../kernel/calendar.js';
import { isZone } from '../../../kernel/zoned-time.js';
import { grains } from '../../kpis/public.js';
import { compileDateFormat } from '../dates/date-format.js';
import { personalFault } from '../personal-marks.js';
import { durationUnits } from '../values.js';

/** What stands for a KPI or a segment: never for a person. */
const label = z.string().refine((text) => personalFault('label', text) === null, {
  error: ({ input }) => personalFault('label', String(input)) ?? '',
});
const kpiKey = label.min(1).meta({ title: 'key of a KPI' });
const header = label.min(1).meta({ title: 'header' });
const cellText = z.union([z.string(), z.number()]).transform(String);
const Zone = z
  .string()
  .refine(isZone, 'is not a time zone such as Europe/Paris')
  .meta({ title: 'time zone', examples: ['Europe/Paris'] });

/** What a file names may be called `constructor`, which every object has. */
const byName = (names: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(names));

/** A wide column as one part of a KPI. */
const ColumnTarget = z.union([
  kpiKey.transform((kpi) => ({ kpi, segment: undefined, part: 'value' as const, scale: 1 })),
  z.strictObject({
    kpi: kpiKey.meta({ description: 'The KPI that the column holds', examples: ['conversion'] }),
    segment: label
      .optional()
      .meta({ description: 'The segment that the column holds; the whole where left out', examples: ['north'] }),
    part: z
      .enum(['value', 'numerator', 'denominator'])
      .default('value')
      .meta({ description: 'Which part of it; a ratio has a numerator and a denominator', examples: ['numerator'] }),
    scale: z
      .number()
      .refine((scale) => scale !== 0, 'must not be 0')
      .default(1)
      .meta({ description: 'What is written is multiplied by it: 0.01 where 27.7 means 27.7 %', examples: [0.01] }),
  }),
]);

/** One column may feed several KPIs: a volume, and the denominator of a rate. */
const ColumnTargets = z.union([ColumnTarget.transform((target) => [target]), z.array(ColumnTarget).min(1)]);

const dates = z.strictObject({
  column: header.optional().meta({
    description:
      'Header of the column that holds the date; left out, the one named date, day, week, month, quarter or period, else the first',
    examples: ['service_date'],
  }),
  order: z
    .enum(['iso', 'french', 'us'])
    .optional()
    .meta({
      description:
        'How 03/02/2026 is read: french is day first, us month first, iso takes year first alone; found out where left out',
      examples: ['us'],
    }),
  format: z
    .string()
    .refine((format) => compileDateFormat(format) !== null, {
      error: ({ input }) =>
        `"${String(input)}" names no day, week, month or quarter of a year: expected excel or a pattern such as DD/MM/YY or YYYY-WW`,
    })
    .optional()
    .meta({
      description:
        'excel for day numbers of Excel, or a pattern of YYYY YY MMMM MMM MM M DD D WW W Q HH H hh h mm ss A Z; letters that stand for themselves go in brackets',
      examples: ['DD-MMM-YY'],
    }),
  zone: Zone.optional().meta({
    description: "Time zone in which the file's days are counted; the source's where left out",
  }),
  timesIn: Zone.optional().meta({
    description: 'Time zone of times that name none, which are then converted',
    examples: ['UTC'],
  }),
  marks: z
    .enum(['start', 'end'])
    .default('start')
    .meta({ description: 'Whether the date written is the first or the last day of its period', examples: ['end'] }),
});

const shared = {
  source: z
    .string()
    .min(1)
    .optional()
    .meta({
      title: 'key of a source',
      description: "Source that the file is from; each KPI's first where left out",
      examples: ['crm'],
    }),
  delimiter: z
    .enum([',', ';', '\t', '|'])
    .optional()
    .meta({ description: 'What stands between cells; found out where left out', examples: [';'] }),
  encoding: z
    .enum(['utf-8', 'latin-1', 'windows-1252', 'utf-16le', 'utf-16be'])
    .transform((name) => (name === 'latin-1' ? 'windows-1252' : name))
    .optional()
    .meta({ description: 'How characters are stored; found out where left out', examples: ['utf-16le'] }),
  skipLines: z
    .int()
    .min(0)
    .max(1_000)
    .default(0)
    .meta({ description: 'Lines above the header, such as a title and an empty line', examples: [3] }),
  transposed: z
    .boolean()
    .default(false)
    .meta({
      description: 'A row for each KPI and a column for each date; such a file is read whole, up to five million cells',
      examples: [true],
    }),
  where: z
    .record(header, z.union([cellText.transform((text) => [text]), z.array(cellText).min(1)]))
    .default({})
    .meta({
      description: 'Only rows with this text (or one of these) in the column are read',
      default: {},
      examples: [{ type: '1' }],
    }),
  date: dates.default({ marks: 'start' }).meta({
    description: 'The column of dates, and how they are written',
    examples: [{ column: 'day', order: 'us' }],
  }),
  grain: z
    .enum(grains)
    .optional()
    .meta({
      description: 'Which period a row covers, as a check: a KPI that is read by another is refused',
      examples: ['week'],
    }),
  weekStart: z
    .literal(weekdays)
    .optional()
    .meta({
      description: 'On which day its weeks start, as a check: a KPI with other weeks is refused',
      examples: ['sunday'],
    }),
  decimal: z
    .enum([',', '.'])
    .optional()
    .meta({ description: 'The decimal mark of every number; found out by column where left out' }),
  durations: z
    .enum(durationUnits)
    .optional()
    .meta({ description: 'What durations written 1:30:00 are counted in', examples: ['hours'] }),
  missing: z
    .array(cellText)
    .default([])
    .meta({
      description: 'Marks for "no value" beside the usual ones; a number stands for that number however it is written',
      default: [],
      examples: [[-999, 'closed']],
    }),
  ignore: z
    .array(header)
    .default([])
    .meta({
      description:
        'Columns to leave out; * stands for any text, and alone for all that the map does not name. Where a wide file has a column of numbers that is neither mapped nor ignored, the import says so',
      examples: [['comment', 'tmp_*']],
    }),
  onDuplicate: z
    .enum(['reject', 'last', 'sum', 'mean'])
    .default('reject')
    .meta({
      description: 'What becomes of a period that stands in the file several times with different values',
      examples: ['mean'],
    }),
};

const WideMap = z.strictObject({
  ...shared,
  format: z.literal('wide').meta({ description: 'A column for each KPI, or a row for each reading' }),
  columns: z
    .record(header, ColumnTargets)
    .refine((columns) => Object.keys(columns).length > 0, 'names no column')
    .optional()
    .meta({
      description: 'Which KPI each column holds; left out, headers are keys or names of KPIs',
      examples: [{ Sales: 'leads', Rate: { kpi: 'conversion', scale: 0.01 } }],
    }),
});

const LongMap = z.strictObject({
  ...shared,
  format: z.literal('long').meta({ description: 'A column for each KPI, or a row for each reading' }),
  kpi: header.meta({ description: 'Header of the column with the KPI', examples: ['metric'] }),
  value: header.optional().meta({ description: 'Header of the column with the value', examples: ['amount'] }),
  numerator: header
    .optional()
    .meta({ description: 'Header of the column with the numerator of a ratio', examples: ['clicks'] }),
  denominator: header
    .optional()
    .meta({ description: 'Header of the column with the denominator of a ratio', examples: ['views'] }),
  segment: header.optional().meta({ description: 'Header of the column with the segment', examples: ['country'] }),
  sourceColumn: header
    .optional()
    .meta({ description: 'Header of the column with the key of the source', examples: ['origin'] }),
  keys: z
    .record(label, kpiKey)
    .default({})
    .transform(byName)
    .meta({
      description: 'Names of KPIs in the file, and their keys',
      default: {},
      examples: [{ 'Total leads': 'leads' }],
    }),
  segments: z
    .record(label, label)
    .default({})
    .transform(byName)
    .meta({
      description: 'Names of segments in the file, and ours; an empty one is the whole',
      default: {},
      examples: [{ all: '' }],
    }),
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
