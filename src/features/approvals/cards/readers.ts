import { findCommitteeByChannel } from '../../../organisation/committees/committees.js';
import type { Person } from '../../../organisation/people/people.js';
import type { At } from '../../../surface/cards/card-delivery.js';
import { type PlacedReader, type ReaderAtDeps, readerAt } from '../../../surface/cards/reader-at.js';
import type { CardContent, ReaderRole } from './card-content.js';

export type CardAudience = { readonly reader: PlacedReader } & ReaderRole;

/**
 * How a card is read where it stands: null where people of another company would read what colleagues ask for, and for
 * somebody the organisation does not know.
 * @throws SlackFailure (`place`) where a channel cannot be written to
 */
export async function audienceOf(deps: ReaderAtDeps, content: CardContent, at: At): Promise<CardAudience | null> {
  const { database, workspaceId } = deps;
  const { destination } = at.delivery;
  const { committee: asked } = content;
  const isHere = asked?.channel === destination.id;
  const ask = { workspaceId, slackChannelId: destination.id };
  const reader = await readerAt(deps, at, () => (isHere ? asked : findCommitteeByChannel(database.client, ask)));
  if (!reader) return null;
  const { person } = reader;
  return { reader, role: person ? roleOf(content, person) : isHere ? 'here' : 'moved' };
}

function roleOf(content: CardContent, { key }: Person): ReaderRole['role'] {
  if (hasVote(content, key)) return 'here';
  if ([content.approval.requestedByKey, content.item.ownerKey].includes(key)) return 'watch';
  return content.past.wentUp ? 'moved' : 'voteless';
}

/** Whether a person may vote now, for themselves or in somebody's place. */
export function hasVote({ electorate }: Pick<CardContent, 'electorate'>, personKey: string): boolean {
  return electorate.some((elector) => elector.personKey === personKey || elector.delegateKey === personKey);
}
