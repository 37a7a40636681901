import { addDays, type CalendarDate, type Weekday } from '../../kernel/calendar.js';
import { localDate } from '../../kernel/zoned-time.js';
import type { CommitteeKpi, Grain } from '../kpis/public.js';
import { didYouMean } from './did-you-mean.js';
import { simplifiedName } from './names.js';
import { personalFault } from './personal-marks.js';

/** Where readings go: one KPI and segment, from one source. */
export type Target = {
  readonly kpi: string;
  readonly kpiId: string;
  readonly segment: string;
  /** Why no digest shows its readings; null where one does. */
  readonly hidden: 'segment' | 'source' | null;
  /** Key of the source that the KPI's figures use. */
  readonly firstSourceKey: string;
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly grain: Grain;
  readonly weekStart: Weekday;
  /** Whether its readings are a numerator and a denominator. */
  readonly isRatio: boolean;
  /** Whether its values are fractions that are shown in per cent. */
  readonly isPercent: boolean;
  /** Natural bounds of the KPI. */
  readonly floor: number | undefined;
  readonly ceiling: number | undefined;
  /** IANA zone whose days its readings count in. */
  readonly timeZone: string;
  /** Last day on which a reading may begin. */
  readonly lastStart: CalendarDate;
};

export type TargetAsked = {
  readonly kpi: string;
  readonly segment?: string | undefined;
  /** Without it, the KPI's first source. */
  readonly source?: string | undefined;
};

/** Says where readings go, or in words why they cannot go anywhere. */
export type Catalog = {
  find(ask: TargetAsked): Target | string;
  /** In which days are counted, by one source or another. */
  zones(): readonly string[];
};

/** What a source's entry in `copil.yml` says of every reading it gives. */
export type SourceRules = { readonly timeZone: string; readonly daysAhead: number };

export type CatalogOptions = {
  /** The readings come from Copil itself, which alone may give those of a computed KPI. */
  readonly isComputing?: boolean;
  /** By the source's id. */
  readonly rules: ReadonlyMap<string, SourceRules>;
  /** Business time: what lies ahead of it is limited. */
  readonly now: Date;
};

/**
 * Built from the KPIs in use. A source must be listed on the KPI's card: readings from anywhere else would be stored
 * and never shown.
 */
export function createCatalog(kpis: readonly CommitteeKpi[], options: CatalogOptions): Catalog {
  const byKey = new Map(kpis.map((entry) => [entry.kpi.key, entry]));
  const byName = namesOf(kpis);
  const found = new Map<string, Target | string>();
  return {
    find: (ask) => {
      const key = `${ask.kpi}\n${ask.segment ?? ''}\n${ask.source ?? ''}`;
      let target = found.get(key);
      if (target === undefined) {
        target = lookUp({ byKey, byName }, ask, options);
        // A file of nothing but wrong keys must not fill the memory.
        if (found.size < 10_000) found.set(key, target);
      }
      return target;
    },
    zones: () => {
      const ids = new Set(kpis.flatMap(({ sources }) => sources.map(({ id }) => id)));
      return [...new Set(Array.from(ids, (id) => (options.rules.get(id) ?? usualRules).timeZone))];
    },
  };
}

type Known = {
  readonly byKey: ReadonlyMap<string, CommitteeKpi>;
  readonly byName: ReadonlyMap<string, CommitteeKpi | 'several'>;
};

/** Keys and names in either language, whatever their case. */
function namesOf(kpis: readonly CommitteeKpi[]): Known['byName'] {
  const found = new Map<string, CommitteeKpi | 'several'>();
  for (const entry of kpis) {
    for (const name of new Set([entry.kpi.key, ...Object.values(entry.kpi.name)].map(simplifiedName))) {
      found.set(name, found.has(name) ? 'several' : entry);
    }
  }
  return found;
}

/** What a source is held to that says nothing: tomorrow is today already in another zone. */
export const usualRules: SourceRules = { timeZone: 'UTC', daysAhead: 1 };

function lookUp(
  { byKey, byName }: Known,
  ask: TargetAsked,
  { isComputing = false, rules, now }: CatalogOptions,
): Target | string {
  const entry = byKey.get(ask.kpi) ?? byName.get(simplifiedName(ask.kpi));
  if (entry === 'several') return `"${ask.kpi}" is the name of several KPIs: write the key of one`;
  if (!entry)
    return personalFault('KPI', ask.kpi) ?? `there is no KPI "${ask.kpi}"${didYouMean(ask.kpi, byKey.keys())}`;
  const { kpi, sources } = entry;
  if (kpi.computed && !isComputing)
    return `Copil computes the KPI ${kpi.key} itself: it takes no readings from outside`;
  const segment = ask.segment ?? '';
  const personal = personalFault('segment', segment);
  if (personal !== null) return personal;
  if (segment !== '' && kpi.segments && !kpi.segments.includes(segment)) {
    return `KPI ${kpi.key} has no segment "${segment}"${didYouMean(segment, kpi.segments)}`;
  }
  const source = ask.source === undefined ? sources[0] : sources.find(({ key }) => key === ask.source);
  if (!source)
    return withoutSource(
      kpi.key,
      ask.source,
      sources.map(({ key }) => key),
    );
  const { timeZone, daysAhead } = rules.get(source.id) ?? usualRules;
  const { grain, weekStart, floor, ceiling } = kpi;
  return {
    kpi: kpi.key,
    kpiId: entry.id,
    segment,
    hidden: segment !== '' && !kpi.segments ? 'segment' : source === sources[0] ? null : 'source',
    firstSourceKey: sources[0]?.key ?? source.key,
    sourceId: source.id,
    sourceKey: source.key,
    grain,
    weekStart,
    isRatio: kpi.rollUp === 'ratio',
    isPercent: kpi.format.style === 'percent',
    floor,
    ceiling,
    timeZone,
    lastStart: addDays(localDate(now, timeZone), daysAhead),
  };
}

function withoutSource(kpi: string, wanted: string | undefined, sources: readonly string[]): string {
  if (wanted === undefined) return `KPI ${kpi} has no source: name one on its card in copil.yml`;
  const known = sources.length > 0 ? sources.join(', ') : 'no source';
  return `KPI ${kpi} is not read from the source "${wanted}" but from ${known}: name it on the KPI's card in copil.yml`;
}
