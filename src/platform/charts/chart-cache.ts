/** The newest pictures by key, bounded by their bytes; what is asked for stays, what is not falls out. */
type ChartCache<T extends { readonly png: Uint8Array }> = {
  readonly get: (key: string) => T | undefined;
  readonly put: (key: string, chart: T) => void;
};

export function createChartCache<T extends { readonly png: Uint8Array }>(maxBytes: number): ChartCache<T> {
  // A Map keeps the order of insertion: taking an entry out and putting it back makes it the newest.
  const charts = new Map<string, T>();
  let bytes = 0;
  const drop = (key: string): T | undefined => {
    const chart = charts.get(key);
    if (chart) bytes -= chart.png.byteLength;
    charts.delete(key);
    return chart;
  };
  const put = (key: string, chart: T): void => {
    drop(key);
    charts.set(key, chart);
    bytes += chart.png.byteLength;
    for (const oldest of charts.keys()) {
      if (bytes <= maxBytes) break;
      drop(oldest);
    }
  };
  return {
    get: (key) => {
      const chart = drop(key);
      if (chart) put(key, chart);
      return chart;
    },
    put,
  };
}
