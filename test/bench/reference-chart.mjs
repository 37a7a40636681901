/**
 * The chart that speed is quoted for: six weeks and twelve months with the year before and a target, 600 × 300 at twice
 * the density. `number` varies figures and title, so that no cache can answer.
 */
export function referenceChart(number) {
  const point = (label, index, size) => ({
    label,
    value: size * (1 + 0.1 * Math.sin(index + number)),
    priorYear: size * (0.92 + 0.08 * Math.cos(index + number)),
    target: size * 1.02,
  });
  const months = ['déc.', 'janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.'];
  return {
    kind: 'six-twelve',
    width: 600,
    height: 300,
    locale: 'fr',
    title: 'Visites qualifiées : au-dessus de la cible',
    subtitle: `Site marchand, toutes sources · essai ${number}`,
    format: { style: 'number', decimals: 0, unit: 'visites' },
    status: 'green',
    weeks: Array.from({ length: 6 }, (_, index) => point(`S${41 + index}`, index, 12_000)),
    months: months.map((label, index) => point(label, index, 49_000)),
  };
}

/**
 * Draws charts `from` to `until` as fast as the renderer takes them: three are asked for at once for each thread, one
 * being drawn, one being encoded, one waiting.
 * @returns the size of the last PNG in bytes
 */
export async function drawAtFullRate(renderer, { from, until, threads }) {
  let next = from;
  let pngBytes = 0;
  const client = async () => {
    while (next < until) {
      next += 1;
      const { png } = await renderer.render(referenceChart(next));
      pngBytes = png.byteLength;
    }
  };
  await Promise.all(Array.from({ length: threads * 3 }, client));
  return pngBytes;
}
