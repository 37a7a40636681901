import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/platform/yaml/yaml-source.js';

const nested = (names: string, width: number): string =>
  [...names]
    .map((name, index) => {
      const inner = index === 0 ? 'x' : `*${names[index - 1]}`;
      return `${name}: &${name} [${Array.from({ length: width }, () => inner).join(', ')}]`;
    })
    .join('\n');

describe('a YAML text that means harm, or was damaged', () => {
  it.each([
    ['a billion laughs', nested('abcdefghi', 9), /stand for more than can be read/],
    ['laughs over large values', nested('abc', 120), /stand for more than can be read/],
    ['an anchor that holds itself', 'a: &a\n  b: *a\n', /stand for more than can be read/],
    ['lists in lists in lists', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`, /nested too deeply/],
    [
      'a staircase',
      Array.from({ length: 1_900 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      /nested too deeply/,
    ],
    ['more than anybody writes', 'a: 1\n'.repeat(500_000), /longer than 2 MB/],
    ['a number without end', 'a: .inf', /no number that can be used/],
    ['a number near the largest', 'a: 1\nb: -1e308', /^-1e308 is no number that can be used/],
  ])('%s: is a fault in words', (_name, text, message) => {
    const { value, faults } = readYaml(text);

    expect(value).toBeUndefined();
    expect(faults[0]?.message).toMatch(message);
  });

  it('reads ten thousand keys, and defaults that hundreds share', () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `k${index}: 1`).join('\n');
    const shared = Array.from({ length: 600 }, (_, index) => `b${index}:\n  <<: *a`).join('\n');

    expect(Object.keys(readYaml(keys).value as object)).toHaveLength(10_000);
    expect(readYaml(`a: &a { x: 1 }\n${shared}`)).toMatchObject({ faults: [], value: { b599: { x: 1 } } });
  });

  it('makes text well-formed, and names the line of a key that is given twice', () => {
    expect(readYaml('a: "x\ud83d"')).toMatchObject({ value: { a: 'x\ufffd' } });
    expect(readYaml('a: 1\nb:\n  c: 1\n  c: 2').faults).toEqual([
      { line: 4, path: [], message: '"c" is given twice: keep one' },
    ]);
  });
});
