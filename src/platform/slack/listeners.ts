import { randomUUID } from 'node:crypto';
import type { App, Context, RespondFn } from '@slack/bolt';
import { z } from 'zod';
import { NotFoundError } from '../../kernel/errors.js';
import type { Logger } from '../log.js';
import type { AckKind, Metrics } from '../metrics.js';
import { type Answering, createAnswering, type PrivateAnswer } from './answering.js';
import type { InFlight } from './in-flight.js';
import type { ActionContext, CommandContext, EventContext, RequestContext } from './requests.js';
import { type Reporting, runRequest } from './run-request.js';

export type Handlers = {
  readonly commands: Map<string, (context: CommandContext) => Promise<void>>;
  readonly actions: Map<string, (context: ActionContext) => Promise<void>>;
  readonly events: Map<string, (context: EventContext) => Promise<void>>;
};

export type ListenerParts = {
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'ackTook'>;
  readonly inFlight: InFlight;
  readonly reporting: Reporting;
  readonly onTokenRevoked: (reason: string) => Promise<void>;
};

/**
 * One listener of Bolt's for each kind of request, which looks the handler up: so no request meets two handlers that
 * both acknowledge it, and none meets nobody and is left without an answer.
 */
export function listenTo(bolt: App, handlers: Handlers, parts: ListenerParts): void {
  const run = createRunner(parts);
  bolt.command(/^\//, ({ command, ack, respond, context }) => {
    const { command: name, text } = command;
    const from = { user: command.user_id, team: command.team_id, channel: command.channel_id };
    const origin = { ...from, triggerId: command.trigger_id, kind: 'command', about: { command: name } } as const;
    const exchange = { sendAck: (answer?: PrivateAnswer) => ack(bodyOf(answer)), respond, context };
    return run(origin, exchange, async (base) => {
      const handler = handlers.commands.get(name);
      if (!handler) throw new NotFoundError(`${name} is not a command of this version of Copil`);
      await handler({ ...base, command: name, text: text.trim() });
    });
  });
  bolt.action(/^/, ({ body, ack, respond, context }) => {
    const parsed = ActionBody.safeParse(body);
    if (!parsed.success) return ack();
    const { user, team, channel, actions, trigger_id: triggerId, message } = parsed.data;
    const [{ action_id: actionId, value }] = actions;
    const from = { user: user.id, team: team?.id ?? context.teamId ?? '', channel: channel?.id ?? null };
    const origin = { ...from, triggerId, kind: 'action', about: { actionId } } as const;
    return run(origin, { sendAck: () => ack(), respond, context }, async (base) => {
      const threadTs = message?.thread_ts ?? null;
      await handlers.actions.get(actionId)?.({
        ...base,
        actionId,
        value: value ?? null,
        messageTs: message?.ts ?? null,
        threadTs,
      });
    });
  });
  acknowledgeTheRest(bolt, parts);
  listenToEvents(bolt, handlers, parts);
}

const ActionBody = z.object({
  user: z.object({ id: z.string() }),
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).nullish(),
  trigger_id: z.string(),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.string().optional() })], z.unknown()),
});

type Origin = Pick<RequestContext, 'user' | 'team' | 'channel' | 'triggerId'> & {
  readonly kind: AckKind;
  readonly about: Readonly<Record<string, string>>;
};

type Exchange = {
  readonly sendAck: (answer?: PrivateAnswer) => Promise<void>;
  readonly respond: RespondFn | undefined;
  readonly context: Context;
};

type Runner = (origin: Origin, exchange: Exchange, handle: (base: RequestContext) => Promise<void>) => Promise<void>;

function createRunner({ log, metrics, inFlight, reporting }: ListenerParts): Runner {
  return (origin, exchange, handle) => {
    const { kind, about, ...from } = origin;
    const correlationId = randomUUID();
    const requestLog = log.child({ correlationId, ...about, user: from.user });
    const answering = answeringOf(exchange, { kind, metrics });
    const { ack, respond } = answering;
    const base = { ...from, ack, respond, correlationId, log: requestLog };
    return inFlight.track(
      runRequest(reporting, { person: from, correlationId, log: requestLog, answering }, () => handle(base)),
    );
  };
}

function answeringOf(
  { sendAck, respond, context }: Exchange,
  { kind, metrics }: { kind: AckKind; metrics: Pick<Metrics, 'ackTook'> },
): Answering {
  const receivedAt: unknown = context['receivedAt'];
  return createAnswering({
    sendAck,
    sendResponse: respond && (async (answer) => void (await respond(bodyOf(answer) ?? ''))),
    canAckAnswer: kind === 'command',
    receivedAt: typeof receivedAt === 'number' ? receivedAt : performance.now(),
    onAck: (seconds) => metrics.ackTook(kind, seconds),
  });
}

function bodyOf(answer: PrivateAnswer | undefined) {
  if (!answer) return undefined;
  const { blocks, ...rest } = answer;
  return { ...rest, ...(blocks && { blocks: [...blocks] }) };
}

/** What no feature of this version sends for, but an old message or a form left open may still ask. */
function acknowledgeTheRest(bolt: App, { log }: ListenerParts): void {
  const note = (what: string) => log.debug('acknowledged a request that nobody handles', { what });
  bolt.view(/^/, async ({ ack, view }) => {
    note(view.callback_id);
    await ack();
  });
  bolt.shortcut(/^/, async ({ ack, shortcut }) => {
    note(shortcut.callback_id);
    await ack();
  });
  bolt.options(/^/, async ({ ack }) => {
    note('options');
    await ack({ options: [] });
  });
}

const RevokedTokens = z.object({ tokens: z.object({ bot: z.array(z.unknown()).optional() }).optional() });

function listenToEvents(bolt: App, handlers: Handlers, parts: ListenerParts): void {
  const { log, inFlight, onTokenRevoked } = parts;
  bolt.event('app_uninstalled', () => inFlight.track(revoked(parts, () => onTokenRevoked('app_uninstalled'))));
  bolt.event('tokens_revoked', async ({ event }) => {
    // People's own tokens are taken back by the same event, and are none of ours.
    const bots = RevokedTokens.safeParse(event).data?.tokens?.bot ?? [];
    if (bots.length > 0) await inFlight.track(revoked(parts, () => onTokenRevoked('tokens_revoked')));
  });
  bolt.event(/^/, async ({ event, context }) => {
    const handler = handlers.events.get(event.type);
    if (!handler) return;
    const correlationId = randomUUID();
    const eventLog = log.child({ correlationId, event: event.type });
    const work = handler({ event: { ...event }, team: context.teamId ?? '', correlationId, log: eventLog });
    await inFlight.track(work).catch((error: unknown) => eventLog.error('an event failed', { err: error }));
  });
}

async function revoked({ log }: ListenerParts, tell: () => Promise<void>): Promise<void> {
  log.error('Slack took the token back: nothing can be posted until the app is installed again');
  await tell().catch((error: unknown) => log.error('the revoked token could not be noted', { err: error }));
}
