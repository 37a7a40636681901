import { describe, expect, it } from 'vitest';
import { shareUnchanged } from '../../../src/sandbox/client/share-unchanged.js';

describe('taking a new state over', () => {
  it('keeps the object where nothing changed', () => {
    const before = { people: [{ id: 'U1' }], clock: { next: null } };

    expect(shareUnchanged(before, structuredClone(before))).toBe(before);
  });

  it('renews what changed and what holds it, and nothing beside', () => {
    const before = { people: [{ id: 'U1' }, { id: 'U2' }], clock: { now: 1 } };

    const after = shareUnchanged(before, { people: [{ id: 'U1' }, { id: 'U2' }], clock: { now: 2 } });

    expect(after).toEqual({ people: [{ id: 'U1' }, { id: 'U2' }], clock: { now: 2 } });
    expect(after.people).toBe(before.people);
  });

  it('notices what was taken away', () => {
    const before: { a: number; b?: number } = { a: 1, b: 2 };

    expect(shareUnchanged<{ a: number; b?: number }>(before, { a: 1 })).toEqual({ a: 1 });
    expect(shareUnchanged([1, 2], [1])).toEqual([1]);
  });
});
