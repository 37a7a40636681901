/** What a bench prints: one JSON line for each figure, with the target it is held to. */

/** A figure that should be `limit` or more; `aim` is what we would like. */
export function atLeast(limit, { aim } = {}) {
  return {
    text: `≥ ${words(limit)}${aim === undefined ? '' : ` (aim ${words(aim)})`}`,
    isMetBy: (value) => value >= limit,
  };
}

export function atMost(limit) {
  return { text: `≤ ${words(limit)}`, isMetBy: (value) => value <= limit };
}

export function below(limit) {
  return { text: `< ${words(limit)}`, isMetBy: (value) => value < limit };
}

/** Prints one figure. Without a target it explains another figure and is held to nothing. */
export function report({ bench, figure, unit, value, target }) {
  const judged = target ? { target: target.text, isMet: target.isMetBy(value) } : { target: null };
  process.stdout.write(`${JSON.stringify({ bench, figure, unit, value: rounded(value), ...judged })}\n`);
}

export function median(values) {
  return percentile(values, 0.5);
}

/** Nearest rank: a value that was measured, never one between two. */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Three figures tell runs apart on one machine; more would be noise. */
function rounded(value) {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(3));
}

function words(value) {
  return value.toLocaleString('en-GB');
}
