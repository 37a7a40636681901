import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../platform/db/database.js';
import { loadTexts } from '../../platform/texts.js';
import { type LackingMessage, lackWords, listLacking } from '../digests/public.js';
import { type Finding, note } from './finding.js';

/** What was given up longer ago than that is history. */
const worthSayingMs = 7 * 24 * 60 * 60_000;

/** What stands in Slack without its pictures, or with less of it still: a line for each digest and reason. */
export async function examinePictures(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  workspace: { readonly id: string },
): Promise<Finding[]> {
  const since = clock.now().getTime() - worthSayingMs;
  const found = await listLacking(database.client, workspace.id);
  const groups = new Map<string, LackingMessage[]>();
  for (const message of found.filter(({ lack }) => !lack?.givenUpAt || lack.givenUpAt.getTime() >= since)) {
    const name = `${nameOf(message)} ${message.reason}`;
    groups.set(name, [...(groups.get(name) ?? []), message]);
  }
  return [...groups.values()].flatMap(describe);
}

function nameOf({ digest, key }: LackingMessage): string {
  return digest ? `${digest.committee.key} ${digest.period}` : key;
}

function describe(messages: readonly LackingMessage[]): Finding[] {
  const [first] = messages;
  if (!first) return [];
  const { reason, advice } = lackWords(loadTexts().in('en'), first.reason);
  const then = first.lack?.givenUpAt ? 'They are not tried any more.' : 'They are tried again for a day.';
  const text = `${nameOf(first)}: sent without pictures (${messages.length === 1 ? '1 message' : `${messages.length} messages`}): ${reason}. ${advice} ${then}`;
  return [note(text)];
}
