import { ForbiddenError } from '../../../kernel/errors.js';
import type { Identity, Messenger } from '../../../platform/slack/messenger.js';
import type { Admit } from '../../../platform/slack/requests.js';
import { findWorkspace } from '../people.js';
import { accountsOf } from './accounts.js';
import { type AccountDeps, noteAccount } from './note.js';

export type AdmitDeps = AccountDeps & {
  readonly messenger: Pick<Messenger, 'userFacts'>;
  /** Who the token belongs to, once Slack has said it. */
  readonly identity: () => Pick<Identity, 'teamId' | 'enterpriseId'> | null;
};

/**
 * Lets in who asks from our own workspace. Of anybody else Slack is asked: on Enterprise Grid a colleague may be at home
 * in another workspace; somebody of another company is refused, and where an operator had linked them by their Slack
 * id, they are a guest from now on.
 */
export function createAdmit(deps: AdmitDeps): Admit {
  const { database, workspaceId } = deps;
  return async ({ user, comesFrom: { teams, enterprise } }) => {
    if (teams.length === 0) return;
    const me = deps.identity();
    const own = me?.teamId ?? (await findWorkspace(database.client))?.slackTeamId ?? null;
    if (own === null || teams.every((team) => team === own)) return;
    const facts = await deps.messenger.userFacts(user);
    const isOfOurOrganisation = enterprise !== null && enterprise === (me?.enterpriseId ?? null);
    if (facts.affiliation !== 'stranger' && isOfOurOrganisation) return;
    if (facts.affiliation === 'stranger') {
      await noteAccount(deps, facts, 'look');
      const known = await accountsOf(database.client, { workspaceId, slackUserIds: [user] });
      if (known.has(user)) return;
    }
    throw new ForbiddenError(`${user} asks from another workspace (${teams.join(', ')})`, {
      userMessage: deps.texts.in(facts.locale?.startsWith('fr') ? 'fr' : 'en')('people.unknown.stranger'),
    });
  };
}
