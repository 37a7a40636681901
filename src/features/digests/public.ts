/** Digests: what each review is told, composed from the figures and brought to its channel exactly once. */
export type { DigestContent } from './digest.js';
export { drawKpi, type KpiChart, type KpiDrawDeps } from './kpi-chart.js';
export { type KpiView, viewKpi } from './kpi-view.js';
export { describeKpi, type KpiWords } from './kpi-words.js';
export { lackWords } from './lacks/lacks.js';
export { type LackingMessage, listLacking } from './lacks/stored-lacks.js';
export { latestDigests } from './latest-digests.js';
export { newestDigest, newestPublished, toldOf } from './newest-digest.js';
export { type NextRun, nextRuns } from './next-runs.js';
export { type DigestAsk, runDigest } from './run.js';
export { sendPreview } from './send-preview.js';
export { findSnapshot } from './stored-digests.js';
export type { SweepDeps } from './sweep.js';
export { type UnfinishedWork, unfinishedWork } from './unfinished-work.js';
