/** The page's address of a conversation. */
export function channelHref(channelId: string): string {
  return `?${new URLSearchParams({ channel: channelId })}`;
}

/** The page's address of a thread. */
export function threadHref(channelId: string, threadTs: string): string {
  return `?${new URLSearchParams({ channel: channelId, thread: threadTs })}`;
}
