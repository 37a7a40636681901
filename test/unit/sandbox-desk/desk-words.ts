import { request as httpRequest } from 'node:http';
import type { SandboxActor, SandboxControls, SandboxProgress } from '../../../src/sandbox/desk/controls.js';
import { createDesk } from '../../../src/sandbox/desk/desk.js';
import type {
  PageAct,
  PageAnswer,
  PageConversation,
  PageEntry,
  PageFirst,
  PageState,
} from '../../../src/sandbox/desk/page-api.js';
import type { StandInOptions } from '../../../src/sandbox/stand-in.js';
import { startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';
import { recordingApp } from '../sandbox/recording-app.js';

export const sampleActors: readonly SandboxActor[] = [
  { userId: people.ana.id, role: { en: 'Project lead', fr: 'Cheffe de projet' } },
  { userId: people.ben.id, role: { en: 'Member', fr: 'Membre' } },
  { userId: people.dora.id, role: { en: 'Guest', fr: 'Invitée' } },
];

/** A workspace with its page's server, and an app that answers what a test says. */
export type DeskWords = Awaited<ReturnType<typeof startDesk>>;

/** The team's channels, with its guests in the one of operations. */
function channelsWithGuests() {
  const { 'growth-ops': operations, ...others } = places;
  const members = [...operations.members, people.dora.id, people.gil.id];
  return [{ ...operations, members }, ...Object.values(others)];
}

export async function startDesk(options: Partial<StandInOptions> = {}) {
  const slack = await startSlack({ channels: channelsWithGuests(), ...options });
  const app = await recordingApp();
  slack.setRequestUrl(app.url);
  const controls = recordingControls();
  const problems: unknown[] = [];
  const report = (error: unknown) => problems.push(error);
  const desk = createDesk({ standIn: slack, controls, sampleActors, report });
  slack.serveOthersWith(desk.listener);
  const get = (path: string, init: RequestInit = {}) => fetch(`${slack.baseUrl}${path}`, init);
  const json = async <Answer>(path: string) => (await (await get(path)).json()) as Answer;
  const conversation = (as: string, channel: string, since = 0) =>
    json<PageConversation>(`/sandbox/conversation?as=${as}&channel=${channel}&since=${since}`);
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${slack.baseUrl}/sandbox/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: slack.baseUrl, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    slack,
    app,
    controls,
    desk,
    problems,
    get,
    json,
    post,
    conversation,
    state: (as: string) => json<PageState>(`/sandbox/state?as=${as}`),
    messages: async (as: string, channel: string): Promise<readonly PageEntry[]> =>
      (await conversation(as, channel)).messages,
    act: async (as: string, act: PageAct) => (await (await post({ as, act })).json()) as PageAnswer,
    first: async (path = '/') => firstIn(await (await get(path)).text()),
    listen: (as: string) => listen(`${slack.baseUrl}/sandbox/stream?as=${as}`),
    async stop() {
      desk.stop();
      await slack.stop();
      await app.stop();
    },
  };
}

function firstIn(html: string): PageFirst {
  return JSON.parse(/<script type="application\/json" id="first">(.*?)<\/script>/s.exec(html)?.[1] ?? '') as PageFirst;
}

/** Controls that do what the test says, and remember what was asked. */
function recordingControls() {
  const listeners = new Set<(progress: SandboxProgress) => void>();
  const asked: string[] = [];
  const controls = {
    asked,
    hasPassedRun: false,
    failNext: undefined as Error | undefined,
    opened: Promise.resolve() as Promise<unknown>,
    onReset: (): void | Promise<void> => {},
    tell: (progress: SandboxProgress) => listeners.forEach((listener) => void listener(progress)),
    clock: () => ({
      now: Date.UTC(2026, 10, 23, 8),
      isAhead: false,
      isMoving: false,
      hasPassedRun: controls.hasPassedRun,
      next: (locale: string) => Promise.resolve({ at: Date.UTC(2026, 10, 30, 8), text: `next, in ${locale}` }),
    }),
    moveClock: (to: string) => note(`clock ${to}`),
    reset: async () => {
      await note('reset');
      await controls.onReset();
    },
    onProgress: (listener: (progress: SandboxProgress) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const note = async (what: string) => {
    asked.push(what);
    const error = controls.failNext;
    controls.failNext = undefined;
    if (error) throw error;
  };
  return controls satisfies SandboxControls & Record<string, unknown>;
}

/** The events of a stream, as they come. */
async function listen(url: string) {
  const closing = new AbortController();
  const response = await fetch(url, { signal: closing.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const events: { readonly event: string; readonly data: unknown }[] = [];
  let isEnded = false;
  const readOn = async () => {
    let text = '';
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += part.value;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (event) events.push({ event, data: JSON.parse(data ?? 'null') });
      }
    }
    isEnded = true;
  };
  void readOn().catch(() => {});
  return {
    events,
    isEnded: () => isEnded,
    of: (event: string) => events.filter((one) => one.event === event).map(({ data }) => data),
    close: () => closing.abort(),
  };
}

/** A request with headers of one's own, `host` among them. */
export function rawRequest(
  url: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}
