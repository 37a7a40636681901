import { findPerson, type Person } from '../../people/public.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { Speaker } from './speaker.js';

/** Somebody who can answer for an item, or in words why they cannot. */
export type OwnerFound = { readonly person: Person } | { readonly problem: string };

/**
 * @param keptKey key of who holds the place already, and may keep it
 * @throws SlackFailure when Slack does not tell who somebody new is
 */
export async function ownerOf(
  deps: FollowUpDeps,
  slackUserId: string | null,
  speaker: Speaker,
  keptKey: string | null = null,
): Promise<OwnerFound> {
  const refuse = (key: string, name = '') => ({ problem: speaker.say(`follow-up.form.errors.${key}`, { name }) });
  if (slackUserId === null) return refuse('ownerMissing');
  const person = slackUserId === speaker.person.slackUserId ? speaker.person : await findPerson(deps, slackUserId);
  if (!person) {
    const facts = await deps.messenger.userFacts(slackUserId);
    if (facts.isDeleted) return refuse('ownerGone', facts.name);
    return refuse(facts.isBot ? 'ownerBot' : 'ownerUnknown');
  }
  if (person.key === keptKey) return { person };
  if (person.leftAt) return refuse('ownerGone', person.name);
  return person.isGuest ? refuse('ownerGuest', person.name) : { person };
}
