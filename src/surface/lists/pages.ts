import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { actions, button, type Card, smallWords, words } from '../../platform/slack/elements.js';
import type { Say } from '../../platform/texts.js';

/** One page of a list, in mrkdwn. */
export type Page = {
  readonly title: string;
  /** Its entries in words, for whoever hears them. */
  readonly lines: readonly string[];
  /** The same entries as they are seen. */
  readonly entries: readonly KnownBlock[];
  /** Where they stand in the whole: "11–20 of 42". */
  readonly range: string;
  /** What can be done from here: `turnButtons`, a choice of its entries. */
  readonly controls: ActionsBlock['elements'];
};

export function pageCard({ title, lines, entries, range, controls }: Page): Card {
  return {
    text: [`*${title}*`, ...lines, range].join('\n'),
    blocks: [
      words(`*${title}*`),
      ...entries,
      smallWords(range),
      ...(controls.length > 0 ? [actions(...controls)] : []),
    ],
  };
}

/** The page of a list of which there is nothing to see. */
export function emptyPage(title: string, none: string): Card {
  const text = `*${title}*\n${none}`;
  return { text, blocks: [words(text)] };
}

/**
 * The ways to the page before and the page after; `valueAt` is what a button carries to the page that begins after so
 * many entries. A list whose buttons are pressed answers to `<action>:previous` and `<action>:next`.
 */
export function turnButtons(
  say: Say,
  turn: {
    readonly action: string;
    readonly skip: number;
    readonly pageSize: number;
    readonly hasNext: boolean;
    readonly valueAt: (skip: number) => string;
  },
): Button[] {
  const { action, skip, pageSize, hasNext, valueAt } = turn;
  const to = (name: 'previous' | 'next', at: number) =>
    button(`${action}:${name}`, { text: say(`lists.${name}`), value: valueAt(at) });
  return [
    ...(skip > 0 ? [to('previous', Math.max(0, skip - pageSize))] : []),
    ...(hasNext ? [to('next', skip + pageSize)] : []),
  ];
}
