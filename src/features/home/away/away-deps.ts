import { localDate } from '../../../kernel/zoned-time.js';
import type { Person } from '../../../organisation/people/people.js';
import { personOf } from '../../../organisation/people/who.js';
import type { HomeDeps } from '../home-deps.js';
import type { AwayReader } from './away-blocks.js';

export type AwayDeps = Omit<HomeDeps, 'templates'> & {
  /** A person's absences have changed, and this is stored. */
  readonly onAbsence: (personKey: string) => void;
};

export type Asker = AwayReader & { readonly person: Person };

/** @throws ForbiddenError for somebody who is not in `copil.yml` */
export async function askerOf(deps: AwayDeps, slackUserId: string): Promise<Asker> {
  const person = await personOf(deps, slackUserId);
  const { locale, timeZone } = person;
  return { person, locale, say: deps.texts.in(locale), today: localDate(deps.clock.now(), timeZone) };
}
