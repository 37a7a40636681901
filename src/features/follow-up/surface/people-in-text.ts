import { peopleNamed, plainText } from '../capture/plain-text.js';
import { namesOfSlackIds } from '../choices/repository.js';
import type { FollowUpDeps } from '../follow-up-deps.js';

type NameDeps = Pick<FollowUpDeps, 'database' | 'workspaceId'>;

/** A text that names people as `@U…`, with their names in the place: a Slack id would tell nobody anything. */
export async function withNames(
  { database, workspaceId }: NameDeps,
  text: string,
  slackUserIds: readonly string[],
): Promise<string> {
  const names = await namesOfSlackIds(database.client, { workspaceId, ids: slackUserIds });
  return slackUserIds.reduce((named, id) => named.replaceAll(`@${id}`, names.get(id) ?? `@${id}`), text);
}

/** A message of Slack's as a person reads it. */
export async function readable(deps: NameDeps, text: string): Promise<string> {
  return withNames(deps, plainText(text), peopleNamed(text));
}
