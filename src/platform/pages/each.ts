import { createElement, Fragment, type ReactNode } from 'react';

/** Draws a fixed list. The page is drawn once and never compared again, so its items need no keys. */
export function each<Item>(items: readonly Item[], draw: (item: Item, index: number) => ReactNode): ReactNode {
  return createElement(Fragment, null, ...items.map(draw));
}
