/** How much of the time a rule fires where nothing has changed, by the number of points behind the limits. */
type Shares = readonly (readonly [points: number, share: number])[];

/** Simulated on normal, independent data, 40,000 runs, newest point only: all of Wheeler's rules, and R1 alone. */
const simulated: { readonly all: Shares; readonly outsideOnly: Shares } = {
  all: [
    [6, 0.108],
    [12, 0.054],
    [24, 0.032],
  ],
  outsideOnly: [
    [6, 0.045],
    [12, 0.019],
    [24, 0.01],
  ],
};

/**
 * The share of periods in which a KPI without any change is told as a signal. Between the lengths that were simulated
 * it lies on a straight line.
 */
export function falseAlarmShare(points: number, { hasRunRules }: { readonly hasRunRules: boolean }): number {
  const shares = hasRunRules ? simulated.all : simulated.outsideOnly;
  const above = shares.findIndex(([length]) => length >= points);
  const [high, low] = [shares.at(above), shares[Math.max(0, above - 1)]];
  if (above < 0 || !high || !low || high === low) return (high ?? low)?.[1] ?? 0;
  const along = (points - low[0]) / (high[0] - low[0]);
  return low[1] + along * (high[1] - low[1]);
}
