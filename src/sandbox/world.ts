import type { Faults } from './faults.js';
import type { Ack } from './outgoing/delivery.js';
import type { SlackEvent } from './outgoing/events.js';
import type { RequestLog } from './request-log.js';
import type { SlackState } from './state/slack-state.js';
import type { Triggers } from './triggers.js';
import type { Workspace } from './workspace.js';

/** What a Web API method may touch. */
export interface World {
  readonly state: SlackState;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly triggers: Triggers;
  readonly fileReadyAfterMs: number;
  /** `http://127.0.0.1:4321`, without a slash at its end. */
  baseUrl(): string;
  /** Sends an event if the app subscribes to it; a call that causes one does not wait for that. */
  emit(event: SlackEvent): Promise<Ack[]>;
  /** People and administrators at work; a call of the app’s that does the same goes through it. */
  readonly workspace: Workspace;
  /** A socket address that works once. */
  issueSocketUrl(): string;
}
