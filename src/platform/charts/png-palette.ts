/**
 * At most 256 colours for a picture. A chart has about 1,100: few that fill it, and blends of them at the edges of letters
 * and lines. The most frequent stay as they are; of the others, those that are least like any chosen so far are added, so
 * that no pixel ends more than a few hundredths from the colour it had.
 */

type Palette = {
  /** Four bytes a colour. */
  readonly colours: Uint8Array;
  /** Writes each row as PNG has it: its filter, which is none and suits flat colours best, and a byte for each pixel. */
  readonly writeRows: (rows: Uint8Array, size: { readonly width: number; readonly height: number }) => void;
};

const paletteSize = 256;
const mostFrequent = 160;
/** Of the most frequent, those that the others are compared with: each comparison is one more way through all of them. */
const compared = 32;
/** More than any chart has; a picture with more is made coarser first. */
const mostColours = 4_096;
const slotBits = 13;

/** What a picture is made of: runs of one colour, and how many pixels each colour has. */
type Runs = {
  readonly colourCount: number;
  readonly runCount: number;
};

/** Holds the tables that one picture after the other is gone through with. Not to be used for two at once. */
export function createPaletteMaker(): (data: Uint8Array) => Palette {
  const table = createColourTable();
  return (data) => {
    const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength >> 2);
    let runs: Runs | null = null;
    for (let dropped = 0; runs === null; dropped += 1) runs = table.read(pixels, maskWithout(dropped));
    const { places, chosen } = choose(table.colours.subarray(0, runs.colourCount), table.counts);
    const { runCount } = runs;
    return {
      colours: new Uint8Array(chosen.buffer),
      writeRows: (rows, { width }) => writeRuns({ ...table.runs(), runCount, places }, rows, width),
    };
  };
}

/** Takes that many low bits from red, green and blue; what was opaque stays so. */
function maskWithout(bits: number): number {
  const byte = (0xff << bits) & 0xff;
  return (byte | (byte << 8) | (byte << 16) | 0xff000000) >>> 0;
}

function createColourTable() {
  const slots = new Uint16Array(1 << slotBits);
  const colours = new Uint32Array(mostColours);
  const counts = new Uint32Array(mostColours);
  let ends = new Uint32Array(1 << 16);
  let ids = new Uint16Array(1 << 16);
  const grow = (): void => {
    const [longerEnds, longerIds] = [new Uint32Array(ends.length * 2), new Uint16Array(ids.length * 2)];
    longerEnds.set(ends);
    longerIds.set(ids);
    ends = longerEnds;
    ids = longerIds;
  };
  /** Null when the picture has too many colours. */
  const read = (pixels: Uint32Array, mask: number): Runs | null => {
    slots.fill(0);
    counts.fill(0);
    let colourCount = 0;
    let runCount = 0;
    for (let at = 0; at < pixels.length; ) {
      const start = at;
      const pixel = pixels[at] ?? 0;
      do at += 1;
      while (at < pixels.length && pixels[at] === pixel);
      const colour = (pixel & mask) >>> 0;
      let slot = Math.imul(colour, 0x9e3779b1) >>> (32 - slotBits);
      // A slot holds one more than a colour's number: zero is free.
      for (; slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
        if (colours[(slots[slot] ?? 0) - 1] === colour) break;
      }
      if (slots[slot] === 0) {
        if (colourCount === mostColours) return null;
        colours[colourCount] = colour;
        colourCount += 1;
        slots[slot] = colourCount;
      }
      const id = (slots[slot] ?? 0) - 1;
      counts[id] = (counts[id] ?? 0) + at - start;
      if (runCount === ends.length) grow();
      ends[runCount] = at;
      ids[runCount] = id;
      runCount += 1;
    }
    return { colourCount, runCount };
  };
  return { colours, counts, read, runs: () => ({ ends, ids }) };
}

/** The colours of the palette, and for each colour of the picture its place there. */
function choose(colours: Uint32Array, counts: Uint32Array): { chosen: Uint32Array<ArrayBuffer>; places: Uint8Array } {
  const order = byFrequency(counts.subarray(0, colours.length));
  const places = new Uint8Array(colours.length);
  const isExact = colours.length <= paletteSize;
  const frequent = isExact ? order.length : mostFrequent;
  const chosen = new Uint32Array(isExact ? frequent : paletteSize);
  for (let place = 0; place < frequent; place += 1) {
    const id = order[place] ?? 0;
    chosen[place] = colours[id] ?? 0;
    places[id] = place;
  }
  if (!isExact) chooseDistant(order.subarray(mostFrequent), { colours, chosen, places });
  return { chosen, places };
}

/** Numbers of colours, the most frequent first. One number holds count and colour, which sorts without a call for each pair. */
function byFrequency(counts: Uint32Array): Uint16Array {
  const both = new Float64Array(counts.length);
  for (let id = 0; id < both.length; id += 1) both[id] = (counts[id] ?? 0) * mostColours + id;
  both.sort();
  const order = new Uint16Array(both.length);
  for (let at = 0; at < both.length; at += 1) order[both.length - 1 - at] = (both[at] ?? 0) % mostColours;
  return order;
}

type Choosing = { readonly colours: Uint32Array; readonly chosen: Uint32Array; readonly places: Uint8Array };

/** Fills the palette with whichever colour is farthest from those in it, and gives each other colour its nearest place. */
function chooseDistant(rest: Uint16Array, { colours, chosen, places }: Choosing): void {
  const count = rest.length;
  const [red, green, blue, alpha] = [0, 8, 16, 24].map((shift) => {
    const values = new Int32Array(count);
    for (let index = 0; index < count; index += 1) values[index] = ((colours[rest[index] ?? 0] ?? 0) >>> shift) & 255;
    return values;
  }) as [Int32Array, Int32Array, Int32Array, Int32Array];
  const distances = new Int32Array(count).fill(0x7fffffff);
  let farthest = 0;
  for (let place = 0; place < paletteSize; place += 1) {
    if (place === compared) place = mostFrequent;
    if (place >= mostFrequent) chosen[place] = colours[rest[farthest] ?? 0] ?? 0;
    const colour = chosen[place] ?? 0;
    const r = colour & 255;
    const g = (colour >>> 8) & 255;
    const b = (colour >>> 16) & 255;
    const a = colour >>> 24;
    let most = -1;
    for (let index = 0; index < count; index += 1) {
      const dr = (red[index] as number) - r;
      const dg = (green[index] as number) - g;
      const db = (blue[index] as number) - b;
      const da = (alpha[index] as number) - a;
      const distance = dr * dr + dg * dg + db * db + da * da;
      let least = distances[index] as number;
      if (distance < least) {
        least = distance;
        distances[index] = distance;
        places[rest[index] as number] = place;
      }
      if (least > most) {
        most = least;
        farthest = index;
      }
    }
  }
}

type WrittenRuns = {
  readonly ends: Uint32Array;
  readonly ids: Uint16Array;
  readonly runCount: number;
  readonly places: Uint8Array;
};

function writeRuns({ ends, ids, runCount, places }: WrittenRuns, rows: Uint8Array, width: number): void {
  let at = 0;
  let inRow = 0;
  let to = 0;
  for (let run = 0; run < runCount; run += 1) {
    const end = ends[run] ?? 0;
    const place = places[ids[run] ?? 0] ?? 0;
    while (at < end) {
      if (inRow === 0) {
        rows[to] = 0;
        to += 1;
      }
      const length = Math.min(end - at, width - inRow);
      // For the few pixels of a letter's edge a call would take longer than they do.
      if (length > 16) rows.fill(place, to, to + length);
      else for (let index = to; index < to + length; index += 1) rows[index] = place;
      to += length;
      at += length;
      inRow = inRow + length === width ? 0 : inRow + length;
    }
  }
}
