import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ChartSpec } from '../../../src/platform/charts/chart-spec.js';
import { createPainter } from '../../../src/platform/charts/drawing/painter.js';
import { createPngEncoder } from '../../../src/platform/charts/png.js';
import { aBoard, aProcess, aSixTwelve } from './sample-specs.js';

/** Every pixel another one than its neighbours, of as many colours as asked, so that one in the wrong place shows. */
function pixelsOf(width: number, height: number, colours = 256) {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, index) => {
    const colour = ((index >> 2) * 7 + (index >> 9)) % colours;
    const channels = [colour * 5, colour * 11 + (colour >> 8) * 3, colour * 17, colour + 3];
    return (channels[index % 4] ?? 0) % 256;
  });
  return { data, width, height };
}

async function decoded(png: Uint8Array) {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), width: info.width, height: info.height };
}

describe('the PNG of a chart', () => {
  it('holds exactly the pixels that were drawn where there are up to 256 colours, opaque or not', async () => {
    for (const colours of [1, 2, 17, 256]) {
      const pixels = pixelsOf(37, 19, colours);

      const png = await createPngEncoder()(pixels);

      expect(await decoded(png)).toEqual(pixels);
    }
  });

  it('is right for pictures of other sizes in between, and for several at once', async () => {
    const encode = createPngEncoder();
    const pictures = [pixelsOf(40, 30), pixelsOf(8, 5), pixelsOf(64, 48)];
    await encode(pixelsOf(50, 20));

    const pngs = await Promise.all(pictures.map((picture) => encode(picture)));

    expect(await Promise.all(pngs.map((png) => decoded(png)))).toEqual(pictures);
  });

  it.each<[string, ChartSpec]>([
    ['board', aBoard()],
    ['six-twelve', aSixTwelve()],
    ['process', aProcess()],
  ])('of a %s shows each pixel as it was drawn, to what no eye tells apart, in 75 kB', async (_kind, spec) => {
    const pixels = createPainter()(spec);
    const png = await createPngEncoder()(pixels);
    const found = await decoded(png);

    const differences = found.data.map((value, index) => Math.abs(value - (pixels.data[index] ?? 0)));
    const exact = differences.filter((difference) => difference === 0).length / differences.length;
    expect(differences.reduce((most, difference) => Math.max(most, difference), 0)).toBeLessThanOrEqual(12);
    expect(exact).toBeGreaterThan(0.98);
    expect(png.byteLength).toBeLessThan(75_000);
  });

  it('of a photograph has the nearest of 256 colours', async () => {
    const data = Uint8Array.from({ length: 200 * 200 * 4 }, (_, index) =>
      index % 4 === 3 ? 255 : (index * index * 31 + (index >> 5)) % 256,
    );
    const found = await decoded(await createPngEncoder()({ data, width: 200, height: 200 }));

    expect(new Set(new Uint32Array(found.data.buffer)).size).toBeLessThanOrEqual(256);
    const off = found.data.reduce((sum, value, index) => sum + Math.abs(value - (data[index] ?? 0)), 0);
    expect(off / data.length).toBeLessThan(20);
  });
});
