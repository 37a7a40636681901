import type { StoredFile } from './model.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The sides of the squares and boxes into which Slack fits its previews. */
const squares = [64, 80, 160];
const boxes = [360, 480, 720, 800, 960, 1024];

/** A grey dot: Slack puts a tiny preview into the answer itself. */
const tiny = 'R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==';

/**
 * What Slack adds to a picture it has looked through: its size, and previews no larger than itself. Here every preview
 * is the picture, at the address given.
 */
export function pictureFields(file: StoredFile, address: string): Record<string, unknown> {
  const size = file.bytes && sizeOf(file.bytes);
  if (!size) return {};
  return {
    media_display_type: 'unknown',
    ...Object.fromEntries(squares.map((side) => [`thumb_${side}`, address])),
    ...Object.assign({}, ...boxes.filter((side) => Math.max(size.width, size.height) > side).map(preview)),
    original_w: size.width,
    original_h: size.height,
    thumb_tiny: tiny,
  };

  function preview(side: number): Record<string, unknown> {
    const { width, height } = fitted(size as Size, side);
    return { [`thumb_${side}`]: address, [`thumb_${side}_w`]: width, [`thumb_${side}_h`]: height };
  }
}

function fitted({ width, height }: Size, side: number): Size {
  const scale = side / Math.max(width, height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** The size a PNG or GIF tells in its first bytes; others are shown without previews. */
function sizeOf(bytes: Uint8Array): Size | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length >= 24 && data.subarray(1, 4).toString('latin1') === 'PNG') {
    return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
  }
  if (data.length >= 10 && data.subarray(0, 3).toString('latin1') === 'GIF') {
    return { width: data.readUInt16LE(6), height: data.readUInt16LE(8) };
  }
  return undefined;
}
