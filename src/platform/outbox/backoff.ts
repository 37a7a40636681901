/** Half a second, doubled at each attempt, with a fifth of chance so that two processes do not keep in step. */
export function backoffMs(attempts: number, maxMs: number, random: () => number = Math.random): number {
  return Math.min(500 * 2 ** Math.min(attempts, 20), maxMs) * (0.9 + 0.2 * random());
}
