import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isRecord } from '../blocks/rules.js';
import { addressOf } from '../http/address.js';
import { parseJson } from '../http/request-body.js';
import { token } from '../ids.js';
import { limits } from '../limits.js';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

export interface Envelope {
  readonly type: EnvelopeType;
  readonly payload: unknown;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
}

/** Whether Slack does something with what an acknowledgement holds. */
function answersCount({ type, payload }: Envelope): boolean {
  if (type === 'slash_commands') return true;
  return isRecord(payload) && ['view_submission', 'block_suggestion'].includes(String(payload['type']));
}

/** Slack pings often enough for a client that gives up after thirty seconds. */
const pingEveryMs = 10_000;

const graceMs = 500;

/** Slack's end of Socket Mode: tickets, several sockets, envelopes and their acknowledgements. */
export class SocketMode {
  readonly #appId: string;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Map<string, number>();
  readonly #sockets: WebSocket[] = [];
  readonly #waiting = new Map<string, (payload: unknown) => void>();
  #turn = 0;
  #ping: NodeJS.Timeout | undefined;

  constructor(appId: string) {
    this.#appId = appId;
  }

  get connections(): number {
    return this.#sockets.length;
  }

  /** A path that lets one client in, within thirty seconds. */
  issuePath(): string {
    const ticket = token(30);
    this.#tickets.set(ticket, Date.now());
    return `/socket/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#ping = setInterval(() => {
      for (const socket of this.#sockets) socket.ping();
    }, pingEveryMs);
    this.#ping.unref();
  }

  /** Sends to one of the sockets, in turn. @returns the payload of the acknowledgement; undefined when none came in time */
  async send(envelope: Envelope): Promise<{ payload: unknown } | undefined> {
    const socket = this.#sockets[this.#turn++ % this.#sockets.length];
    if (!socket) return undefined;
    const envelope_id = randomUUID();
    const acknowledged = new Promise<{ payload: unknown } | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), limits.acknowledgeMs);
      this.#waiting.set(envelope_id, (payload) => {
        clearTimeout(timer);
        resolve({ payload });
      });
    });
    const isEvent = envelope.type === 'events_api';
    const attempts = isEvent ? { retry_attempt: 0, retry_reason: '' } : {};
    const accepts_response_payload = answersCount(envelope);
    socket.send(JSON.stringify({ envelope_id, ...attempts, ...envelope, accepts_response_payload }));
    const answer = await acknowledged;
    this.#waiting.delete(envelope_id);
    return answer;
  }

  /** Tells every client to come back, as Slack does every few hours, then closes. */
  disconnect(
    reason: 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets' = 'refresh_requested',
  ): void {
    for (const socket of this.#sockets) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, ...this.#about() }));
      // A client closes by itself on this frame; one that does not is closed a little later.
      if (reason !== 'warning') setTimeout(() => socket.close(), graceMs).unref();
    }
  }

  /** Cuts the connections without a word. */
  terminate(): void {
    clearInterval(this.#ping);
    for (const socket of [...this.#sockets]) socket.terminate();
  }

  #about(): Record<string, unknown> {
    return {
      num_connections: this.#sockets.length,
      debug_info: { host: 'applink-stand-in', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: this.#appId },
    };
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = addressOf(request);
    const ticket = url?.searchParams.get('ticket') ?? '';
    const issuedAt = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    const isLate = issuedAt === undefined || Date.now() - issuedAt > limits.socketTicketMs;
    if (!url?.pathname.startsWith('/socket') || isLate || this.#sockets.length >= limits.sockets) {
      // The other side may be gone already; that must not end this process.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client));
  }

  #welcome(client: WebSocket): void {
    this.#sockets.push(client);
    client.on('close', () => {
      const index = this.#sockets.indexOf(client);
      if (index >= 0) this.#sockets.splice(index, 1);
    });
    client.on('error', () => client.terminate());
    client.on('message', (data) => this.#acknowledge(parseJson(String(data))));
    client.send(JSON.stringify({ type: 'hello', ...this.#about() }));
  }

  #acknowledge(frame: unknown): void {
    if (isRecord(frame)) this.#waiting.get(String(frame['envelope_id']))?.(frame['payload']);
  }
}
