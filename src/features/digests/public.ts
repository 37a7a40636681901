/** Digests: what each review is told, composed from the figures and brought to its channel exactly once. */
export { mayShow } from './access-gate.js';
export { type Preview, type PreviewMessage, previewDigest } from './preview.js';
export { contentFor, runDigest } from './run.js';
export type { SweepDeps } from './sweep.js';
