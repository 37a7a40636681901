import { promisify } from 'node:util';
import { constants, crc32, deflate } from 'node:zlib';
import { createPaletteMaker } from './png-palette.js';

/** Rows from the top, four bytes a pixel: red, green, blue, alpha. */
type Pixels = { readonly data: Uint8Array; readonly width: number; readonly height: number };

const deflateOffThread = promisify(deflate);

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Eight bits a pixel, each a place in the palette; compression, filters and interlacing as every PNG has them. */
const format = [8, 3, 0, 0, 0];

/** Runs of one colour are all there is to find; whoever looks for more takes three times as long for a tenth. One chunk holds a chart. */
const compression = { level: 1, strategy: constants.Z_RLE, chunkSize: 128 * 1024 };

/**
 * Encodes pixels as PNG (ISO/IEC 15948) with a palette, so that a quarter of the bytes has to be compressed: files are half
 * as large for about the same time of the processor. Only the compression runs off this thread, on Node's own pool. An
 * image library takes 50 ms for a palette, and a quarter of a second and 25 MB to load in each thread.
 */
export function createPngEncoder(): (pixels: Pixels) => Promise<Uint8Array> {
  // Kept for the next chart: memory outside the heap, allocated anew for each, would call for collections.
  const free: Uint8Array[] = [];
  const makePalette = createPaletteMaker();
  return async (pixels) => {
    const length = (pixels.width + 1) * pixels.height;
    const kept = free.pop();
    const rows = kept && kept.length >= length ? kept : new Uint8Array(length);
    try {
      const { colours, writeRows } = makePalette(pixels.data);
      writeRows(rows, pixels);
      const compressed = await deflateOffThread(rows.subarray(0, length), compression);
      const parts = [
        chunk('IHDR', header(pixels)),
        ...paletteChunks(colours),
        chunk('IDAT', compressed),
        chunk('IEND', Buffer.alloc(0)),
      ];
      return Buffer.concat([signature, ...parts]);
    } finally {
      free.push(rows);
    }
  };
}

function header({ width, height }: Pixels): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes.set(format, 8);
  return bytes;
}

/** The colours, and how opaque they are where one of them is not. */
function paletteChunks(colours: Uint8Array): Buffer[] {
  const count = colours.length / 4;
  const rgb = Buffer.alloc(count * 3);
  const alpha = Buffer.alloc(count);
  for (let index = 0; index < count; index += 1) {
    rgb.set(colours.subarray(index * 4, index * 4 + 3), index * 3);
    alpha[index] = colours[index * 4 + 3] ?? 255;
  }
  return [chunk('PLTE', rgb), ...(alpha.every((value) => value === 255) ? [] : [chunk('tRNS', alpha)])];
}

/** Length, type, content, and a checksum over type and content. */
function chunk(type: string, content: Buffer): Buffer {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, content.length + 8)), content.length + 8);
  return bytes;
}
