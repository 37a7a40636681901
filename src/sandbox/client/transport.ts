import {
  type PageAnswer,
  type PageChange,
  type PageConversation,
  type PageProgress,
  type PageRequest,
  type PageState,
  pagePaths,
} from '../desk/page-api.js';

/** What the page asks of the sandbox's server. Everything rejects while it does not answer. */
export interface Transport {
  state(as: string): Promise<PageState>;
  conversation(query: {
    readonly as: string;
    readonly channel: string;
    readonly since: number;
  }): Promise<PageConversation>;
  act(request: PageRequest): Promise<PageAnswer>;
  /** Stays open until the returned function is called or `onLost` was; it does not reconnect by itself. */
  stream(as: string, listener: StreamListener): () => void;
}

export interface StreamListener {
  onOpen(): void;
  onChanged(change: PageChange): void;
  onProgress(progress: PageProgress): void;
  /** There are newer requests to read. */
  onRequests(): void;
  onLost(): void;
}

/** The transport of a page that the sandbox's server itself served. */
export function httpTransport(): Transport {
  return {
    state: (as) => getJson<PageState>(pagePaths.state, { as }),
    conversation: ({ as, channel, since }) =>
      getJson<PageConversation>(pagePaths.conversation, { as, channel, since: String(since) }),
    act: (request) => postJson<PageAnswer>(pagePaths.act, request),
    stream: openStream,
  };
}

/** @throws Error when the sandbox does not answer, or with an error status */
export async function getJson<Answer>(path: string, query: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${path}?${new URLSearchParams(query)}`);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as Answer;
}

/** A refusal comes with a status of its own and the same body, so the status is not looked at. */
async function postJson<Answer>(path: string, body: unknown): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}

function openStream(as: string, listener: StreamListener): () => void {
  const source = new EventSource(`${pagePaths.stream}?${new URLSearchParams({ as })}`);
  source.addEventListener('open', () => listener.onOpen());
  source.addEventListener('changed', (event) => listener.onChanged(JSON.parse(event.data) as PageChange));
  source.addEventListener('progress', (event) => listener.onProgress(JSON.parse(event.data) as PageProgress));
  source.addEventListener('requests', () => listener.onRequests());
  source.addEventListener('error', () => {
    source.close();
    listener.onLost();
  });
  return () => source.close();
}
