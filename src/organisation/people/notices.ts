import type { NewId } from '../../kernel/ids.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Database, Transaction } from '../../platform/db/database.js';
import { enqueue } from '../../platform/outbox/stored-deliveries.js';
import { escapeMrkdwn } from '../../platform/slack/escape.js';
import type { Say, Texts } from '../../platform/texts.js';
import { listOperators } from './people.js';

export type NoticeDeps = {
  readonly workspaceId: string;
  readonly texts: Texts;
  readonly newId: NewId;
  /** Technical time: when the outbox may begin. */
  readonly nowMs: () => number;
};

export type Reader = { readonly slackUserId: string; readonly locale: Locale; readonly timeZone: string };

/** What is told once for each key, in the reader's own language, by direct message. */
export type Notice<R extends Reader = Reader> = {
  readonly key: string;
  readonly wording: (say: Say, reader: R) => string;
};

/** Those of these people who can be written to. */
export function reachable(
  people: readonly (Omit<Reader, 'slackUserId'> & {
    readonly slackUserId: string | null;
    readonly leftAt: Date | null;
  })[],
): Reader[] {
  return people.flatMap(({ slackUserId, locale, timeZone, leftAt }) =>
    slackUserId && leftAt === null ? [{ slackUserId, locale, timeZone }] : [],
  );
}

/** Puts a notice into the outbox, in the transaction of what it tells of. */
export async function enqueueNotice(
  transaction: Transaction,
  deps: NoticeDeps,
  { readers, key, wording }: Notice & { readonly readers: readonly Reader[] },
): Promise<void> {
  const messages = readers.map((reader) => ({
    workspaceId: deps.workspaceId,
    key: `${key}:${reader.slackUserId}`,
    destination: { kind: 'person', id: reader.slackUserId } as const,
    payload: { kind: 'text', text: escapeMrkdwn(wording(deps.texts.in(reader.locale), reader)) },
    // Once told is told: a later wording of the same notice is no news.
    contentHash: key,
  }));
  await enqueue(transaction, messages, { newId: deps.newId, now: new Date(deps.nowMs()) });
}

/** Puts a notice for every operator into the outbox, in the transaction of what it tells of. */
export async function enqueueForOperators(transaction: Transaction, deps: NoticeDeps, notice: Notice): Promise<void> {
  const readers = reachable(await listOperators(transaction, deps.workspaceId));
  await enqueueNotice(transaction, deps, { ...notice, readers });
}

/** The same where nothing is stored with it. */
export async function tellOperators(deps: NoticeDeps & { readonly database: Database }, notice: Notice): Promise<void> {
  await deps.database.transaction((transaction) => enqueueForOperators(transaction, deps, notice));
}
