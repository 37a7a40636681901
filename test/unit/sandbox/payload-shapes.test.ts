import { describe, expect, it } from 'vitest';
import { differences, recorded, recordedNames } from './recorded.js';
import { acts, Scene } from './recorded-acts.js';

describe('what the stand-in sends has the shape of the recorded request', () => {
  it.each(recordedNames)('%s', async (name) => {
    const act = acts[name];
    if (!act) throw new Error(`No act is known for the recorded ${name}`);
    const scene = await Scene.open();
    try {
      const sent = await act(scene);

      expect(differences(recorded(name), sent)).toEqual([]);
    } finally {
      await scene.close();
    }
  });
});

describe('comparing shapes', () => {
  it('tells what is missing, of another type, or empty', () => {
    const sample = { a: 1, b: { c: 'x' }, d: [{ e: true }], f: [1], g: null };

    const found = differences(sample, { a: '1', b: {}, d: [{ e: 1 }], f: [] });

    expect(found).toEqual([
      'a: number expected, string found',
      'b.c: missing',
      'd[0].e: boolean expected, number found',
      'f: empty',
      'g: missing',
    ]);
  });
});
