/**
 * Text as databases, drivers and fonts take it. Another program may cut an emoji in two: what is left of a pair is no
 * character, and there are drivers that end over it. PostgreSQL and fonts take no zero character either.
 */
export function storable(text: string): string {
  // Most texts are well-formed, and then nothing is copied.
  return (text.isWellFormed() ? text : text.toWellFormed()).replaceAll('\0', '\uFFFD');
}

/** The first `max` units of a text, without the half of a character at its end. */
export function cutText(text: string, max: number): string {
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

/** A value out of JSON or YAML with every text in it made storable, keys too; the same one where nothing had to change. */
export function storableWithin<T>(value: T): T {
  return made(value) as T;
}

function made(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(made);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const entries = Object.entries(value);
  const changed = entries.map(([key, inner]) => [storable(key), made(inner)] as const);
  const isSame = changed.every(([key, inner], index) => key === entries[index]?.[0] && inner === entries[index]?.[1]);
  return isSame ? value : Object.fromEntries(changed);
}
