import type { KnownBlock } from '@slack/types';
import type { ChartRenderer } from '../../platform/charts/chart-renderer.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { Metrics } from '../../platform/metrics.js';
import { pictureIfAny } from '../../platform/outbox/pictures.js';
import { createUploadedFiles } from '../../platform/outbox/uploaded-files.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import { sixTwelveSpec } from './chart-specs.js';
import type { KpiView } from './kpi-view.js';
import { shownChart } from './shown-chart.js';
import type { Words } from './words.js';

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
  const files = createUploadedFiles(deps.database, deps.workspaceId);
  const picture = await pictureIfAny({ ...deps, files }, spec);
  const blocks = shownChart({ spec, foldedAs: words.say('digests.attention.table') }, picture);
  return { lacksPicture: picture === null, blocks };
}
