import type { Database } from '../db/database.js';
import type { Logger } from '../log.js';

export type TokenDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  /** Technical time. */
  readonly nowMs: () => number;
  readonly log: Logger;
};

/** Writes down that Slack refuses the token, by its own code where it gave one, once; `/readyz` and `doctor` read it from the store. */
export async function noteTokenRefused(
  { database, workspaceId, nowMs, log }: TokenDeps,
  reason: string | null,
): Promise<void> {
  const { count } = await database.client.workspace.updateMany({
    where: { id: workspaceId, tokenRevokedAt: null },
    data: { tokenRevokedAt: new Date(nowMs()) },
  });
  if (count > 0) {
    log.error('Slack refuses the token: set a new SLACK_BOT_TOKEN and restart; nothing is lost', {
      reason,
    });
  }
}

/** Writes down that Slack takes the token. @returns since when it had not, to whoever is first to see that it does */
export async function noteTokenTaken({
  database,
  workspaceId,
}: Pick<TokenDeps, 'database' | 'workspaceId'>): Promise<Date | null> {
  const { workspace } = database.client;
  const since = (await workspace.findUnique({ where: { id: workspaceId } }))?.tokenRevokedAt;
  if (!since) return null;
  const { count } = await workspace.updateMany({
    where: { id: workspaceId, tokenRevokedAt: since },
    data: { tokenRevokedAt: null },
  });
  return count === 0 ? null : since;
}
