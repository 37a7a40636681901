import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createPngEncoder } from '../../../src/platform/charts/png.js';

/** Every byte another one than its neighbours', so that a row or a channel in the wrong place shows. */
function pixelsOf(width: number, height: number) {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, index) => (index * 7 + (index >> 8)) % 256);
  return { data, width, height };
}

async function decoded(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), width: info.width, height: info.height, channels: info.channels };
}

describe('the PNG of a chart', () => {
  it('holds exactly the pixels that were drawn', async () => {
    const pixels = pixelsOf(37, 19);

    const png = await createPngEncoder()(pixels);

    expect(await decoded(png)).toEqual({ ...pixels, channels: 4 });
  });

  it('is right for pictures of other sizes in between, and for several at once', async () => {
    const encode = createPngEncoder();
    const pictures = [pixelsOf(40, 30), pixelsOf(8, 5), pixelsOf(64, 48)];
    await encode(pixelsOf(50, 20));

    const pngs = await Promise.all(pictures.map((picture) => encode(picture)));

    const found = await Promise.all(pngs.map((png) => decoded(png)));
    expect(found).toEqual(pictures.map((picture) => ({ ...picture, channels: 4 })));
  });
});
