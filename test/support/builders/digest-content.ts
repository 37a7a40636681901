import type { DigestContent, DigestItem } from '../../../src/features/digests/digest.js';
import { computeFigures } from '../../../src/features/kpis/figures.js';
import type { Kpi, Reading } from '../../../src/features/kpis/kpi.js';
import { parsePeriod } from '../../../src/kernel/periods.js';
import { aKpi } from '../../unit/kpis/builders.js';
import { readingsOf, reportedWeek, steady } from './weekly-levels.js';

type ItemFacts = {
  readonly kpi?: Partial<Kpi>;
  /** Values of weeks (months for a monthly KPI), oldest first, the newest being the reported one. */
  readonly levels?: readonly (number | null)[];
  /** The newest day the source has brought; later readings are left out. */
  readonly through?: string;
  /** Days without a reading. */
  readonly missing?: readonly string[];
  readonly owner?: DigestItem['owner'];
  readonly sources?: DigestItem['sources'];
};

export const webAnalytics = { key: 'web', name: { en: 'Web analytics', fr: 'Mesure d’audience' } } as const;
export const ines = { name: 'Inès Moreau', slackUserId: 'U0INES' } as const;

/** One KPI of a digest with its figures computed as the program does; on target and calm unless said otherwise. */
export function aDigestItem(facts: ItemFacts = {}): DigestItem {
  const kpi = aKpi({ targets: [{ from: '2020-01-01', value: 9_000 }], floor: 0, ...facts.kpi });
  const isThere = ({ start }: Reading) => start <= (facts.through ?? '9999') && !facts.missing?.includes(start);
  const readings = readingsOf(kpi, facts.levels ?? steady(10_000, { spread: 0.04 })).filter(isThere);
  return {
    name: kpi.name,
    accessLevel: kpi.accessLevel,
    owner: facts.owner === undefined ? ines : facts.owner,
    sources: facts.sources ?? [webAnalytics],
    figures: computeFigures(kpi, readings, { period: parsePeriod(reportedWeek.label), asOf: reportedWeek.sunday }),
  };
}

/** A weekly digest of a French committee with no KPI in it: each test says what it holds. */
export function aDigestContent(differing: Partial<DigestContent> = {}): DigestContent {
  return {
    template: 'weekly-operational',
    committee: {
      key: 'growth-ops',
      name: { en: 'Growth', fr: 'Croissance' },
      locale: 'fr',
      timeZone: 'Europe/Paris',
    },
    period: reportedWeek.label,
    scheduledFor: '2026-11-16T08:00:00.000Z',
    nextRunAt: '2026-11-23T08:00:00.000Z',
    isLate: false,
    missedPeriods: [],
    isSampleData: false,
    items: [],
    landed: [],
    sections: {},
    ...differing,
  };
}

/** The same digest for a committee that reads the other language. */
export function inLocale(content: DigestContent, locale: 'en' | 'fr'): DigestContent {
  return { ...content, committee: { ...content.committee, locale } };
}
