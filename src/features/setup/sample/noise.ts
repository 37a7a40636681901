/**
 * Chance that can be asked again: the same seed, name and number always give the same value, in any order, so that a
 * reading depends on its own date and on nothing else.
 */
function hash(text: string): number {
  // FNV-1a (Fowler, Noll, Vo) over the text, then the finalizer of MurmurHash3 (Appleby), which spreads a last digit
  // that differs over all bits.
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/**
 * A bell-shaped number with mean 0 and standard deviation 1, never beyond ±2.45: the sum of two uniform ones, scaled.
 * Real data has no such bound; sample data without wild values keeps its one outlier the only one.
 */
export function noise(seed: string, name: string, number: number): number {
  const first = hash(`${seed}|${name}|${number}`) / 2 ** 32;
  const second = hash(`${number}|${name}|${seed}`) / 2 ** 32;
  return (first + second - 1) * Math.sqrt(6);
}
