import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from '../../support/slack/call.js';
import { people, places } from '../../support/slack/team.js';
import { type DeskWords, rawRequest, startDesk } from './desk-words.js';

const ops = places['growth-ops'].id;
let desk: DeskWords;

beforeEach(async () => {
  desk = await startDesk();
});

afterEach(() => desk.stop());

describe('a failure nobody expected', () => {
  it.each([
    [people.ana.id, 'Le bac à sable n’a pas pu le faire\u202f; son journal dit pourquoi.'],
    [people.ben.id, 'The sandbox could not do this; its log says why.'],
  ])('is told to %s in their language, and reported', async (as, message) => {
    const failure = new Error('no clock');
    desk.controls.clock = () => {
      throw failure;
    };

    const response = await desk.get(`/sandbox/state?as=${as}`);

    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ ok: false, message });
    expect(desk.problems).toEqual([failure]);
  });
});

describe('the document', () => {
  it('brings the first view of the first actor, in their language', async () => {
    await call(desk.slack, 'chat.postMessage', { channel: ops, text: 'the digest' });

    const html = await (await desk.get('/')).text();
    const first = await desk.first();

    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('<script type="module" src="/page.js"></script>');
    expect(html).toMatch(/<noscript>.*JavaScript/);
    expect(first.state.actor).toMatchObject({ id: people.ana.id, role: 'Cheffe de projet', handle: 'ana' });
    expect(first.place).toEqual({ channel: ops });
    expect(first.conversation?.messages).toMatchObject([{ text: 'the digest', author: { name: 'Copil' } }]);
  });

  it('opens the person, the conversation and the thread of its address', async () => {
    const steering = places['growth-steering'].id;

    const first = await desk.first(`/?as=${people.ben.id}&c=${steering}&t=1794816000.000100`);

    expect(first.state.actor.role).toBe('Member');
    expect(first.place).toEqual({ channel: steering, thread: '1794816000.000100' });
  });

  it('opens the conversation with the app by a name that is the same for everybody', async () => {
    const first = await desk.first('/?c=app');

    expect(first.place.channel).toBe(first.state.appChannel);
    expect(first.state.channels.at(-1)).toMatchObject({ kind: 'im', name: 'Copil', canWrite: false });
  });

  it.each([`c=${places['growth-strategy'].id}`, 'c=C0NOWHERE', 't=%3Cscript%3E'])(
    'opens the first conversation where the address names none that the person sees: %s',
    async (address) => {
      const first = await desk.first(`/?as=${people.dora.id}&${address}`);

      expect(first.place.thread).toBeUndefined();
      expect(first.place.isHome).toBeUndefined();
      expect([ops, first.state.appChannel]).toContain(first.place.channel);
    },
  );

  it('holds nothing that could end its script, whatever people write', async () => {
    const evil = '</script><script>alert(1)</script><!-- \u2028 &amp;';
    await call(desk.slack, 'chat.postMessage', { channel: ops, text: evil });

    const html = await (await desk.get('/')).text();

    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toContain('<!--');
    expect((await desk.first()).conversation?.messages[0]?.text).toBe(evil);
  });

  it('allows no script but its own', async () => {
    const { headers } = await desk.get('/');

    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('answers HEAD without a body', async () => {
    const response = await desk.get('/', { method: 'HEAD' });

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it('serves the styles with a tag, so that they travel once', async () => {
    const first = await desk.get('/page.css');
    const again = await desk.get('/page.css', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    const css = await first.text();

    expect(css).toContain('.message-body');
    expect(css).toContain('@media (prefers-color-scheme:dark)');
    expect(css).not.toMatch(/#slack_blocks_to_jsx|data-theme=dark|!important/);
    expect(again.status).toBe(304);
  });

  it('leaves every other address to whoever called', async () => {
    expect((await desk.get('/elsewhere')).status).toBe(404);
    expect((await desk.get('/constructor')).status).toBe(404);
    expect((await desk.get('/', { method: 'POST' })).status).toBe(404);
    expect((await desk.get('//')).status).toBe(404);
  });
});

describe('who may ask', () => {
  const act = JSON.stringify({ as: people.ana.id, act: { kind: 'write', channel: ops, text: 'forged' } });
  const written = () => desk.slack.state.messagesOf(ops);

  it.each(['127.0.0.1', 'localhost', '[::1]'])('answers as %s', async (name) => {
    const { status } = await rawRequest(desk.slack.baseUrl, { headers: { host: `${name}:${desk.slack.port}` } });

    expect(status).toBe(200);
  });

  it.each(['evil.example', '127.0.0.1.evil.example', '127.0.0.1:1', 'localhost'])(
    'answers no page that calls this machine %s',
    async (host) => {
      for (const path of ['/', '/sandbox/state', '/sandbox/transcript']) {
        const { status, text } = await rawRequest(`${desk.slack.baseUrl}${path}`, { headers: { host } });

        expect(status).toBe(421);
        expect(text).not.toContain('growth-ops');
      }
    },
  );

  it.each([
    [{ 'content-type': 'application/json' }, 403],
    [{ 'content-type': 'application/json', origin: 'https://evil.example' }, 403],
    [{ 'content-type': 'application/json', origin: 'null' }, 403],
    [{ 'content-type': 'text/plain' }, 415],
  ])('lets no other site act: %j', async (headers, expected) => {
    const own = 'content-type' in headers && headers['content-type'] === 'text/plain';
    const { status } = await rawRequest(`${desk.slack.baseUrl}/sandbox/act`, {
      method: 'POST',
      headers: { ...headers, ...(own && { origin: desk.slack.baseUrl }) },
      body: act,
    });

    expect(status).toBe(expected);
    expect(written()).toEqual([]);
  });

  it.each([
    ['{', 400, /not JSON/],
    ['null', 400, /not understood/],
    [{ as: people.ana.id, act: { kind: 'explode' } }, 400, /not understood/],
    [{ as: people.ana.id, act: { kind: 'write', channel: ops, text: '  ' } }, 400, /not understood/],
    [{ as: people.ana.id, act: { kind: 'read', channel: ops, ts: 'yesterday' } }, 400, /time stamp/],
    [{ as: 'U0NOBODY', act: { kind: 'open-home' } }, 404, /that id/],
    [{ as: 'U0COPIL0001', act: { kind: 'open-home' } }, 404, /that id/],
    [JSON.stringify({ as: 'x'.repeat(1024 * 1024) }), 413, /1 MB/],
  ])('says in a line what is wrong (case %#)', async (body, expected, words) => {
    const response = await desk.post(body);

    expect(response.status).toBe(expected);
    expect(await response.json()).toEqual({ ok: false, message: expect.stringMatching(words) as string });
  });

  it.each(['/sandbox/state?as=U0NOBODY', `/sandbox/conversation?as=${people.ana.id}&channel=C0NOWHERE`])(
    'answers 404 where there is nothing to see: %s',
    async (path) => {
      expect((await desk.get(path)).status).toBe(404);
    },
  );
});
