import { createHmac } from 'node:crypto';
import { channelOf, secrets } from './company.mjs';

/** Triggers are never used again: Copil takes a command that comes with the trigger of another for the same. */
let triggers = 0;

/**
 * Requests for a slash command as Slack sends them, signed now: Bolt believes a signature for five minutes.
 * @param lines who says what behind the command, in turn
 */
export function signedCommands({ command, lines, count }) {
  return Array.from({ length: count }, (_, index) => signed(commandBody(command, lines[index % lines.length])));
}

function commandBody(command, { user, text }) {
  triggers += 1;
  return new URLSearchParams({
    token: 'verification-token',
    team_id: 'T0COPIL0001',
    team_domain: 'copil-sandbox',
    channel_id: channelOf(0),
    channel_name: 'team-001',
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: 'A0COPIL0001',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/unused',
    trigger_id: `1000.${triggers}.bench`,
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
