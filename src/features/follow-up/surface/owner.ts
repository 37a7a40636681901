import { findPerson, listPeople, type Person } from '../../people/public.js';
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
  return judged(person, speaker);
}

function judged(person: Person, { say }: Speaker): OwnerFound {
  const { name } = person;
  if (person.leftAt) return { problem: say('follow-up.form.errors.ownerGone', { name }) };
  return person.isGuest ? { problem: say('follow-up.form.errors.ownerGuest', { name }) } : { person };
}

/** Whom a typed `@name` means that Slack made no mention of: by key, name or first name, where that is one person alone. */
export async function ownerTyped(deps: FollowUpDeps, typed: string, speaker: Speaker): Promise<OwnerFound> {
  const wanted = plainName(typed.replace(/^@/, ''));
  const people = await listPeople(deps.database.client, deps.workspaceId);
  const namesOf = ({ key, name }: Person) => [key, name, name.split(/\s/)[0] ?? ''].map(plainName);
  const [found, ...others] = people.filter((person) => namesOf(person).includes(wanted));
  if (!found || others.length > 0) return { problem: speaker.say('follow-up.form.errors.ownerUnknown') };
  return judged(found, speaker);
}

function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s._-]/g, '');
}
