import type { LogLevel, Logger as SlackLogger } from '@slack/web-api';
import type { Logger } from '../log.js';

/** The words Slack's libraries know, as values: their enum would have to be loaded to be named. */
const slackLevel = 'info' as LogLevel;

/**
 * Our log in the shape Slack's libraries expect. Their errors become warnings: each is thrown as well, and is an error
 * only if nobody deals with it. Their debug lines hold whole messages and are dropped.
 */
export function toSlackLogger(log: Logger): SlackLogger {
  return {
    debug: () => undefined,
    info: (...words) => log.debug(joined(words)),
    warn: (...words) => log.warn(joined(words)),
    error: (...words) => log.warn(joined(words)),
    setLevel: () => undefined,
    getLevel: () => slackLevel,
    setName: () => undefined,
  };
}

function joined(words: readonly unknown[]): string {
  return words.map((word) => (word instanceof Error ? word.message : String(word))).join(' ');
}
