import { describe, expect, it } from 'vitest';
import { renderWorkspacePage } from '../../../src/sandbox/page/render-page.js';
import { aMessage, ana, aPage, aSection, jules, mondayNine, workspace } from './page-builders.js';

describe('the workspace page', () => {
  it('says on each view that it is a sandbox with sample data, in the reader’s language', () => {
    const french = renderWorkspacePage(aPage());
    const english = renderWorkspacePage(aPage({ reader: { locale: 'en-GB', timeZone: 'Europe/Paris' } }));

    expect(french).toMatch(/^<!doctype html><html lang="fr">/);
    expect(textOf(french)).toContain('Bac à sable · données d’exemple');
    expect(english).toContain('<html lang="en">');
    expect(textOf(english)).toContain('Sandbox · sample data');
  });

  it('lists the conversations, marks the open one and counts what is unread', () => {
    const html = renderWorkspacePage(aPage());

    expect(html).toContain('<a href="?channel=C0OPS" aria-current="page">');
    expect(html).toContain('<a href="?channel=D0ANA" class="unread">');
    expect(textOf(html)).toContain('growth-steering(canal privé)');
    expect(textOf(html)).toContain('(1 non lu)');
  });

  it('says so where nothing was posted yet', () => {
    expect(textOf(renderWorkspacePage(aPage()))).toContain('Aucun message ici pour l’instant.');
  });

  it('says so where the conversation or the thread does not exist', () => {
    expect(textOf(renderWorkspacePage(aPage({ channelId: 'C0NONE' })))).toContain('Cette conversation n’existe pas');
    expect(textOf(renderWorkspacePage(aPage({ threadTs: '1.2' })))).toContain(
      'Ce fil n’est pas dans cette conversation',
    );
  });

  it('shows who wrote, when in the reader’s zone, and the mark of an app', () => {
    const html = renderWorkspacePage(aPage({ messages: [aMessage({ text: 'Bonjour', isEdited: true })] }));

    expect(html).toContain(
      '<time dateTime="2026-11-16T08:00:00.000Z" title="lundi 16 novembre 2026 à 09:00">09:00</time>',
    );
    expect(textOf(html)).toContain('CopilAppli09:00(modifié)Bonjour');
  });

  it('draws a line at each new day, naming today', () => {
    const messages = [aMessage({ ts: '1.1', at: mondayNine - 86_400_000 * 3, author: ana }), aMessage({ ts: '1.2' })];

    const text = textOf(renderWorkspacePage(aPage({ messages, now: mondayNine + 3_600_000 })));

    expect(text).toContain('vendredi 13 novembre 2026');
    expect(text).toContain('aujourd’hui · lundi 16 novembre 2026');
  });

  it('folds what one author adds within five minutes, and nothing else', () => {
    const minute = 60_000;
    const messages = [
      aMessage({ ts: '1.1', author: ana }),
      aMessage({ ts: '1.2', author: ana, at: mondayNine + minute }),
      aMessage({ ts: '1.3', author: jules, at: mondayNine + 2 * minute }),
      aMessage({ ts: '1.4', author: jules, at: mondayNine + 9 * minute }),
    ];

    const html = renderWorkspacePage(aPage({ messages }));

    expect([...html.matchAll(/id="m-([\d.]+)" class="([^"]*)"/g)].map(([, ts, name]) => [ts, name])).toEqual([
      ['1.1', 'message'],
      ['1.2', 'message message-folded'],
      ['1.3', 'message'],
      ['1.4', 'message'],
    ]);
  });

  it('links a message to its thread and opens that at the side', () => {
    const replies = [
      aMessage({ ts: '1.2', author: ana, text: 'Merci' }),
      aMessage({ ts: '1.3', author: jules, text: 'Vu' }),
    ];
    const messages = [aMessage({ ts: '1.1', text: 'Le digest', replies })];

    const closed = renderWorkspacePage(aPage({ messages }));
    const open = renderWorkspacePage(aPage({ messages, threadTs: '1.1' }));

    expect(closed).toContain('href="?channel=C0OPS&amp;thread=1.1"');
    expect(textOf(closed)).toContain('2 réponses');
    expect(closed).not.toContain('<aside');
    expect(textOf(open.slice(open.indexOf('<aside')))).toMatch(/Le digest2 réponses.*Merci.*Vu/);
  });

  it('marks what only the reader sees', () => {
    const html = renderWorkspacePage(aPage({ messages: [aMessage({ isEphemeral: true, text: 'Aide' })] }));

    expect(textOf(html)).toContain('Visible par vous uniquement');
  });

  it('shows an attached image and links any other file', () => {
    const files = [
      { id: 'F1', name: 'tableau.png', altText: 'Tableau' },
      { id: 'F2', name: 'rejets.csv' },
    ];

    const html = renderWorkspacePage(aPage({ messages: [aMessage({ files })] }));

    expect(html).toContain('<img src="/files/F1/board.png" alt="Tableau"');
    expect(html).toContain('<a href="/files/F2/board.png">rejets.csv</a>');
  });

  it('gives no id twice, whatever the library puts into its blocks', () => {
    const richText = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }],
    };
    const messages = [aMessage({ ts: '1.1', blocks: [richText, richText], replies: [aMessage({ ts: '1.2' })] })];

    const html = renderWorkspacePage(aPage({ messages, threadTs: '1.1' }));
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

    expect(ids.length).toBeGreaterThan(5);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('never lets a person’s words become markup', () => {
    const evil =
      '"><script>alert(1)</script><img src=x onerror=alert(1)> <javascript:alert(1)|x> <https://a.fr/"onclick=x|y>';
    const person = { id: 'U0EVIL', name: evil, isBot: false };
    const page = aPage({
      workspace: {
        name: evil,
        people: [person],
        channels: [{ id: 'C0OPS', name: evil, kind: 'channel', topic: evil }],
      },
      messages: [
        aMessage({ author: person, text: `${evil} <@U0EVIL>`, files: [{ id: 'F1', name: evil }] }),
        aMessage({ ts: '2.1', blocks: everywhere(evil) }),
      ],
      fileUrl: () => `/files/F1/${encodeURIComponent(evil)}`,
    });

    const html = renderWorkspacePage(page).replace('<script src="/page.js" defer=""></script>', '');
    const tags = html.replace(/="[^"]*"/g, '');

    expect(html).not.toMatch(/<script/i);
    expect(html).not.toMatch(/<img src=x/i);
    expect(tags).not.toMatch(/<[^>]*(?:onerror|onclick)/i);
    expect(html).not.toMatch(/href="\s*javascript:/i);
  });

  it('keeps the conversations of a workspace without direct messages', () => {
    const channels = workspace.channels.filter(({ kind }) => kind !== 'im');

    expect(textOf(renderWorkspacePage(aPage({ workspace: { ...workspace, channels } })))).not.toContain(
      'Messages directs',
    );
  });
});

/** The same words in every place of a block that people can fill. */
function everywhere(words: string) {
  const plain = { type: 'plain_text', text: words };
  return [
    aSection(words),
    { type: 'header', text: plain },
    { type: 'section', fields: [plain], accessory: { type: 'button', text: plain, url: 'javascript:alert(1)' } },
    { type: 'context', elements: [plain, { type: 'image', image_url: 'javascript:alert(1)', alt_text: words }] },
    { type: 'image', slack_file: { id: 'F1' }, alt_text: words, title: plain },
    { type: 'table', rows: [[{ type: 'raw_text', text: words }]] },
    { type: 'data_table', caption: words, rows: [[{ type: 'raw_text', text: words }]] },
    { type: 'container', title: plain, child_blocks: [aSection(words)], is_collapsible: true },
    { type: 'markdown', text: `${words} [x](javascript:alert(1))` },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: words },
            { type: 'link', url: 'javascript:alert(1)', text: words },
          ],
        },
      ],
    },
    { type: words },
  ];
}

function textOf(html: string): string {
  return html
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&');
}
