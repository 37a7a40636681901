import type { ImageBlock, KnownBlock } from '@slack/types';
import { addDays } from '../../kernel/calendar.js';
import type { Clock } from '../../kernel/clock.js';
import type { Locale } from '../../kernel/numbers.js';
import { type Period, previousPeriod } from '../../kernel/periods.js';
import { lastCompleteDay, lastCompletePeriod } from '../../kernel/zoned-time.js';
import type { ChartRenderer } from '../../platform/charts/chart-renderer.js';
import type { ChartSpec } from '../../platform/charts/chart-spec.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { Metrics } from '../../platform/metrics.js';
import { PictureFailure } from '../../platform/outbox/delivery.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import { type Committee, holidaysIn, periodForRun } from '../committees/public.js';
import { type CommitteeKpi, computeFigures, type Grain } from '../kpis/public.js';
import { readReadings } from '../sources/public.js';
import { sixTwelveSpec } from './chart-specs.js';
import { pictureOf } from './delivery/pictures.js';
import { createUploadedFiles } from './delivery/uploaded-files.js';
import { type DigestItem, isLate } from './digest.js';
import { limitsFor } from './limits.js';
import { shownChart } from './shown-chart.js';
import { limitsText, outlookText, whatChangedText } from './signal-wording.js';
import { withTyped } from './typed.js';
import { changesText, dateText, findingText, listText, statusWord, targetText, typedText } from './wording.js';
import type { Words } from './words.js';

/** One KPI as a digest would tell it now. */
export type KpiView = {
  readonly item: DigestItem;
  /** What the committee reports; the figure's own period is a longer one for a coarser KPI. */
  readonly period: Period;
  /** The period that is over, but whose readings are not in yet, so that the one before is shown; else null. */
  readonly awaited: Period | null;
};

export type KpiViewAsk = {
  readonly kpi: CommitteeKpi;
  /** Whose reporting the figures follow; null for a KPI that no committee follows. */
  readonly committee: Committee | null;
  /** Decides which period is over where no committee does. */
  readonly timeZone: string;
};

/** Figures look back five years at most; one more covers whole periods. */
const historyDays = 6 * 366;

const usualKinds = { day: 'week', week: 'week', month: 'month', quarter: 'quarter' } as const satisfies Record<
  Grain,
  string
>;

/** The figures of one KPI for the last period that is over, or the one before while its readings are not in. */
export async function viewKpi(deps: ViewDeps, ask: KpiViewAsk): Promise<KpiView> {
  const view = await figuresNow(deps, ask);
  const [item = view.item] = await withTyped(deps.database.client, deps.workspaceId, [view.item]);
  return { ...view, item };
}

type ViewDeps = { readonly database: Database; readonly clock: Clock; readonly workspaceId: string };

async function figuresNow(deps: ViewDeps, ask: KpiViewAsk): Promise<KpiView> {
  const { committee } = ask;
  const now = deps.clock.now();
  const zone = committee?.timeZone ?? ask.timeZone;
  const newest = committee
    ? periodForRun(committee.calendar.schedule, now)
    : lastCompletePeriod(usualKinds[ask.kpi.kpi.grain], { at: now, zone });
  const asOf = lastCompleteDay(now, zone);
  const span = { from: addDays(newest.start, -historyDays), to: asOf };
  const readings = await readReadings(deps.database, { kpiIds: [ask.kpi.id], ...span });
  const fiscalStartMonth = committee?.calendar.schedule.fiscalStartMonth ?? 1;
  const { isHoliday } = await holidaysIn(ask.kpi.kpi.expects?.country);
  const { workspaceId } = deps;
  const kept = await limitsFor(deps, { workspaceId, kpis: [ask.kpi], period: newest });
  const seen = { asOf, fiscalStartMonth, isHoliday, limits: kept.get(ask.kpi.id) ?? [] };
  const itemOf = (period: Period): DigestItem => ({
    name: ask.kpi.kpi.name,
    accessLevel: ask.kpi.kpi.accessLevel,
    owner: ask.kpi.owner && { name: ask.kpi.owner.name, slackUserId: ask.kpi.owner.slackUserId },
    sources: ask.kpi.sources.map(({ key, name }) => ({ key, name })),
    figures: computeFigures(ask.kpi.kpi, readings.get(ask.kpi.kpi.key) ?? [], { period, ...seen }),
  });
  const item = itemOf(newest);
  if (!isLate(item) || item.figures.isCoarser) return { item, period: newest, awaited: null };
  const awaited = item.figures.current.period;
  const candidates = [previousPeriod(newest), previousPeriod(previousPeriod(newest))].map((period) => ({
    period,
    item: itemOf(period),
  }));
  // Weeks that end after the digest's: the period before may show the very same one.
  const earlier = candidates.find(({ item: one }) => one.figures.current.period.start < awaited.start);
  if (!earlier || earlier.item.figures.current.value === null) return { item, period: newest, awaited: null };
  return { ...earlier, awaited };
}

/** What a digest says of a KPI, in plain text; a part that has nothing to say is empty. */
export type KpiWords = {
  /** The value and how it stands: "Leads: 1,234, on target (1,200)". */
  readonly finding: string;
  readonly status: string;
  readonly target: string;
  readonly changes: string;
  /** What changed, and what the usual level means for the target. */
  readonly remarks: string;
  /** "15 November 2026", a dash without data. */
  readonly asOf: string;
  /** Names of its sources, joined; `sourceCount` decides the plural. */
  readonly sources: string;
  readonly sourceCount: number;
  /** "typed by David Okafor". */
  readonly typed: string;
  readonly owner: string;
  /** On which periods its limits were set. */
  readonly limits: string;
};

export function describeKpi({ item }: KpiView, words: Words): KpiWords {
  const { figures, owner, sources } = item;
  const { locale } = words;
  return {
    finding: findingText(item, words),
    status: statusWord(item, words),
    target: figures.target ? targetText(figures.target, figures, words) : '',
    changes: changesText(figures, words),
    remarks: [whatChangedText(item, words), outlookText(item, words), trustText(item, words)].filter(Boolean).join(' '),
    asOf: dateText(figures.dataThrough, figures, locale),
    sources: listText(namesOf(sources, locale), locale),
    sourceCount: sources.length,
    typed: typedText(item, words),
    owner: owner?.name ?? '',
    limits: limitsText(figures, words),
  };
}

/** A digest says it once, at its foot. */
function trustText({ figures: { behaviour } }: DigestItem, { say }: Words): string {
  return behaviour.isAutocorrelated ? say('digests.signal.autocorrelated') : '';
}

function namesOf(sources: DigestItem['sources'], locale: Locale): string[] {
  return sources.map(({ name }) => name[locale]);
}

export type KpiDrawDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  readonly charts: ChartRenderer;
  readonly messenger: Messenger;
  readonly metrics: Metrics;
  readonly nowMs: () => number;
  readonly log: Logger;
};

/** A KPI's chart as blocks: a table where its picture cannot be had, none where there is nothing to draw. */
export type KpiChart = { readonly lacksPicture: boolean; readonly blocks: readonly KnownBlock[] };

/** Draws the chart of a KPI and brings it to Slack: a few seconds at the first time, nothing for what Slack holds already. */
export async function drawKpi(deps: KpiDrawDeps, { item }: KpiView, words: Words): Promise<KpiChart> {
  const { weeks, months } = item.figures;
  const isDrawable = [...weeks, ...months].some(({ value, partialValue }) => (value ?? partialValue) !== null);
  if (!isDrawable) return { lacksPicture: false, blocks: [] };
  const spec = sixTwelveSpec(item, words);
  const picture = await pictureIfAny(deps, spec);
  const blocks = shownChart({ spec, foldedAs: words.say('digests.attention.table') }, picture);
  return { lacksPicture: picture === null, blocks };
}

/** Whoever asks for a figure rather has its words alone than nothing. */
async function pictureIfAny(deps: KpiDrawDeps, spec: ChartSpec): Promise<ImageBlock | null> {
  try {
    return await pictureOf({ ...deps, files: createUploadedFiles(deps.database, deps.workspaceId) }, spec);
  } catch (error) {
    if (!(error instanceof PictureFailure)) throw error;
    deps.log.warn('a KPI is shown without its picture', { err: error.failure });
    return null;
  }
}
