/**
 * `next`, with every part that equals its counterpart in `before` replaced by that one, so that what did not change
 * stays the same object and is not drawn again. Both are plain JSON.
 */
export function shareUnchanged<Value>(before: Value, next: Value): Value {
  if (Object.is(before, next)) return before;
  if (Array.isArray(before) && Array.isArray(next)) return shareList(before, next) as Value;
  if (isRecord(before) && isRecord(next)) return shareRecord(before, next) as Value;
  return next;
}

function shareList(before: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const shared = next.map((item, index) => shareUnchanged(before[index], item));
  const isSame = before.length === next.length && shared.every((item, index) => Object.is(item, before[index]));
  return isSame ? before : shared;
}

function shareRecord(before: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(next).map(([key, value]) => [key, shareUnchanged(before[key], value)] as const);
  const isSame =
    Object.keys(before).length === entries.length &&
    entries.every(([key, value]) => key in before && Object.is(value, before[key]));
  return isSame ? before : Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
