import type { Logger } from '@slack/web-api';

/** For tests in which Slack's own chatter says nothing. */
export const silentLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => 'error',
  setName: () => undefined,
} as unknown as Logger;
