/** Digests: what each review is told, composed from the figures and brought to its channel exactly once. */
export { mayShow } from './access-gate.js';
export { noteTokenRefused } from './delivery/hooks.js';
export { type Preview, type PreviewMessage, previewDigest } from './preview.js';
export { type DigestSummary, latestDigests } from './repository.js';
export { contentFor, type DigestAsk, runDigest } from './run.js';
export { sendPreview } from './send-preview.js';
export type { SweepDeps } from './sweep.js';
