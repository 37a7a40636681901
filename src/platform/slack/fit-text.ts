import { clampText } from './escape.js';

/** A block or element as data: any type, also those Slack's types do not list yet. */
export type LooseBlock = Readonly<Record<string, unknown>> & { readonly type: string };

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entries of a list that name a type; none when it is no list. */
export function recordsOf(value: unknown): LooseBlock[] {
  return Array.isArray(value) ? value.filter((entry): entry is LooseBlock => isRecord(entry) && 'type' in entry) : [];
}

/** A text object clamped; null when it is missing or blank, which Slack refuses. */
export function fitText(value: unknown, max: number): LooseBlock | null {
  if (!isRecord(value) || typeof value['text'] !== 'string' || value['text'].trim() === '') return null;
  return { type: 'plain_text', ...value, text: clampText(value['text'], max) };
}

/** The texts of an object clamped, each to its own length; one that is missing or blank is left out. */
export function fitTexts<T extends Readonly<Record<string, unknown>>>(
  object: T,
  lengths: Readonly<Record<string, number>>,
): T {
  const fitted = Object.entries(object).flatMap(([name, value]): [string, unknown][] => {
    const max = lengths[name];
    if (max === undefined) return [[name, value]];
    const text = fitText(value, max);
    return text ? [[name, text]] : [];
  });
  return Object.fromEntries(fitted) as T;
}
