import { describe, expect, it } from 'vitest';
import { cutText, storable, storableWithin } from '../../../src/kernel/well-formed.js';

describe('a text that is to be stored', () => {
  it.each([
    ['a \ud83d b', 'a \ufffd b'],
    ['\ude00', '\ufffd'],
    ['a\0b', 'a\ufffdb'],
    ['déjà 😀', 'déjà 😀'],
  ])('%j becomes %j', (text, expected) => {
    expect(storable(text)).toBe(expected);
  });

  it('is found at any depth, in keys as in values; what is well-formed stays the very same', () => {
    const fine = { list: ['😀', 1, null, { deep: true }], at: new Date(0) };

    expect(storableWithin({ '\ud83d': ['\0', { text: 'x\udc00' }] })).toEqual({
      '\ufffd': ['\ufffd', { text: 'x\ufffd' }],
    });
    expect(storableWithin(fine)).toBe(fine);
    expect(storableWithin(JSON.parse('{"__proto__": "\\ud83d"}'))).toEqual(JSON.parse('{"__proto__": "\\ufffd"}'));
  });

  it.each([
    ['ab😀', 3, 'ab'],
    ['ab😀', 4, 'ab😀'],
    ['abc', 9, 'abc'],
  ])('%j cut at %i is %j', (text, max, expected) => {
    expect(cutText(text, max)).toBe(expected);
  });
});
