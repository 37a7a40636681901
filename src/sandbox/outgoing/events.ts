import { isRecord } from '../blocks/rules.js';
import { newSlackId, token } from '../ids.js';
import { type Ack, type DeliveryParts, deliver } from './delivery.js';

/** Slack tries again at once, after a minute and after five. */
const slackRetryDelaysMs: readonly number[] = [0, 60_000, 300_000];

export type SlackEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

/**
 * Sends an event to the app if its manifest subscribes to it, again while it is not acknowledged.
 * @returns every attempt's answer; none when the app does not listen
 */
export async function sendEvent(
  parts: DeliveryParts,
  event: SlackEvent,
  retryDelaysMs: readonly number[] = slackRetryDelaysMs,
): Promise<Ack[]> {
  const { installation } = parts.world.state;
  if (!installation.botEvents.includes(subscriptionOf(event))) return [];
  const payload = envelope(parts, event);
  const attempts: Ack[] = [];
  let reason = '';
  for (const delay of [0, ...retryDelaysMs]) {
    if (attempts.length > 0) await wait(delay);
    const retry = attempts.length > 0 ? { retry: { attempt: attempts.length, reason } } : {};
    const ack = await deliver(parts, { type: 'events_api', name: `event:${event.type}`, payload, ...retry });
    attempts.push(ack);
    if (ack.error === undefined || ack.wantsNoRetry) break;
    reason = reasonOf(ack);
  }
  return attempts;
}

/** Signed like every request; the answer is the challenge, bare or as JSON. */
export async function urlVerification(parts: DeliveryParts): Promise<boolean> {
  const challenge = token(40);
  const payload = { token: 'verification-token', challenge, type: 'url_verification' };
  const { body, json } = await deliver(parts, { type: 'events_api', name: 'url_verification', payload });
  return body === challenge || (isRecord(json) && json['challenge'] === challenge);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

function reasonOf(ack: Ack): string {
  if (ack.error === 'operation_timeout') return 'http_timeout';
  return ack.status === undefined ? 'connection_failed' : 'http_error';
}

/** Messages are subscribed to by the kind of channel they are in. */
function subscriptionOf(event: SlackEvent): string {
  if (event.type !== 'message') return event.type;
  const families: Readonly<Record<string, string>> = { channel: 'channels', group: 'groups', mpim: 'mpim' };
  return `message.${families[String(event['channel_type'])] ?? 'im'}`;
}

function envelope({ world }: DeliveryParts, event: SlackEvent): Record<string, unknown> {
  const { team, installation } = world.state;
  const seconds = Math.floor(world.state.now() / 1000);
  const isGone = event.type === 'app_uninstalled' || event.type === 'tokens_revoked';
  const authorization = {
    enterprise_id: null,
    team_id: team.id,
    user_id: installation.botUserId,
    is_bot: true,
    is_enterprise_install: false,
  };
  return {
    token: 'verification-token',
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: installation.appId,
    event: { ...event, event_ts: event['event_ts'] ?? event['ts'] ?? world.state.nextTs() },
    type: 'event_callback',
    event_id: newSlackId('Ev'),
    event_time: seconds,
    ...(!isGone && { authorizations: [authorization], is_ext_shared_channel: false, event_context: newSlackId('4-') }),
  };
}
