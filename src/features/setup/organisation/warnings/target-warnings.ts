import { formatValue } from '../../../../kernel/numbers.js';
import { reportedKind } from '../../../../organisation/calendar/schedule.js';
import { judgedKindOf, judges, naturalKind } from '../../../kpis/public.js';
import type { CommitteeEntry, KpiEntry, Organisation } from '../organisation.js';
import { listOf, type Warning } from './warning.js';

type Per = 'week' | 'month' | 'quarter';

/** One number that a KPI is judged by. */
type Limit = { readonly where: string; readonly value: number; readonly per: Per | undefined };

/** A rate over 1,000 % is a slip far more often than a rate. */
const likelySlip = 10;

const daysOf: Record<Per, number> = { week: 7, month: 365.25 / 12, quarter: 365.25 / 4 };

/** The most readings of a grain that a sum can have. */
const mostReadings: Record<KpiEntry['card']['grain'], Record<Per, number>> = {
  day: { week: 7, month: 31, quarter: 92 },
  week: { week: 1, month: 5, quarter: 14 },
  month: { week: 1, month: 1, quarter: 3 },
  quarter: { week: 1, month: 1, quarter: 1 },
};

function limitsOf({ key, card }: KpiEntry): Limit[] {
  const { thresholds, targets, direction } = card;
  const ofTargets = targets.flatMap((target, index): Limit[] => {
    const where = `kpis.${key}.targets[${index + 1}]`;
    const values = 'value' in target ? [target.value] : [target.low, target.high];
    return values.map((value) => ({ where, value, per: target.per }));
  });
  // Those of a range are distances from it, which its bounds say nothing about.
  if (thresholds === undefined || direction === 'range') return ofTargets;
  const ofThresholds = (['amber', 'red'] as const).map(
    (name): Limit => ({ where: `kpis.${key}.thresholds.${name}`, value: thresholds[name], per: thresholds.per }),
  );
  return [...ofTargets, ...ofThresholds];
}

/** 70 as 0.7, without the last digits that dividing leaves. */
const asFraction = (value: number): number => Number((value / 100).toPrecision(12));

function percentSlip({ card }: KpiEntry, { where, value }: Pick<Limit, 'where' | 'value'>): Warning {
  const fraction = asFraction(value);
  return ({ say, locale }) =>
    say(`organisation.warning.${card.ceiling === undefined ? 'percentUnbounded' : 'percentSlip'}`, {
      where,
      value: String(value),
      meant: String(fraction),
      means: formatValue(value, card.format, locale),
      wanted: formatValue(fraction, card.format, locale),
    });
}

/** A bound that lets everything through, since it was given in per cent. */
function boundSlips(kpi: KpiEntry): Warning[] {
  const { key, card } = kpi;
  const { ceiling } = card;
  if (card.format.style !== 'percent' || ceiling === undefined || ceiling < likelySlip) return [];
  return [percentSlip(kpi, { where: `kpis.${key}.ceiling`, value: ceiling })];
}

function limitWarnings(kpi: KpiEntry): Warning[] {
  const { floor, ceiling, format, rollUp, grain } = kpi.card;
  const isRate = format.style === 'percent';
  return limitsOf(kpi).flatMap((limit): Warning[] => {
    const { where, value, per } = limit;
    const isAllowed = ceiling !== undefined && ceiling < likelySlip && value <= ceiling;
    if (isRate && value > 1 && !isAllowed) return [percentSlip(kpi, limit)];
    // What bounds one reading bounds a sum of so many.
    const count = rollUp === 'sum' ? mostReadings[grain][per ?? naturalKind(grain)] : 1;
    const most = ceiling === undefined ? Number.POSITIVE_INFINITY : Math.max(ceiling, ceiling * count);
    const least = floor === undefined ? Number.NEGATIVE_INFINITY : Math.min(floor, floor * count);
    if (value >= least && value <= most) return [];
    const bound = value > most ? 'ceiling' : 'floor';
    const written = bound === 'ceiling' ? ceiling : floor;
    return [
      ({ say }) =>
        say('organisation.warning.beyondBound', { where, value: String(value), bound, limit: String(written) }),
    ];
  });
}

/** The target of another kind of period shared out over this one: for a sum by its days, else as it is. */
function example({ card }: KpiEntry, per: Per): string {
  const last = card.targets.at(-1);
  if (last === undefined) return `thresholds: { …, per: ${per} }`;
  const share = card.rollUp === 'sum' ? daysOf[per] / daysOf[last.per ?? naturalKind(card.grain)] : 1;
  const decimals = card.format.decimals + (card.format.style === 'percent' ? 2 : 0);
  const shared = (value: number): number => Number((value * share).toFixed(decimals));
  const values =
    'value' in last ? `value: ${shared(last.value)}` : `low: ${shared(last.low)}, high: ${shared(last.high)}`;
  return `{ per: ${per}, ${values} }`;
}

/** A KPI with targets of which none is for the periods that a committee reports. */
function neverJudged(committee: CommitteeEntry, kpi: KpiEntry): Warning[] {
  const { card } = kpi;
  const kind = judgedKindOf(card.grain, reportedKind(committee.calendar.schedule));
  const given = [...card.targets, ...(card.thresholds ? [card.thresholds] : [])];
  if (given.length === 0 || given.some(({ per }) => judges(card, per, kind))) return [];
  const pers = [...new Set(given.map(({ per }) => per ?? naturalKind(card.grain)))];
  return [
    (reader) =>
      reader.say('organisation.warning.neverJudged', {
        kpi: `kpis.${kpi.key}`,
        committee: `committees.${committee.key}`,
        kind,
        pers: listOf(
          pers.map((per) => reader.say('organisation.perKind', { kind: per })),
          reader,
        ),
        example: example(kpi, kind),
      }),
  ];
}

/** Targets that judge nothing, or that no value can reach. */
export function targetWarnings({ committees, kpis }: Pick<Organisation, 'committees' | 'kpis'>): Warning[] {
  const byKey = new Map(kpis.map((kpi) => [kpi.key, kpi]));
  return [
    ...committees.flatMap((committee) =>
      committee.kpis.flatMap((key) => {
        const kpi = byKey.get(key);
        return kpi === undefined ? [] : neverJudged(committee, kpi);
      }),
    ),
    ...kpis.flatMap((kpi) => [...boundSlips(kpi), ...limitWarnings(kpi)]),
  ];
}
