import { describe, expect, it } from 'vitest';
import { createGroups } from '../../../src/features/follow-up/in-groups.js';

/** A work that ends when it is told to, and notes that it began. */
function works() {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    began.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const end = async (name: string) => {
    ends.get(name)?.();
    await turn();
  };
  return { began, work, end, turn };
}

describe('work in groups', () => {
  it('begins at once where nobody is at work, and together for those who came meanwhile', async () => {
    const inGroups = createGroups(60_000);
    const { began, work, end, turn } = works();

    const first = inGroups(work('first'));
    await turn();
    const others = [inGroups(work('second')), inGroups(work('third'))];
    await turn();
    expect(began).toEqual(['first']);
    await end('first');

    expect(began).toEqual(['first', 'second', 'third']);
    await end('second');
    await end('third');
    expect(await Promise.all([first, ...others])).toEqual(['first', 'second', 'third']);
  });

  it('waits for no work that goes on to something long', async () => {
    const inGroups = createGroups(60_000);
    const { began, work, turn } = works();

    void inGroups((goOn) => {
      goOn();
      return work('long')();
    });
    await turn();
    void inGroups(work('next'));
    await turn();

    expect(began).toEqual(['long', 'next']);
  });

  it('waits for a work that hangs no longer than it is patient', async () => {
    const inGroups = createGroups(5);
    const { began, work } = works();

    void inGroups(work('hangs'));
    void inGroups(work('same group'));
    await new Promise((resolve) => setImmediate(resolve));
    const next = inGroups(() => Promise.resolve('next'));

    expect(await next).toBe('next');
    expect(began).toEqual(['hangs', 'same group']);
  });

  it('passes a failure on to whoever asked, and to nobody else', async () => {
    const inGroups = createGroups(60_000);

    const failed = inGroups(() => Promise.reject(new Error('not this one')));
    const other = inGroups(() => Promise.resolve('fine'));

    await expect(failed).rejects.toThrow('not this one');
    expect(await other).toBe('fine');
    expect(await inGroups(() => Promise.resolve('later'))).toBe('later');
  });
});
