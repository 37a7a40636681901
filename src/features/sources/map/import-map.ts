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
const kpiKey = label.min(1);
const header = label.min(1);
const cellText = z.union([z.string(), z.number()]).transform(String);
const Zone = z.string().refine(isZone, 'is not a time zone such as Europe/Paris');

/** What a file names may be called `constructor`, which every object has. */
const byName = (names: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(names));

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

const dates = z.strictObject({
  column: header
    .optional()
    .describe(
      'Header of the column that holds the date; else the one named date, week, month and so on, else the first. Example: day',
    ),
  order: z
    .enum(['iso', 'french', 'us'])
    .optional()
    .describe('How 03/02/2026 is read: french is day first, us month first, iso takes year first alone. Example: us'),
  format: z
    .string()
    .refine((format) => compileDateFormat(format) !== null, {
      error: ({ input }) =>
        `"${String(input)}" names no day, week, month or quarter of a year: expected excel or a pattern such as DD/MM/YY or YYYY-WW`,
    })
    .optional()
    .describe(
      'excel for day numbers of Excel, or a pattern of YYYY YY MMMM MMM MM M DD D WW W Q HH H hh h mm ss A Z; letters that stand for themselves go in brackets. Example: DD-MMM-YY',
    ),
  zone: Zone.optional().describe(
    "Time zone in which the file's days are counted; the source's where left out. Example: Europe/Paris",
  ),
  timesIn: Zone.optional().describe('Time zone of times that name none, which are then converted. Example: UTC'),
  marks: z
    .enum(['start', 'end'])
    .default('start')
    .describe('Whether the date written is the first or the last day of its period. Example: end'),
});

const shared = {
  source: z
    .string()
    .min(1)
    .optional()
    .describe("Key of the source in copil.yml; each KPI's first source where left out. Example: crm"),
  delimiter: z.enum([',', ';', '\t', '|']).optional().describe('What stands between cells; found out where left out'),
  encoding: z
    .enum(['utf-8', 'latin-1', 'windows-1252', 'utf-16le', 'utf-16be'])
    .transform((name) => (name === 'latin-1' ? 'windows-1252' : name))
    .optional()
    .describe('How characters are stored; found out where left out. Example: utf-16le'),
  skipLines: z
    .int()
    .min(0)
    .max(1_000)
    .default(0)
    .describe('Lines above the header, such as a title and an empty line. Example: 3'),
  transposed: z
    .boolean()
    .default(false)
    .describe('A row for each KPI and a column for each date; such a file is read whole, up to five million cells'),
  where: z
    .record(header, z.union([cellText.transform((text) => [text]), z.array(cellText).min(1)]))
    .default({})
    .describe("Only rows with this text (or one of these) in the column are read. Example: { type: '1' }"),
  date: dates.default({ marks: 'start' }).describe('The column of dates, and how they are written'),
  grain: z
    .enum(grains)
    .optional()
    .describe('By which period the file is; a KPI that is read by another is refused. Example: week'),
  weekStart: z
    .literal(weekdays)
    .optional()
    .describe('On which day its weeks start; a KPI with other weeks is refused. Example: sunday'),
  decimal: z
    .enum([',', '.'])
    .optional()
    .describe('The decimal mark of every number; found out by column where left out'),
  durations: z.enum(durationUnits).optional().describe('What durations written 1:30:00 are counted in. Example: hours'),
  missing: z
    .array(cellText)
    .default([])
    .describe(
      'Marks for "no value" beside the usual ones; a number stands for that number however it is written. Example: [-999, closed]',
    ),
  ignore: z
    .array(header)
    .default([])
    .describe('Columns to leave out; * stands for any text. Example: [comment, tmp_*]'),
  onDuplicate: z
    .enum(['reject', 'last', 'sum', 'mean'])
    .default('reject')
    .describe('What a period becomes that stands in the file several times with different values. Example: mean'),
};

const WideMap = z.strictObject({
  ...shared,
  format: z.literal('wide').describe('A column for each KPI'),
  columns: z
    .record(header, ColumnTargets)
    .refine((columns) => Object.keys(columns).length > 0, 'names no column')
    .optional()
    .describe(
      'Headers and their KPIs, or { kpi, segment, part, scale }, or a list; where left out, headers are keys or names of KPIs. Example: { Sales: leads, Rate: { kpi: conversion, scale: 0.01 } }',
    ),
});

const LongMap = z.strictObject({
  ...shared,
  format: z.literal('long').describe('A row for each reading'),
  kpi: header.describe('Header of the column with the KPI. Example: metric'),
  value: header.optional().describe('Header of the column with the value. Example: amount'),
  numerator: header.optional().describe('Header of the column with the numerator of a ratio. Example: clicks'),
  denominator: header.optional().describe('Header of the column with the denominator of a ratio. Example: views'),
  segment: header.optional().describe('Header of the column with the segment. Example: country'),
  sourceColumn: header.optional().describe('Header of the column with the key of the source. Example: origin'),
  keys: z
    .record(label, kpiKey)
    .default({})
    .transform(byName)
    .describe('Names of KPIs in the file, and their keys. Example: { Total leads: leads }'),
  segments: z
    .record(label, label)
    .default({})
    .transform(byName)
    .describe("Names of segments in the file, and ours; an empty one is the whole. Example: { all: '' }"),
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
