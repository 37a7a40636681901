import { findCommitteeById } from '../../../organisation/committees/committees.js';
import { findPersonBySlackId } from '../../../organisation/people/people.js';
import type { ComposedMessage } from '../../../platform/outbox/delivery.js';
import { header, words } from '../../../platform/slack/elements.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import { listButton } from '../reminders/blocks.js';
import { type ComposeLeaverDeps, itemsShown, linesOf } from './compose-leaver.js';
import { listHanded, nameOf } from './departures.js';
import type { HandedPayload } from './messages.js';

/** What somebody was handed, as it stands now; null when none of it is theirs and open any more, or they are gone. */
export async function composeHanded(
  deps: ComposeLeaverDeps,
  { committeeId, leaverKey, byKey, itemIds }: HandedPayload,
  readerSlackId: string,
): Promise<ComposedMessage | null> {
  const { workspaceId } = deps;
  const store = deps.database.client;
  const reader = await findPersonBySlackId(store, { workspaceId, slackUserId: readerSlackId });
  if (!reader) return null;
  const items = await listHanded(store, { itemIds, ownerKey: reader.key });
  if (items.length === 0) return null;
  const committee = await findCommitteeById(store, { workspaceId, id: committeeId });
  const say = deps.texts.in(reader.locale);
  const intro = say('reminders.handed.intro', {
    by: plainInMrkdwn(await nameOf(store, workspaceId, byKey)),
    name: plainInMrkdwn(await nameOf(store, workspaceId, leaverKey)),
    committee: plainInMrkdwn(committee?.name[reader.locale] ?? ''),
  });
  const listed = await linesOf(deps, { reader, say, items: items.slice(0, itemsShown), total: items.length });
  return {
    text: `${intro}\n${listed}`,
    blocks: [
      header(say('reminders.handed.title', { count: items.length })),
      words(intro),
      words(listed),
      listButton(say),
    ],
  };
}
