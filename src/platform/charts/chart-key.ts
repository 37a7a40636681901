import { sha256 } from '../../kernel/ids.js';
import { canonicalJson } from '../../kernel/json.js';
import type { ChartSpec } from './chart-spec.js';

/** Raise it with any change of how charts look: a stored picture is found by its key, and would otherwise stay the old one. */
const drawingVersion = 4;

/** SHA-256 in hex of what the chart shows and how it is drawn: two specs with one key give the same picture. */
export function chartKey(spec: ChartSpec): string {
  return sha256(canonicalJson({ drawingVersion, spec }));
}
