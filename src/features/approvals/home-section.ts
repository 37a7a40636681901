import type { KnownBlock } from '@slack/types';
import { words } from '../../platform/slack/elements.js';
import { listBlocks } from '../../surface/lists/list-blocks.js';
import type { Reader } from '../../surface/speaker.js';
import type { ContentDeps } from './cards/read-content.js';
import { type ApprovalLists, readDelegations, readWaiting } from './lists/read-lists.js';
import { type Delegations, delegationBlocks } from './surface/delegation-blocks.js';
import { waitingBlocks } from './waiting/compose.js';

/** Of what waits, on a Home tab. */
const shownAtMost = 5;

export type HomeApprovals = { readonly waiting: ApprovalLists['waiting']; readonly delegations: Delegations };

/** What waits for somebody's decision, for their Home tab, and who votes for whom. */
export async function readHomeApprovals(
  deps: ContentDeps,
  personKey: string,
  { today }: Pick<Reader, 'today'>,
): Promise<HomeApprovals> {
  const [waiting, delegations] = await Promise.all([
    readWaiting(deps, personKey, shownAtMost),
    readDelegations(deps, personKey, today),
  ]);
  return { waiting, delegations };
}

/** Each decision with the buttons of its card; nothing where none waits. */
export function homeWaitingBlocks(
  { waiting }: HomeApprovals,
  reader: Reader & { readonly personKey: string },
): KnownBlock[] {
  if (waiting.total === 0) return [];
  return listBlocks({
    heading: words(reader.say('approvals.waiting.home', { count: waiting.total })),
    entries: waiting.shown.map((content) => waitingBlocks(content, reader)),
    rest: waiting.total - waiting.shown.length,
    more: (count) => reader.say('approvals.waiting.more', { count }),
  });
}

/** Who votes in one's place, with the way to take it back. */
export function homeDelegationBlocks({ delegations }: HomeApprovals, reader: Reader): KnownBlock[] {
  return delegationBlocks(delegations, reader);
}
