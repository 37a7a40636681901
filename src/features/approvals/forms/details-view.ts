import type { KnownBlock } from '@slack/types';
import { plain, smallWords, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { longWords, sectionAtMost, wordsInLines } from '../../../platform/slack/long-words.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { Reader } from '../../../surface/speaker.js';
import { itemName } from '../../follow-up/public.js';
import { decidersText, fieldsBlock, headingText, kpiBlocks, outcomeText, pastBlocks } from '../cards/card.js';
import type { CardContent } from '../cards/card-content.js';
import { voteButtonsOfDetails, watchButtons } from '../cards/parts.js';
import { hasVote } from '../cards/readers.js';
import { voteText } from '../cards/record.js';
import { electorsText, progressText, wantedText } from '../cards/votes-text.js';
import { writeMetadata } from './metadata.js';

const sectionsOfDetails = 6;
const votesAtMost = 60;
/** Names of everybody who may vote: as many as a section holds, the rest as a number. */
const namesAtMost = 80;

/** Everything about a request: the whole text, who may vote, every vote of the round with its words, and the buttons. */
export function detailsView(content: CardContent, reader: Reader, personKey: string): ModalView {
  const { approval, item } = content;
  const { say } = reader;
  const about = { approval, name: `${itemName(item)} ${item.title}`, say };
  const isPending = approval.state === 'pending';
  const buttons = hasVote(content, personKey) ? voteButtonsOfDetails(about) : watchButtons(about);
  return {
    type: 'modal',
    callback_id: 'approval:details',
    private_metadata: writeMetadata({ approvalId: approval.id, round: approval.round }),
    title: plain(say('approvals.details.title', { name: itemName(item) })),
    close: plain(say('approvals.form.close')),
    blocks: [
      words(headingText(content, reader)),
      fieldsBlock(content, reader),
      ...kpiBlocks(content, reader),
      ...longWords(plainInMrkdwn(item.details.trim()), sectionsOfDetails),
      words(isPending ? decidersText(content, reader) : outcomeText(content, reader)),
      ...electorsBlocks(content, reader),
      ...votesBlocks(content, reader),
      ...pastBlocks(content, reader),
      ...(isPending ? [buttons] : []),
    ],
  };
}

/** Where the names above are a number, all of them. */
function electorsBlocks(content: CardContent, reader: Reader): KnownBlock[] {
  if (content.approval.state !== 'pending' || content.electorate.length <= 5) return [];
  const names = electorsText(content, reader, namesAtMost);
  return [words(clampText(reader.say('approvals.details.electors', { names }), sectionAtMost))];
}

function votesBlocks(content: CardContent, reader: Reader): KnownBlock[] {
  const { say } = reader;
  const { votes } = content;
  const progress = content.approval.state === 'pending' ? progressText(content, reader) : '';
  if (votes.length === 0) return [smallWords([say('approvals.votes.none'), progress].filter(Boolean).join(' '))];
  const lines = votes.slice(0, votesAtMost).map((vote) => `• ${voteText(vote, content, reader)}`);
  const rest = votes.length - lines.length;
  const more = rest > 0 ? [smallWords(say('approvals.record.more', { count: rest }))] : [];
  return [
    words(say('approvals.details.votes')),
    ...wordsInLines(lines),
    ...more,
    ...[wantedText(content, reader, namesAtMost), progress].filter(Boolean).map(smallWords),
  ];
}
