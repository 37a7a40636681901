import { Refusal } from '../refusal.js';
import type { World } from '../world.js';
import type { Ack } from './delivery.js';

/** Shows an answer; one that Slack would refuse is logged as such, and the person is told that it failed. */
export function orRefused(world: World, ack: Ack, show: () => void): Ack {
  try {
    show();
    return ack;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const request = ack.json ?? ack.body;
    const entry = world.requests.begin({ direction: 'to_slack', name: 'acknowledgement', transport: 'http', request });
    world.requests.end(entry, { refused: error.error, response: { ok: false, error: error.error, ...error.details } });
    return { ...ack, error: 'dispatch_failed' };
  }
}
