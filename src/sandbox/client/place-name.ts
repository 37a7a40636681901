import type { PageState } from '../desk/page-api.js';

/** `#growth-ops`, or a person's name; the id where one does not see it. */
export function placeName(state: Pick<PageState, 'channels'>, channelId: string): string {
  const head = state.channels.find(({ id }) => id === channelId);
  if (!head) return channelId;
  return head.kind === 'im' ? head.name : `#${head.name}`;
}
