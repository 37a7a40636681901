import type { IncomingMessage } from 'node:http';

/** What is asked for; null where that is no address, such as `//`, which any site open in a browser here can send. */
export function addressOf({ url = '/' }: IncomingMessage): URL | null {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost') : null;
}
