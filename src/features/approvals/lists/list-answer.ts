import type { KnownBlock } from '@slack/types';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { itemName } from '../../follow-up/public.js';
import type { CardContent } from '../cards/card-content.js';
import { context, detailsButton, header, section } from '../cards/parts.js';
import { delegationBlocks } from '../surface/delegation-blocks.js';
import { type WaitingReader, waitingBlocks } from '../waiting/compose.js';
import type { ApprovalLists } from './read-lists.js';

const titleAtMost = 150;

/** `/approval` without more: what waits for the reader, what they asked for, and who votes for whom. */
export function listAnswer(lists: ApprovalLists, reader: WaitingReader) {
  const { say } = reader;
  const { waiting, asked, delegations } = lists;
  const rest = waiting.total - waiting.shown.length;
  const delegated = delegationBlocks(delegations, reader);
  const blocks: KnownBlock[] = [
    header(say('approvals.list.waiting')),
    ...(waiting.total === 0 ? [section(say('approvals.list.noneWaiting'))] : []),
    ...waiting.shown.flatMap((content) => waitingBlocks(content, reader)),
    ...(rest > 0 ? [context(say('approvals.list.more', { count: rest }))] : []),
    ...(asked.length > 0
      ? [header(say('approvals.list.asked')), ...asked.map((content) => askedBlock(content, reader))]
      : []),
    ...(delegated.length > 0 ? [header(say('approvals.list.delegations')), ...delegated] : []),
    context(say('approvals.list.hint')),
  ];
  const text = say('approvals.waiting.text', { count: waiting.total });
  return { text, blocks };
}

function askedBlock(content: CardContent, { say }: WaitingReader): KnownBlock {
  const { approval, item } = content;
  const title = plainInMrkdwn(clampText(item.title, titleAtMost));
  const line = `*${itemName(item)}*  ${title}\n${say('approvals.state', { state: approval.state })}`;
  return { ...section(line), accessory: detailsButton({ approval, name: itemName(item), say }) };
}
