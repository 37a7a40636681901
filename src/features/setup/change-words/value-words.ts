import type { Weekday } from '../../../kernel/calendar.js';
import { weekdays } from '../../../kernel/calendar.js';
import { dateFormat } from '../../../kernel/date-formats.js';
import { regionalDate } from '../../../kernel/dates-in-words.js';
import { minorDigits } from '../../../kernel/money.js';
import { formatValue } from '../../../kernel/numbers.js';
import { CommitteeCalendar } from '../../../organisation/calendar/committee-calendar.js';
import { ApprovalRule } from '../../../organisation/committees/approval-rule.js';
import { KpiCard } from '../../kpis/public.js';
import { FreshnessPromise } from '../../sources/public.js';
import type { Names } from '../organisation/organisation.js';
import { listOf, type Reader } from '../organisation/warnings/warning.js';

/** Whoever reads what an apply did; `currency` is that in which costs are given. */
export type ChangeReader = Reader & { readonly currency: string };

/** A stored value as people say it; several where it is a list. */
export type ValueWords = (value: unknown, reader: ChangeReader) => readonly string[];

const calendar = CommitteeCalendar.shape;
const card = KpiCard.shape;

/** As `KpiTarget` has it for a target that names no day. */
const always = '1900-01-01';

function weekdayName(day: Weekday, { locale }: Reader): string {
  // The first of January 2024 was a Monday.
  const date = new Date(Date.UTC(2024, 0, 1 + weekdays.indexOf(day)));
  return dateFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(date);
}

const dayNames = (days: readonly Weekday[], reader: Reader): string =>
  listOf(
    days.map((day) => weekdayName(day, reader)),
    reader,
  );

const perOf = (per: string | undefined, { say }: Reader): string[] =>
  per === undefined ? [] : [say('organisation.perKind', { kind: per })];

/** A name or text in both languages, once where they are the same. */
export function namesText(value: unknown): string {
  if (typeof value === 'string') return value;
  const { en, fr } = value as Names;
  return en === fr ? en : `${en} / ${fr}`;
}

const schedule: ValueWords = (value, reader) => {
  const { zone, country, fiscalStartMonth, ...rule } = calendar.schedule.parse(value);
  const { say } = reader;
  const when =
    'cron' in rule
      ? say('organisation.schedule.cron', { cron: rule.cron, kind: rule.reports })
      : say(`organisation.schedule.${rule.every}`, {
          ...rule,
          ...('on' in rule ? { on: weekdayName(rule.on, reader) } : {}),
        });
  const extras = [
    zone,
    ...(country === undefined ? [] : [say('organisation.holidays', { country })]),
    ...(fiscalStartMonth === undefined ? [] : [say('organisation.fiscalYear', { month: fiscalStartMonth })]),
  ];
  return [`${when} (${extras.join(', ')})`];
};

const workingHours: ValueWords = (value, reader) => {
  const { from, to, days } = calendar.workingHours.parse(value);
  return [`${from}–${to}, ${dayNames(days, reader)}`];
};

const lateSource: ValueWords = (value, { say }) => {
  const policy = calendar.lateSource.parse(value);
  return [say(`organisation.lateSource.${policy.kind}`, policy.kind === 'wait' ? { until: policy.until } : {})];
};

const approvals: ValueWords = (value, { say, locale, currency }) => {
  const { policy, costAboveMinor, types, within } = ApprovalRule.parse(value);
  const digits = minorDigits(currency);
  const cost = costAboveMinor === null ? null : costAboveMinor / 10 ** digits;
  const amount = cost === null ? '' : formatValue(cost, { style: 'currency', decimals: digits, currency }, locale);
  const parts = [
    typeof policy === 'string' ? policy : String(policy.count),
    ...(cost === null ? [] : [say('organisation.approvals.above', { amount })]),
    ...(types.length === 0 ? [] : [say('organisation.approvals.always', { types: types.join(', ') })]),
    say('organisation.workingDays', { count: within }),
  ];
  return [parts.join(', ')];
};

const minutes: ValueWords = (value, { say }) => {
  const { correctionDays } = value as { readonly correctionDays: number };
  return [say('organisation.workingDays', { count: correctionDays })];
};

const freshness: ValueWords = (value, { say }) => {
  const { by, lagDays, zone } = FreshnessPromise.parse(value);
  return [say('organisation.freshness', { by, count: lagDays, zone })];
};

const targets: ValueWords = (value, reader) =>
  card.targets.parse(value).map((target) => {
    const goal = 'value' in target ? String(target.value) : `${target.low}–${target.high}`;
    const { from, per } = target;
    const date = regionalDate(from, reader);
    return [goal, ...perOf(per, reader), ...(from === always ? [] : [reader.say('organisation.from', { date })])].join(
      ' ',
    );
  });

const thresholds: ValueWords = (value, reader) => {
  const { amber, red, per } = card.thresholds.unwrap().parse(value);
  return [
    [reader.say('organisation.thresholds', { amber: String(amber), red: String(red) }), ...perOf(per, reader)].join(
      ' ',
    ),
  ];
};

const format: ValueWords = (value, { say }) => {
  const written = card.format.parse(value);
  const unit = written.style === 'number' && written.unit !== undefined ? [written.unit] : [];
  const style = written.style === 'currency' ? written.currency : written.style;
  return [[style, say('organisation.decimals', { count: written.decimals }), ...unit].join(', ')];
};

const expects: ValueWords = (value, reader) => {
  const { days, country } = card.expects.unwrap().parse(value);
  const holidays = country === undefined ? [] : [reader.say('organisation.without', { country })];
  return [[dayNames(days, reader), ...holidays].join(', ')];
};

const computed: ValueWords = (value) => {
  const { measure, committee } = card.computed.unwrap().parse(value);
  return [`${measure} (${committee})`];
};

const language: ValueWords = (value, { say }) => [say('organisation.language', { locale: String(value) })];

const yesOrNo: ValueWords = (value, { say }) => [say(`organisation.${value === true ? 'yes' : 'no'}`)];

const texts: ValueWords = (value) => [namesText(value)];

/** Keys, numbers and words of the file are told as they stand there. */
export const plain: ValueWords = (value) => (Array.isArray(value) ? value.map(String) : [String(value)]);

/** What is not told as it stands in the file, by field. */
export const wordsOf: Readonly<Record<string, ValueWords>> = {
  schedule,
  workingHours,
  lateSource,
  approvals,
  minutes,
  freshness,
  targets,
  thresholds,
  format,
  expects,
  computed,
  locale: language,
  isOperator: yesOrNo,
  isGuest: yesOrNo,
  isSeasonal: yesOrNo,
  hasTrend: yesOrNo,
  description: texts,
  formula: texts,
};
