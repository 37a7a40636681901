import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { handlePage, type PageSource } from '../../../src/sandbox/page/page-routes.js';
import { aMessage, workspace } from './page-builders.js';

describe('the page’s routes', () => {
  it('answer the conversation and thread of the address', async () => {
    const { get } = await serve();

    const page = await get('/?channel=C0OPS&thread=1794816000.000100');

    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toMatch(/<aside id="thread".*Bonjour/s);
  });

  it('open a conversation with something unread when none is named', async () => {
    const { get } = await serve();

    const html = await (await get('/')).text();

    expect(html).toContain('href="?channel=D0ANA" aria-current="page"');
  });

  it.each([
    ['fr-CA,fr;q=0.9', '<html lang="fr">'],
    ['de', '<html lang="en">'],
    ['*', '<html lang="en">'],
    ['"><script>', '<html lang="en">'],
  ])('speak the browser’s language where the reader’s is not known: %s', async (language, expected) => {
    const { get } = await serve();

    expect(await (await get('/', { 'accept-language': language })).text()).toContain(expected);
  });

  it('serve the styles, the library’s dark ones by the reader’s preference', async () => {
    const { get } = await serve();

    const css = await (await get('/page.css')).text();

    expect(css).toContain('.message-body');
    expect(css).toContain('@media (prefers-color-scheme:dark)');
    expect(css).not.toMatch(/#slack_blocks_to_jsx|data-theme=dark|!important/);
  });

  it('serve a script that a browser can parse', async () => {
    const { get } = await serve();

    const script = await (await get('/page.js')).text();

    expect(() => new Function(script)).not.toThrow();
  });

  it('tell each open page of a change, and forget it when it closes', async () => {
    const { get, change, listeners } = await serve();
    const closing = new AbortController();
    const events = await get('/events', {}, closing.signal);
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();

    change();
    let heard = '';
    while (!heard.includes('event: change')) heard += (await reader?.read())?.value ?? '';
    closing.abort();

    expect(events.headers.get('content-type')).toBe('text/event-stream');
    await expect.poll(() => listeners.size).toBe(0);
  });

  it('leave every other request to whoever called', async () => {
    const { get, post } = await serve();

    expect((await get('/files/F1/a.png')).status).toBe(418);
    expect((await post('/')).status).toBe(418);
  });
});

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve() {
  const listeners = new Set<() => void>();
  const source: PageSource = {
    snapshot: () => ({
      workspace,
      messagesOf: (channelId) => (channelId === 'C0OPS' ? [aMessage({ text: 'Bonjour' })] : []),
      fileUrl: () => null,
      reader: { timeZone: 'Europe/Paris' },
    }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const listening = createServer((request, response) => {
    void handlePage(request, response, source).then((isAnswered) => isAnswered || response.writeHead(418).end());
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  return {
    listeners,
    change: () => listeners.forEach((listener) => void listener()),
    get: (path: string, headers: Record<string, string> = {}, signal: AbortSignal | null = null) =>
      fetch(origin + path, { headers, signal }),
    post: (path: string) => fetch(origin + path, { method: 'POST' }),
  };
}
