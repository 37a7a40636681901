import { regionalDay } from '../../../kernel/dates-in-words.js';
import { type AppError, ConflictError, ForbiddenError } from '../../../kernel/errors.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Speaker } from '../../../surface/speaker.js';
import { ItemChangedMeanwhile, ItemForbidden } from '../change.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { type Item, itemName } from '../item.js';
import { ItemConflict } from '../item-changes.js';
import { type Facts, readFacts } from '../item-facts.js';
import { ItemGated } from '../item-gate.js';

/** Who may, who was first, and that nothing changed, in the words of whoever was refused about an item; null for all else. */
export async function refusalOf(deps: FollowUpDeps, speaker: Speaker, error: unknown): Promise<AppError | null> {
  const isAboutItem =
    error instanceof ItemForbidden ||
    error instanceof ItemConflict ||
    error instanceof ItemChangedMeanwhile ||
    error instanceof ItemGated;
  if (!isAboutItem) return null;
  const facts = await readFacts(deps, [error.item], speaker.person.timeZone);
  const options = { cause: error, userMessage: refusalText(error, facts, speaker) };
  return error instanceof ItemForbidden
    ? new ForbiddenError(error.message, options)
    : new ConflictError(error.message, options);
}

function refusalText(
  error: ItemForbidden | ItemConflict | ItemChangedMeanwhile | ItemGated,
  facts: Facts,
  { say, locale, person }: Speaker,
): string {
  const { item } = error;
  const name = itemName(item);
  const committee = plainInMrkdwn(facts.committee(item.committeeId)?.name[locale] ?? '');
  if (error instanceof ItemGated) {
    return say(`follow-up.refused.gated.${error.reason}`, { name, committee, title: plainInMrkdwn(item.title) });
  }
  if (error instanceof ItemForbidden) {
    return say('follow-up.refused.forbidden', {
      name,
      committee,
      owner: plainInMrkdwn(facts.personName(item.ownerKey)),
    });
  }
  if (error instanceof ItemChangedMeanwhile) return say('follow-up.form.errors.changed', { name });
  switch (error.reason) {
    case 'closed-already':
      return closedText(item, facts, { say, locale, person });
    case 'open-already':
      return say('follow-up.refused.open', { name });
    case 'taken-already':
      return say('follow-up.refused.taken', { name });
    default:
      return say('follow-up.refused.kind', { name });
  }
}

function closedText(
  item: Item,
  facts: Facts,
  { say, locale, person }: Pick<Speaker, 'say' | 'locale' | 'person'>,
): string {
  const places = { name: itemName(item), outcome: plainInMrkdwn(item.outcome ?? '') };
  if (!item.closedAt) return say('follow-up.refused.closed', places);
  const date = regionalDay(localDate(item.closedAt, person.timeZone), { locale, near: facts.today });
  return say('follow-up.refused.closedBy', {
    ...places,
    date,
    actor: plainInMrkdwn(facts.personName(item.closedByKey)),
  });
}
