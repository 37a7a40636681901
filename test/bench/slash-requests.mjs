import { createHmac } from 'node:crypto';
import { chair, channelOf, secrets } from './company.mjs';

/**
 * Requests for a slash command as Slack sends them, signed now: Bolt believes a signature for five minutes. Each has a
 * trigger of its own.
 */
export function signedCommands({ text, count }) {
  return Array.from({ length: count }, (_, index) => signed(commandBody(text, index)));
}

function commandBody(text, index) {
  return new URLSearchParams({
    token: 'verification-token',
    team_id: 'T0COPIL0001',
    team_domain: 'copil-sandbox',
    channel_id: channelOf(0),
    channel_name: 'team-001',
    user_id: chair.id,
    user_name: chair.name,
    command: '/copil',
    text,
    api_app_id: 'A0COPIL0001',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/unused',
    trigger_id: `1000.${index}.bench`,
  }).toString();
}

function signed(body) {
  const timestamp = Math.floor(Date.now() / 1_000);
  const digest = createHmac('sha256', secrets.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${digest}`,
    },
  };
}
