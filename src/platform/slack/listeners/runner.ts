import { randomUUID } from 'node:crypto';
import type { Context, RespondFn } from '@slack/bolt';
import type { Logger } from '../../log.js';
import type { AckKind, Metrics } from '../../metrics.js';
import type { RightOfWay } from '../../right-of-way.js';
import { type Acknowledgement, createAcknowledgement } from '../acknowledgement.js';
import type { Answering, AnswerWays, PrivateAnswer } from '../answering.js';
import type { InFlight } from '../in-flight.js';
import type { Admit, RequestContext, RequestHome, TellPerson } from '../requests.js';
import { type Reporting, runRequest } from '../run-request.js';

export type ListenerParts = {
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'ackTook'>;
  readonly inFlight: InFlight;
  readonly rightOfWay: RightOfWay;
  readonly reporting: Reporting;
  readonly tellPerson: TellPerson | undefined;
  readonly admit: Admit;
  readonly onTokenRevoked: (reason: string) => Promise<void>;
};

/** Who asked for what, and where. */
export type Origin = Pick<RequestContext, 'user' | 'team' | 'channel' | 'triggerId'> & {
  readonly kind: AckKind;
  readonly comesFrom: RequestHome;
  /** For the log. */
  readonly about: Readonly<Record<string, string>>;
};

/** How the request is answered. Bolt gives no `respond` where the request has no address for answers. */
export type Exchange<A extends Answering> = {
  readonly respond?: RespondFn | undefined;
  readonly context: Context;
  readonly answering: (ways: AnswerWays & { readonly acknowledgement: Acknowledgement }) => A;
};

export type Runner = <A extends Answering>(
  origin: Origin,
  exchange: Exchange<A>,
  handle: (base: RequestContext, answering: A) => Promise<void>,
) => Promise<void>;

/** Gives every request its log, its answers and its place among the work that a stop waits for. */
export function createRunner(parts: ListenerParts): Runner {
  const { log, metrics, inFlight, rightOfWay, reporting, tellPerson, admit } = parts;
  return (origin, { respond, context, answering: createAnswering }, handle) => {
    const { kind, about, comesFrom, ...from } = origin;
    const correlationId = randomUUID();
    const leave = rightOfWay.enter();
    const requestLog = log.child({ correlationId, ...about, user: from.user });
    const answering = createAnswering({
      acknowledgement: createAcknowledgement(receivedAt(context), (seconds) => {
        leave();
        metrics.ackTook(kind, seconds);
      }),
      sendResponse: respond && ((answer) => sendResponse(respond, answer)),
      tell: tellPerson && ((message) => tellPerson(from.user, message)),
      log: requestLog,
    });
    const base = { ...from, ack: answering.ack, respond: answering.respond, correlationId, log: requestLog };
    return inFlight.track(
      runRequest(reporting, { person: from, correlationId, log: requestLog, answering }, async () => {
        await admit({ user: from.user, comesFrom });
        await handle(base, answering);
      }).finally(leave),
    );
  };
}

function receivedAt(context: Context): number {
  const at: unknown = context['receivedAt'];
  return typeof at === 'number' ? at : performance.now();
}

/** @throws Error when Slack does not take the answer, also where it says so in an answer of 200 */
async function sendResponse(respond: RespondFn, answer: PrivateAnswer): Promise<void> {
  const response = await respond(bodyOf(answer));
  const said = await response.text();
  if (/"ok"\s*:\s*false/.test(said)) throw new Error(`Slack took no answer: ${said.slice(0, 200)}`);
}

/** As Bolt's types have it. */
export function bodyOf(answer: PrivateAnswer): Exclude<Parameters<RespondFn>[0], string> {
  if (!('text' in answer)) return { ...answer, text: '' };
  const { blocks, ...rest } = answer;
  return { ...rest, ...(blocks && { blocks: [...blocks] }) };
}
