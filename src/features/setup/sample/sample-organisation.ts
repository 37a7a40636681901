import { fileURLToPath } from 'node:url';
import type { Locale } from '../../../kernel/numbers.js';
import type { AccessLevel } from '../../../organisation/access-level.js';
import type { Organisation } from '../organisation/organisation.js';
import { loadOrganisation } from '../organisation/organisation-file.js';

/** The same place from `src` and from `dist`. */
export const samplePath = fileURLToPath(new URL('../../../../prisma/sample/copil.yml', import.meta.url));

/** Reads the organisation that ships with Copil. */
export function loadSampleOrganisation(): Promise<Organisation> {
  return loadOrganisation(samplePath);
}

export type SamplePerson = {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly slackUserId: string;
  readonly locale: Locale;
  readonly timeZone: string;
  /** From another company: in Slack a guest. */
  readonly isGuest: boolean;
};

export type SampleChannel = {
  readonly slackId: string;
  /** Without `#`. */
  readonly name: string;
  readonly access: AccessLevel | null;
  readonly isPrivate: boolean;
  /** Slack ids of every colleague with a role in its committee; guests are in no channel. */
  readonly members: readonly string[];
};

/** Whoever the file names with a Slack account and an e-mail address: the people of a workspace on this machine. */
export function samplePeople(organisation: Organisation): SamplePerson[] {
  return organisation.people.flatMap(({ key, name, email, slackUserId, locale, timeZone, isGuest }) => {
    if (email === null || slackUserId === null) return [];
    return [{ key, name, email, slackUserId, locale, timeZone, isGuest }];
  });
}

/** The committees' channels, each named after its committee. */
export function sampleChannels(organisation: Organisation): SampleChannel[] {
  const colleagues = samplePeople(organisation).filter(({ isGuest }) => !isGuest);
  const slackIds = new Map(colleagues.map(({ key, slackUserId }) => [key, slackUserId]));
  return organisation.committees.flatMap(({ key, channel, members }) => {
    if (channel === null) return [];
    const access = organisation.channels.find((listed) => listed.key === channel)?.access ?? null;
    const ids = Object.values(members)
      .flat()
      .map((person) => slackIds.get(person))
      .filter((id) => id !== undefined);
    const isPrivate = access === 'confidential' || access === 'restricted';
    return [{ slackId: channel, name: key, access, isPrivate, members: [...new Set(ids)] }];
  });
}
