import type { Locale } from '../../kernel/numbers.js';
import { findPersonBySlackId } from '../../organisation/people/people.js';
import type { Database } from '../../platform/db/database.js';
import type { Messenger } from '../../platform/slack/messenger.js';

export type LanguageDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  readonly messenger: Pick<Messenger, 'userFacts'>;
};

/** Which language each person reads, known also when the database is what failed. */
export interface Languages {
  /** As it was when they last asked for something; else as the store has it, as their Slack has it, or English. */
  of(slackUserId: string): Promise<Locale>;
  /** What was remembered, without asking anybody. */
  remembered(slackUserId: string): Locale | undefined;
  remember(slackUserId: string, locale: Locale): void;
}

export function createLanguages({ database, workspaceId, messenger }: LanguageDeps): Languages {
  const known = new Map<string, Locale>();
  const fromSlack = async (slackUserId: string): Promise<Locale> => {
    const facts = await messenger.userFacts(slackUserId).catch(() => null);
    return facts?.locale?.startsWith('fr') ? 'fr' : 'en';
  };
  return {
    async of(slackUserId) {
      const remembered = known.get(slackUserId);
      if (remembered) return remembered;
      const person = await findPersonBySlackId(database.client, { workspaceId, slackUserId }).catch(() => null);
      return person?.locale ?? fromSlack(slackUserId);
    },
    remembered: (slackUserId) => known.get(slackUserId),
    remember: (slackUserId, locale) => void known.set(slackUserId, locale),
  };
}
