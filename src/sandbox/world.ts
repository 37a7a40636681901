import type { Faults } from './faults.js';
import type { RequestLog } from './request-log.js';
import type { SlackState } from './state/slack-state.js';
import type { Triggers } from './triggers.js';

/** What a Web API method may touch. */
export interface World {
  readonly state: SlackState;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly triggers: Triggers;
  readonly fileReadyAfterMs: number;
  /** `http://127.0.0.1:4321`, without a slash at its end. */
  baseUrl(): string;
  /** A socket address that works once. */
  issueSocketUrl(): string;
}
