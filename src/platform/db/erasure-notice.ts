import { canonicalJson } from '../../kernel/json.js';

/** What the event is called that records an erasure of contents. */
export const erasedEvent = 'events.erased';

/** What stays of an event whose content is erased, beside its number and its hashes. */
export type Remains = {
  readonly sequence: number;
  readonly what: string;
  readonly subjectKind: string;
  readonly surface: string;
  /** ISO instant. */
  readonly at: string;
};

/** What an `events.erased` event says: why, and of each content what stays, so that nobody can change that unseen. */
export type ErasureNotice = { readonly reason: string; readonly contents: readonly Remains[] };

/** The remains of an event. */
export function remainsOf(event: {
  readonly sequence: number;
  readonly what: string;
  readonly subjectKind: string;
  readonly surface: string;
  readonly at: Date;
}): Remains {
  const { sequence, what, subjectKind, surface, at } = event;
  return { sequence, what, subjectKind, surface, at: at.toISOString() };
}

/** Remains in one text, to compare them. */
export function remainsText({ sequence, what, subjectKind, surface, at }: Remains): string {
  return canonicalJson([sequence, what, subjectKind, surface, at]);
}

/** The contents that an event with this `after` says were erased; none where it is no notice. */
export function readNotice(after: string | null): readonly Remains[] {
  try {
    const { contents } = JSON.parse(after ?? '{}') as { readonly contents?: unknown };
    return Array.isArray(contents) ? contents.filter(isRemains) : [];
  } catch {
    return [];
  }
}

function isRemains(value: unknown): value is Remains {
  if (typeof value !== 'object' || value === null) return false;
  const { sequence, what, subjectKind, surface, at } = value as Partial<Record<keyof Remains, unknown>>;
  return Number.isInteger(sequence) && [what, subjectKind, surface, at].every((text) => typeof text === 'string');
}
