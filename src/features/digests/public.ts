/** Digests: what each review is told, composed from the figures and brought to its channel exactly once. */
export type { DigestContent } from './digest.js';
export { drawKpi, type KpiChart, type KpiDrawDeps } from './kpi-chart.js';
export { type KpiView, viewKpi } from './kpi-view.js';
export { describeKpi, type KpiWords } from './kpi-words.js';
export { lackWords } from './lacks/lacks.js';
export { type LackingMessage, listLacking } from './lacks/repository.js';
export { newestDigest, newestPublished, toldOf } from './newest/repository.js';
export { type NextRun, nextRuns } from './next-runs.js';
export { findSnapshot } from './repository.js';
export { type DigestAsk, runDigest } from './run.js';
export { sendPreview } from './send-preview.js';
export { latestDigests } from './summaries/repository.js';
export type { SweepDeps } from './sweep.js';
export { type UnfinishedWork, unfinishedWork } from './unfinished/repository.js';
