import { clampText, plainInMrkdwn } from '../../platform/slack/escape.js';

/* What an event says in a field of its `before` or `after`. What was erased, or written otherwise by another version, is empty. */

/** A number reads as its digits. */
export function textIn(facts: unknown, field: string): string {
  const found = fieldOf(facts, field);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

export function numberIn(facts: unknown, field: string): number {
  const found = fieldOf(facts, field);
  return typeof found === 'number' ? found : 0;
}

const quoteAtMost = 300;

/** People's own words, as they may stand in mrkdwn. */
export function quoteIn(facts: unknown, field: string): string {
  return clampText(plainInMrkdwn(textIn(facts, field)), quoteAtMost);
}

/** What stands in the fields whose names end so, each once. */
export function textsEnding(facts: readonly unknown[], ending: string): string[] {
  const texts = facts
    .filter((one) => typeof one === 'object' && one !== null)
    .flatMap((one) => Object.entries(one))
    .flatMap(([field, value]: [string, unknown]) =>
      field.endsWith(ending) && typeof value === 'string' && value !== '' ? [value] : [],
    );
  return [...new Set(texts)];
}

function fieldOf(facts: unknown, field: string): unknown {
  return typeof facts === 'object' && facts !== null ? Reflect.get(facts, field) : undefined;
}
