import type { Person } from '../../../organisation/people/people.js';
import { findPerson } from '../../../organisation/people/who.js';
import type { Speaker } from '../../../surface/speaker.js';
import type { TypedName } from '../capture/typed-names.js';
import type { FollowUpDeps } from '../follow-up-deps.js';

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
  if (slackUserId === null) return refused(speaker, 'ownerMissing');
  const person = slackUserId === speaker.person.slackUserId ? speaker.person : await findPerson(deps, slackUserId);
  if (!person) {
    const facts = await deps.messenger.userFacts(slackUserId);
    const key = facts.isDeleted ? 'ownerGone' : facts.isBot ? 'ownerBot' : 'ownerUnknown';
    return refused(speaker, key, { name: facts.name });
  }
  if (person.key === keptKey) return { person };
  return judged(person, speaker);
}

function judged(person: Person, { say }: Speaker): OwnerFound {
  const { name } = person;
  if (person.leftAt) return { problem: say('follow-up.form.errors.ownerGone', { name }) };
  return person.isGuest ? { problem: say('follow-up.form.errors.ownerGuest', { name }) } : { person };
}

/** Whom a typed `@name` means among the people it was looked up in; where that is not one alone, those it may mean are named. */
export function ownerTyped(
  { said, keys, isClear }: TypedName,
  people: readonly Person[],
  speaker: Speaker,
): OwnerFound {
  const meant = people.filter(({ key }) => keys.includes(key));
  const [person] = meant;
  if (!person) return refused(speaker, 'ownerUnknown', { name: said });
  if (isClear) return judged(person, speaker);
  const named = meant.map(({ key, name }) => (isNamesake(name, key, meant) ? `${name} (${key})` : name));
  const names = new Intl.ListFormat(speaker.locale, { type: 'disjunction' }).format(named);
  return refused(speaker, 'ownerUnclear', { name: said, names });
}

function isNamesake(name: string, key: string, people: readonly Person[]): boolean {
  return people.some((other) => other.name === name && other.key !== key);
}

export function refused({ say }: Speaker, key: string, places: Readonly<Record<string, string>> = {}): OwnerFound {
  return { problem: say(`follow-up.form.errors.${key}`, { name: '', ...places }) };
}
