import { namesOfSlackIds } from '../../organisation/people/people.js';
import { peopleNamed, plainText } from '../../platform/slack/plain-text.js';
import type { AppDeps } from '../app-deps.js';

export type NameDeps = Pick<AppDeps, 'database' | 'workspaceId' | 'messenger'>;

/** A text that names people as `@U…`, with their names in the place: a Slack id would tell nobody anything. */
export async function withNames(deps: NameDeps, text: string, slackUserIds: readonly string[]): Promise<string> {
  const { database, workspaceId } = deps;
  const known = await namesOfSlackIds(database.client, { workspaceId, ids: slackUserIds });
  const names = await Promise.all(
    slackUserIds.map(async (id) => [id, known.get(id) ?? (await nameInSlack(deps, id))] as const),
  );
  return names.reduce((named, [id, name]) => named.replaceAll(`@${id}`, name), text);
}

/** Somebody Copil does not know is named as in Slack; where Slack does not tell, their id stays. */
async function nameInSlack({ messenger }: NameDeps, id: string): Promise<string> {
  const facts = await messenger.userFacts(id).catch(() => null);
  return facts?.name ?? `@${id}`;
}

/** A message of Slack's as a person reads it. */
export async function readable(deps: NameDeps, text: string): Promise<string> {
  return withNames(deps, plainText(text), peopleNamed(text));
}
