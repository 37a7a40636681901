import type { IncomingMessage, ServerResponse } from 'node:http';
import { Args, type Call, type Method, requireScope } from '../api/call.js';
import { registry } from '../api/registry.js';
import type { RateLimiter } from '../rate-limits.js';
import { Refusal } from '../refusal.js';
import type { World } from '../world.js';
import { parseCall, readable, readBody } from './request-body.js';
import { type Outcome, rateLimited, respond } from './respond.js';

/** Answers one Web API call: `POST /api/<method>`. */
export async function answerWebApi(
  { world, limiter }: { world: World; limiter: RateLimiter },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = new URL(request.url ?? '/', 'http://localhost').pathname.replace('/api/', '');
  const { values, token } = parseCall(request, await readBody(request));
  const entry = world.requests.begin({ direction: 'to_slack', name, transport: 'http', request: readable(values) });
  const call = { world, args: new Args(values) };
  const channel = call.args.text('channel') ?? call.args.text('channel_id');
  const fault = world.faults.take(name, { channel, values: Object.values(values).map(asText) });
  await respond({
    response,
    entry,
    requests: world.requests,
    fault,
    run: () => {
      const method = methodOf(name);
      const wait = method && limiter.take(name, method.tier, channel);
      if (wait !== undefined) return rateLimited(wait);
      const outcome = runMethod(name, call, token);
      // A refusal that a bad day made on purpose is not the app's mistake.
      if (outcome.refused && world.faults.isExpected(outcome.refused)) entry.fault = outcome.refused;
      return outcome;
    },
  });
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** An object also has what it inherits, such as `constructor`, which is no method of Slack's. */
function methodOf(name: string): Method | undefined {
  return Object.hasOwn(registry, name) ? registry[name] : undefined;
}

function runMethod(name: string, call: Call, token: string | undefined): Outcome {
  const method = methodOf(name);
  const headers = {
    'x-oauth-scopes': call.world.state.installation.scopes.join(','),
    'x-accepted-oauth-scopes': method?.scopes.join(',') ?? '',
  };
  try {
    if (!method) throw new Refusal('unknown_method', { req_method: name });
    authenticate(call.world, method, token);
    requireScope(call, ...method.scopes);
    return { status: 200, headers, body: { ok: true, ...method.handle(call) } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 200, headers, body: { ok: false, error: error.error, ...error.details }, refused: error.error };
  }
}

/** @throws Refusal not_authed, invalid_auth, not_allowed_token_type, token_revoked */
function authenticate(world: World, method: Method, token: string | undefined): void {
  const { botToken, appToken, isRevoked } = world.state.installation;
  if (token === undefined) throw new Refusal('not_authed');
  if (token !== botToken && token !== appToken) throw new Refusal('invalid_auth');
  if (token !== (method.token === 'app' ? appToken : botToken)) throw new Refusal('not_allowed_token_type');
  if (isRevoked && token === botToken) throw new Refusal('token_revoked');
}
