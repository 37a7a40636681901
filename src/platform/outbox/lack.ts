import type { SectionBlock } from '@slack/types';
import { clampText } from '../slack/escape.js';
import { slackLimits } from '../slack/limits.js';
import { SlackFailure } from '../slack/slack-failure.js';
import type { ComposedMessage, Fullness } from './delivery.js';
import { PictureFailure } from './delivery.js';

/** Why a message stands with less than all of it, where Slack has no code for it. */
export const ownReasons = {
  /** Slack took the file and does not release it. */
  notReleased: 'file_not_released',
  /** The drawing failed, or ended its thread. */
  notDrawn: 'picture_not_drawn',
  /** The drawing ended the whole program, and is not tried again. */
  endsProgram: 'picture_ends_program',
} as const;

/** @returns Slack's own code where it gave one */
export function lackReasonOf(error: unknown): string {
  const failure = error instanceof PictureFailure ? error.failure : error;
  if (!(failure instanceof SlackFailure)) return ownReasons.notDrawn;
  return failure.isFileNotReady ? ownReasons.notReleased : (failure.slackError ?? failure.kind);
}

/** The message with that little in it; nothing in it was composed for less than its pictures. */
export function reduced(message: ComposedMessage, fullness: Fullness): ComposedMessage {
  if (fullness === 'text-only') return { ...message, blocks: [] };
  if (fullness !== 'plain') return message;
  // Without its buttons people could read a message but not answer it.
  return { ...message, blocks: [...sectionsOf(message.text), ...message.blocks.filter(isActions)] };
}

const isActions = ({ type }: { readonly type: string }): boolean => type === 'actions';

/** The text in as few sections as hold it, cut between lines. */
function sectionsOf(text: string): SectionBlock[] {
  const parts: string[] = [];
  for (const line of text.split('\n').map((whole) => clampText(whole, slackLimits.textObject))) {
    const last = parts.at(-1);
    const joined = last === undefined ? line : `${last}\n${line}`;
    if (last === undefined || joined.length > slackLimits.textObject) parts.push(line);
    else parts[parts.length - 1] = joined;
  }
  return parts
    .filter((part) => part.trim() !== '')
    .map((part) => ({ type: 'section', text: { type: 'mrkdwn', text: part, verbatim: true } }));
}
