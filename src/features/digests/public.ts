/** Digests: what each review is told, composed from the figures and brought to its channel exactly once. */
export { asText, context, type Line, outline, pointsText, prose, type Span } from './blocks.js';
export { type DigestContent, type DigestItem, needsAttention } from './digest.js';
export { drawKpi, type KpiChart, type KpiDrawDeps } from './kpi-chart.js';
export { type KpiView, viewKpi } from './kpi-view.js';
export { describeKpi, type KpiWords } from './kpi-words.js';
export { lackWords } from './lacks/lacks.js';
export { type LackingMessage, listLacking } from './lacks/stored-lacks.js';
export { latestDigests } from './latest-digests.js';
export type { ParentContribution } from './message.js';
export { digestMessage, newestDigest, newestPublished, toldOf } from './newest-digest.js';
export { type NextRun, nextRuns } from './next-runs.js';
export { plainName, plainNames, sentenceAtMost, titleAtMost } from './plain-names.js';
export { type DigestAsk, runDigest } from './run.js';
export type { DigestSection, DigestView, SectionScope } from './section.js';
export { sendPreview } from './send-preview.js';
export { findSnapshot } from './stored-digests.js';
export type { SweepDeps } from './sweep.js';
export { type UnfinishedWork, unfinishedWork } from './unfinished-work.js';
