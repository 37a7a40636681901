import { formatMoney, minorDigits, parseMoney, typedMoney } from '../../../kernel/money.js';
import type { Locale } from '../../../kernel/numbers.js';
import { currencyOf } from '../../../organisation/people/people.js';
import type { ViewValues } from '../../../platform/slack/view-values.js';
import type { Speaker } from '../../../surface/speaker.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { FieldErrors } from './field-errors.js';

/** What a form says of an action's cost, and of the approval that its author asks for. */
export type Money = {
  /** In minor units of the workspace's currency. */
  readonly costMinor: number | null;
  readonly asksApproval: { readonly why: string } | null;
};

export const noMoney: Money = { costMinor: null, asksApproval: null };

/** Reads and checks the cost, and whether an approval is asked for, and why; a form without that box asks for none. */
export async function readMoney(
  deps: Pick<FollowUpDeps, 'database'>,
  { values, speaker }: { readonly values: ViewValues; readonly speaker: Speaker },
): Promise<Money | { readonly errors: FieldErrors }> {
  const { say, locale } = speaker;
  const errors: Record<string, string> = {};
  const typed = values.text('cost');
  const currency = typed === '' ? '' : await currencyOf(deps.database.client);
  const costMinor = typed === '' ? null : parseMoney(typed, currency, locale);
  if (typed !== '' && costMinor === null) {
    errors['cost'] = say('follow-up.form.errors.cost', { currency, example: exampleOf(currency, locale) });
  }
  const isAsked = values.choices('asks').includes('asks');
  const why = values.text('why');
  if (isAsked && why === '') errors['why'] = say('follow-up.form.errors.why');
  if (Object.keys(errors).length > 0) return { errors };
  return { costMinor, asksApproval: isAsked ? { why } : null };
}

/** An amount as people type one in their language: `1,250.50`, `1 250,50`, `1,250` in yen. */
export function exampleOf(currency: string, locale: Locale): string {
  const digits = minorDigits(currency);
  const minor = digits === 0 ? 1_250 : 1_250 * 10 ** digits + 5 * 10 ** (digits - 1);
  const grouped = formatMoney(minor, currency, locale)
    .replaceAll(/[^\d.,\s]/gu, '')
    .trim();
  return grouped === '' ? typedMoney(minor, currency, locale) : grouped;
}
