/** Dies on the first chart, as a worker does when its thread runs out of memory. */
export async function drawChart() {
  process.exit(7);
}
