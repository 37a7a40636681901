import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressOf } from '../http/address.js';
import type { Channel, User } from '../state/model.js';
import { parseRequest } from './act-request.js';
import { actInSlack } from './acts.js';
import { Assets } from './assets.js';
import { conversationSince } from './conversation.js';
import { BadRequest, checkHost, checkPost, readJson, sendJson, sendProblem, sendText } from './http-answers.js';
import { requestDetail, requestRows } from './inspector.js';
import { type PageAct, type PageAnswer, type PageFirst, pagePaths } from './page-api.js';
import { buildState, type DeskParts } from './page-state.js';
import { actorsOf } from './people.js';
import { actInSandbox } from './sandbox-acts.js';
import { shellDocument } from './shell.js';
import { canSee, isActor, visibleChannels } from './sight.js';
import type { Streams } from './streams.js';
import { transcriptFileName, transcriptMarkdown, transcriptOf } from './transcript.js';
import { deskWords } from './words.js';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** Whose language a failure is told in; known once the person is. */
  locale?: string;
}

type Answer = (exchange: Exchange) => Promise<void> | void;

/** The channel a first visit opens. */
const firstName = 'growth-ops';

/** Stands in an address for the conversation with the app, whose id differs from person to person. */
const appPlace = 'app';

/** The addresses of page-api.ts, the document and what it loads. */
export class DeskRoutes {
  readonly #parts: DeskParts;
  readonly #streams: Streams;
  readonly #assets = new Assets();
  readonly #gets: Readonly<Record<string, Answer>> = {
    '/': (exchange) => this.#document(exchange),
    '/page.css': ({ request, response }) => this.#assets.send(request, response, '/page.css'),
    '/page.js': ({ request, response }) => this.#assets.send(request, response, '/page.js'),
    [pagePaths.state]: (exchange) => this.#state(exchange),
    [pagePaths.conversation]: (exchange) => this.#conversation(exchange),
    [pagePaths.stream]: (exchange) => this.#stream(exchange),
    [pagePaths.requests]: (exchange) => this.#requests(exchange),
    [pagePaths.request]: (exchange) => this.#request(exchange),
    [pagePaths.transcript]: (exchange) => this.#transcript(exchange),
  };

  constructor(parts: DeskParts, streams: Streams) {
    this.#parts = parts;
    this.#streams = streams;
  }

  /** False, with nothing written, for what is not the page's. Never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const address = addressOf(request);
    const answer = address && this.#answerFor(request.method, address.pathname);
    if (!answer) return false;
    const { searchParams: query } = address;
    const exchange: Exchange = { request, response, query };
    try {
      checkHost(request);
      await answer(exchange);
    } catch (error) {
      this.#fail(exchange, error);
    }
    return true;
  }

  #answerFor(method: string | undefined, path: string): Answer | undefined {
    if (method === 'GET' || method === 'HEAD') return Object.hasOwn(this.#gets, path) ? this.#gets[path] : undefined;
    return method === 'POST' && path === pagePaths.act ? (exchange) => this.#act(exchange) : undefined;
  }

  #fail({ response, locale = 'en' }: Exchange, error: unknown): void {
    const problem = error instanceof BadRequest ? error : new BadRequest(500, deskWords(locale).failed);
    if (problem !== error) this.#parts.report(error);
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem);
  }

  async #document(exchange: Exchange): Promise<void> {
    const { request, response, query } = exchange;
    const { state } = this.#parts.standIn;
    const asked = state.users.get(query.get('as') ?? '');
    const user = isActor(asked) ? asked : this.#firstActor();
    exchange.locale = user.locale;
    const pageState = await buildState(this.#parts, user);
    const isHome = query.has('home') && pageState.home !== null;
    const isApp = query.has('home') || query.get('c') === appPlace;
    const named = isApp ? pageState.appChannel : (query.get('c') ?? '');
    const channel = this.#channelOf(user, named) ?? this.#firstChannel(user);
    const thread = /^\d+\.\d{6}$/.exec(query.get('t') ?? '')?.[0];
    const first: PageFirst = {
      state: pageState,
      conversation: channel ? this.#conversationOf(user, channel, 0) : null,
      place: { channel: channel?.id ?? '', ...(thread && { thread }), ...(isHome && { isHome }) },
    };
    sendText(request, response, { type: 'text/html', body: shellDocument(first) });
  }

  async #state(exchange: Exchange): Promise<void> {
    sendJson(exchange.request, exchange.response, await buildState(this.#parts, this.#actor(exchange)));
  }

  #conversation(exchange: Exchange): void {
    const { request, response, query } = exchange;
    const user = this.#actor(exchange);
    const channel = this.#channelOf(user, query.get('channel') ?? '');
    if (!channel) throw new BadRequest(404, deskWords(user.locale).goneChannel);
    sendJson(request, response, this.#conversationOf(user, channel, numberIn(query, 'since')));
  }

  #stream(exchange: Exchange): void {
    const { request, response } = exchange;
    const user = this.#actor(exchange);
    if (request.method === 'HEAD') response.writeHead(200, { 'content-type': 'text/event-stream' }).end();
    else this.#streams.add(response, user.id);
  }

  async #act(exchange: Exchange): Promise<void> {
    const { request, response } = exchange;
    checkPost(request);
    const { as, act } = parseRequest(await readJson(request));
    const user = this.#person(as);
    exchange.locale = user.locale;
    await this.#parts.controls.opened;
    const answer = await this.#perform(user, act);
    if (act.kind !== 'suggest') this.#streams.announce({});
    sendJson(request, response, answer);
  }

  async #perform(user: User, act: PageAct): Promise<PageAnswer> {
    switch (act.kind) {
      case 'tour':
      case 'clock':
      case 'condition':
      case 'reset':
        return actInSandbox(this.#parts, user, act);
      default:
        return actInSlack(this.#parts, user, act);
    }
  }

  #requests({ request, response, query }: Exchange): void {
    sendJson(request, response, requestRows(this.#parts.standIn, numberIn(query, 'since')));
  }

  #request({ request, response, query }: Exchange): void {
    const detail = requestDetail(this.#parts.standIn, numberIn(query, 'id'));
    if (!detail) throw new BadRequest(404, 'This request is not kept any more.');
    sendJson(request, response, detail);
  }

  #transcript(exchange: Exchange): void {
    const { request, response, query } = exchange;
    const user = this.#actor(exchange);
    const { state } = this.#parts.standIn;
    const format = query.get('format') === 'json' ? 'json' : 'markdown';
    const transcript = transcriptOf(state, user);
    const name = transcriptFileName(user, { now: state.shownNow(), format });
    sendText(request, response, {
      type: format === 'json' ? 'application/json' : 'text/markdown',
      body: format === 'json' ? JSON.stringify(transcript, null, 2) : transcriptMarkdown(transcript, user),
      headers: { 'content-disposition': `attachment; filename="${name}"` },
    });
  }

  #conversationOf(user: User, channel: Channel, since: number): ReturnType<typeof conversationSince> {
    const { standIn, book } = this.#parts;
    return conversationSince(standIn.state, book, { channel, user, since });
  }

  #channelOf(user: User, id: string): Channel | undefined {
    const channel = this.#parts.standIn.state.channels.get(id);
    return channel && canSee(channel, user) ? channel : undefined;
  }

  #firstChannel(user: User): Channel | undefined {
    const visible = visibleChannels(this.#parts.standIn.state, user);
    return visible.find(({ name }) => name === firstName) ?? visible[0];
  }

  /** @throws BadRequest 404 when nobody can be acted as */
  #firstActor(): User {
    const { standIn, sampleActors } = this.#parts;
    const [first] = actorsOf(standIn.state, sampleActors);
    if (!first) throw new BadRequest(404, deskWords('en').unknownPerson);
    return first;
  }

  #actor(exchange: Exchange): User {
    const { query } = exchange;
    const user = query.has('as') ? this.#person(query.get('as') ?? '') : this.#firstActor();
    exchange.locale = user.locale;
    return user;
  }

  /** @throws BadRequest 404 */
  #person(id: string): User {
    const user = this.#parts.standIn.state.users.get(id);
    if (!isActor(user)) throw new BadRequest(404, deskWords('en').unknownPerson);
    return user;
  }
}

function numberIn(query: URLSearchParams, name: string): number {
  const value = Number(query.get(name) ?? 0);
  if (!Number.isFinite(value) || value < 0) throw new BadRequest(400, `${name} is a number.`);
  return value;
}
