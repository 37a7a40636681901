import type { ActionContext } from '../../platform/slack/requests.js';

/** What a button, or a choice in a menu or list, carries. */
export type Carried = {
  /** Of the thing it is about; empty where it names none. */
  readonly id: string;
  /** What was written beside the id, such as the state in which the thing was drawn. */
  readonly rest: readonly string[];
  /** Which line of a menu was chosen; empty for all else. */
  readonly line: string;
};

/**
 * A button carries `id`, or `id|rest|…`, a list of things likewise in each option; a menu `line|id`, or `line|id|rest|…`.
 * They have been written so since the first version, and buttons that stand in Slack are pressed for good.
 */
export function carriedBy(
  { value, selectedOption }: Pick<ActionContext, 'value' | 'selectedOption'>,
  isMenu: boolean,
): Carried {
  const parts = (selectedOption ?? value ?? '').split('|');
  const [line, [id = '', ...rest]] = isMenu ? [parts[0] ?? '', parts.slice(1)] : ['', parts];
  return { id, rest, line };
}
