import { randomUUID } from 'node:crypto';
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { ForbiddenError } from '../../../kernel/errors.js';
import type { EventContext } from '../requests.js';
import { homeOf } from './payloads.js';
import type { ListenerParts } from './runner.js';

export type EventHandlers = ReadonlyMap<string, readonly ((context: EventContext) => Promise<void>)[]>;

/** What is listened to here, whoever else registers. */
export const ownEvents: readonly string[] = ['app_uninstalled', 'tokens_revoked'];

const RevokedTokens = z.object({ tokens: z.object({ bot: z.array(z.unknown()).optional() }).optional() });

export function listenToEvents(bolt: App, handlers: EventHandlers, parts: ListenerParts): void {
  const { log, inFlight, onTokenRevoked } = parts;
  bolt.event('app_uninstalled', () => inFlight.track(revoked(parts, () => onTokenRevoked('app_uninstalled'))));
  bolt.event('tokens_revoked', async ({ event }) => {
    // People's own tokens are taken back by the same event, and are none of ours.
    const bots = RevokedTokens.safeParse(event).data?.tokens?.bot ?? [];
    if (bots.length > 0) await inFlight.track(revoked(parts, () => onTokenRevoked('tokens_revoked')));
  });
  bolt.event(/^/, async ({ event, context }) => {
    const known = handlers.get(event.type);
    if (!known) return;
    const correlationId = randomUUID();
    const eventLog = log.child({ correlationId, event: event.type });
    const told = { event: { ...event }, team: context.teamId ?? '', correlationId, log: eventLog };
    const isLet = admitted(parts, told.event);
    const handled = known.map(async (handler) => {
      try {
        await isLet;
        await handler(told);
      } catch (error) {
        if (error instanceof ForbiddenError) eventLog.info('an event was left alone', { reason: error.message });
        else eventLog.error('an event failed', { err: error });
      }
    });
    await inFlight.track(Promise.all(handled));
  });
}

/** Events by which somebody asks for something; what others tell of somebody is true of strangers, too. */
const asking: readonly string[] = ['app_mention', 'app_home_opened'];

/** @throws ForbiddenError for somebody who may ask for nothing here */
async function admitted({ admit }: ListenerParts, event: Readonly<Record<string, unknown>>): Promise<void> {
  const user = event['user'];
  if (!asking.includes(String(event['type'])) || typeof user !== 'string') return;
  const teams = [event['user_team'], event['source_team'], event['team']];
  await admit({ user, comesFrom: homeOf({ teams, enterprise: event['enterprise'] }) });
}

async function revoked({ log }: ListenerParts, tell: () => Promise<void>): Promise<void> {
  log.error('Slack took the token back: nothing can be posted until the app is installed again');
  await tell().catch((error: unknown) => log.error('the revoked token could not be noted', { err: error }));
}
