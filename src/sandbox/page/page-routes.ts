import type { IncomingMessage, ServerResponse } from 'node:http';
import { liveScript } from './live-script.js';
import type { FileUrl, PageMessage, PageReader, PageWorkspace } from './page-view.js';
import { renderWorkspacePage } from './render-page.js';
import { inlineStyles } from './styles.js';

/** What the page needs of a workspace. Whoever holds one implements it; files are served by whoever `fileUrl` names. */
export interface PageSource {
  /** The workspace as it stands now. */
  snapshot(): PageSnapshot | Promise<PageSnapshot>;
  /** Calls the listener after each change until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

export interface PageSnapshot {
  readonly workspace: PageWorkspace;
  /** A conversation's messages, oldest first, replies inside their parents; empty for one that does not exist. */
  readonly messagesOf: (channelId: string) => readonly PageMessage[];
  readonly fileUrl: FileUrl;
  /** The reader's zone, and their language where it is known; else the browser's language is taken. */
  readonly reader: Partial<PageReader> & Pick<PageReader, 'timeZone'>;
  /** Milliseconds in the time the workspace plays. */
  readonly now?: number;
}

const heartbeat = 25_000;

/** The page asks for nothing but itself; even a fault in drawing could not make it call or run anything else. */
const contentPolicy =
  "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Answers `GET /`, `/page.css`, `/page.js` and `/events` (also HEAD). Returns false, with nothing written, for any
 * other request, so that the caller can go on. Rejects with whatever `snapshot` throws, before anything is written.
 */
export async function handlePage(
  request: IncomingMessage,
  response: ServerResponse,
  source: PageSource,
): Promise<boolean> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const url = new URL(request.url ?? '/', 'http://localhost');
  switch (url.pathname) {
    case '/':
      send(request, response, { type: 'text/html', body: await draw(url, request, source) });
      return true;
    case '/page.css':
      send(request, response, { type: 'text/css', body: inlineStyles() });
      return true;
    case '/page.js':
      send(request, response, { type: 'text/javascript', body: liveScript });
      return true;
    case '/events':
      stream(request, response, source);
      return true;
    default:
      return false;
  }
}

async function draw(url: URL, request: IncomingMessage, source: PageSource): Promise<string> {
  const { workspace, messagesOf, fileUrl, reader, now } = await source.snapshot();
  const channelId = url.searchParams.get('channel') ?? firstChannel(workspace);
  return renderWorkspacePage({
    workspace,
    channelId,
    threadTs: url.searchParams.get('thread') ?? undefined,
    messages: messagesOf(channelId),
    fileUrl,
    reader: { timeZone: reader.timeZone, locale: reader.locale ?? browserLocale(request) },
    ...(now === undefined ? {} : { now }),
  });
}

/** One that has something to read, so that the first view is not an empty one. */
function firstChannel(workspace: PageWorkspace): string {
  return (workspace.channels.find(({ unread }) => unread) ?? workspace.channels[0])?.id ?? '';
}

function browserLocale(request: IncomingMessage): string {
  const first = /^[a-z]{2,3}(?:-[a-z]{2})?(?=[,;]|$)/i.exec(request.headers['accept-language'] ?? '')?.[0];
  return first ?? 'en-GB';
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { type, body }: { type: string; body: string },
): void {
  response.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': contentPolicy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Server-sent events: one `change` per change, without saying which; the page asks for itself again. */
function stream(request: IncomingMessage, response: ServerResponse, source: PageSource): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  response.write(': open\n\n');
  const unsubscribe = source.subscribe(() => response.write('event: change\ndata: {}\n\n'));
  const beat = setInterval(() => response.write(': beat\n\n'), heartbeat);
  beat.unref();
  response.on('close', () => {
    clearInterval(beat);
    unsubscribe();
  });
}
