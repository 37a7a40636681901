import type { Block } from '@slack/types';
import { AppError } from '../../kernel/errors.js';
import { fitBlock } from './fit-block.js';
import { noticeOf } from './fit-message.js';
import { fitText, type LooseBlock } from './fit-text.js';
import { slackLimits as limits } from './limits.js';
import type { HomeView, ModalView } from './view.js';

/**
 * Makes any view one that Slack accepts: texts shortened, at most 100 blocks. What has no room is taken from the end,
 * except inputs and buttons, and a last line says how many parts that were. A view that fits comes back with the same
 * content.
 * @throws AppError when the private metadata are too long: cut, they would name something else
 */
export function fitView<V extends ModalView | HomeView>(view: V): V {
  const { length } = view.private_metadata ?? '';
  if (length > limits.privateMetadata) {
    throw new AppError(
      'internal',
      `private_metadata of ${view.callback_id ?? 'a view'} has ${length} characters, Slack takes ${limits.privateMetadata}`,
    );
  }
  const blocks = withinCount(view.blocks.flatMap((block) => fitBlock(block) ?? []));
  return view.type === 'home' ? { ...view, blocks } : { ...view, ...titlesOf(view), blocks };
}

/** Slack refuses a modal without a title, and words that are blank. */
function titlesOf({ title, submit, close }: ModalView): Readonly<Record<string, LooseBlock>> {
  const fitTitle = (text: unknown): LooseBlock => fitText(text, limits.viewTitle) ?? { type: 'plain_text', text: '–' };
  return {
    title: fitTitle(title),
    ...(submit && { submit: fitTitle(submit) }),
    ...(close && { close: fitTitle(close) }),
  };
}

const keptLongest: readonly string[] = ['input', 'actions'];

function withinCount(blocks: readonly Block[]): readonly Block[] {
  if (blocks.length <= limits.blocksPerView) return blocks;
  const kept = [...blocks];
  while (kept.length > limits.blocksPerView - 1) {
    const last = kept.findLastIndex((block) => !keptLongest.includes(block.type));
    kept.splice(last >= 0 ? last : kept.length - 1, 1);
  }
  return [...kept, noticeOf(`… (+${blocks.length - kept.length})`)];
}
