import { describe, expect, it } from 'vitest';
import { aKpi, readInput } from './reading-files.js';

describe('a mark for "no value" that is a number', () => {
  it('is missing in every way of writing it', async () => {
    const map = 'format: wide\ndate: { column: date }\ncolumns: { co: co }\nmissing: [-200]';

    const read = await readInput('missing-mark', [aKpi('co', { rollUp: 'mean' })], map);

    expect(read).toMatchObject({ missing: 2, rejects: [] });
    expect(read.readings).toHaveLength(89);
    expect(read.readings.filter((reading) => reading.includes('-200'))).toEqual([]);
  });
});
