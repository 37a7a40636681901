import type { KnownBlock } from '@slack/types';
import { type Card, header, smallWords, words, wordsBeside } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { listBlocks } from '../../../surface/lists/list-blocks.js';
import { itemName } from '../../follow-up/public.js';
import type { CardContent } from '../cards/card-content.js';
import { detailsButton } from '../cards/parts.js';
import { delegationBlocks } from '../surface/delegation-blocks.js';
import { type WaitingReader, waitingBlocks } from '../waiting/compose.js';
import type { ApprovalLists } from './read-lists.js';

const titleAtMost = 150;

/** `/approval` without more: what waits for the reader, what they asked for, and who votes for whom. */
export function listAnswer(lists: ApprovalLists, reader: WaitingReader): Card {
  const { say } = reader;
  const { waiting, asked, delegations } = lists;
  const blocks = [
    ...listBlocks({
      heading: header(say('approvals.list.waiting')),
      entries: waiting.shown.map((content) => waitingBlocks(content, reader)),
      none: words(say('approvals.list.noneWaiting')),
      rest: waiting.total - waiting.shown.length,
      more: (count) => say('approvals.list.more', { count }),
    }),
    ...listBlocks({
      heading: header(say('approvals.list.asked')),
      entries: asked.map((content) => askedBlock(content, reader)),
    }),
    ...listBlocks({
      heading: header(say('approvals.list.delegations')),
      entries: delegationBlocks(delegations, reader),
    }),
    smallWords(say('approvals.list.hint')),
  ];
  return { text: say('approvals.waiting.text', { count: waiting.total }), blocks };
}

function askedBlock(content: CardContent, { say }: WaitingReader): KnownBlock {
  const { approval, item } = content;
  const title = plainInMrkdwn(clampText(item.title, titleAtMost));
  const line = `*${itemName(item)}*  ${title}\n${say('approvals.state', { state: approval.state })}`;
  return wordsBeside(line, detailsButton({ approval, name: itemName(item), say }));
}
