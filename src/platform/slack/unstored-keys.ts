const kinds = ['answer', 'mention', 'preview'] as const;

/** Key of a message that stands in no outbox: whoever asked for it asks again, should it not come. */
export function unstoredKey(kind: (typeof kinds)[number], name: string): string {
  return `${kind}:${name}`;
}

/** Whether no store knows of a message because none was to know. */
export function isUnstoredKey(key: string): boolean {
  return kinds.some((kind) => key.startsWith(`${kind}:`));
}
