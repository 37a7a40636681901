import { describe, expect, it } from 'vitest';
import type { PageBlock } from '../../../../src/platform/pages/page-view.js';
import { aSection, drawnBlocks } from './page-builders.js';

describe('blocks', () => {
  it('writes names for mentions and links to channels known here', () => {
    const html = drawn(aSection('<@U0ANA> <@U0GONE> <#C0OPS> <#C0FAR|loin> <!here>'));

    expect(html).toContain('<span class="mention">@Ana Ferreira</span>');
    expect(html).toContain('<span class="mention">@U0GONE</span>');
    expect(html).toContain('<a class="mention" href="?c=C0OPS">#growth-ops</a>');
    expect(html).toContain('<span class="mention">#loin</span>');
    expect(html).toContain('<span class="mention mention-all">@here</span>');
  });

  it('writes dates in the reader’s language and zone, in rich text too', () => {
    const format = '{date_long} {time}';
    const date = { type: 'date', timestamp: 1_794_816_000, format, fallback: 'lundi' };
    const html =
      drawn(aSection(`<!date^1794816000^${format}|lundi>`)) +
      drawn({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [date] }] });

    expect(html.split('lundi 16 novembre 2026 09:00')).toHaveLength(3);
  });

  it('draws known emoji and leaves the colons of a time', () => {
    const html = drawn(aSection(':large_green_circle: à 10:30:45 :personne_ne_connait:'));

    expect(html).toContain('🟢 à 10:30:45 :personne_ne_connait:');
  });

  it('takes marks in plain text as plain', () => {
    expect(drawn({ type: 'header', text: { type: 'plain_text', text: '*3* :wave: _x_' } })).toContain('*3* 👋 _x_');
  });

  it('draws an image from the workspace’s files, with its title, opening large', () => {
    const html = drawn({
      type: 'image',
      slack_file: { id: 'F00000001' },
      alt_text: 'Coût par lead, 12 semaines',
      title: { type: 'plain_text', text: 'Semaine 46' },
    });

    expect(html).toContain('<figcaption>Semaine 46</figcaption>');
    expect(html).toMatch(
      /<a href="\/files\/F00000001\/board\.png"><img src="\/files\/F00000001\/board\.png" alt="Coût par lead, 12 semaines"/,
    );
  });

  it('says the words of an image that cannot be shown, and loads none from another site', () => {
    const missing = drawn({ type: 'image', slack_file: { id: 'F404' }, alt_text: 'Le tableau' });
    const remote = drawn({ type: 'image', image_url: 'https://ailleurs.fr/a.png', alt_text: 'Logo' });

    expect(missing).toContain('Image pas encore disponible : Le tableau');
    expect(remote).not.toContain('<img');
    expect(remote).toContain('href="https://ailleurs.fr/a.png"');
  });

  it('draws a data table with its caption, row headers and numbers at the right', () => {
    const html = drawn({
      type: 'data_table',
      caption: 'Semaine 46',
      row_header_column_index: 0,
      rows: [
        [rawText('Indicateur'), rawText('Valeur')],
        [rawText('Sessions'), { type: 'raw_number', value: 1234.5 }],
      ],
    });

    expect(html).toContain('<caption>Semaine 46</caption>');
    expect(html).toContain('<th scope="col" class="align-right">Valeur</th>');
    expect(html).toContain('<th scope="row" class="align-left">Sessions</th>');
    expect(html).toMatch(/<td class="align-right">1\s234,5<\/td>/u);
  });

  it('draws a table’s rich cells and the alignment it asks for', () => {
    const cell = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'riche' }] }],
    };
    const html = drawn({
      type: 'table',
      column_settings: [{ align: 'center', is_wrapped: true }, null],
      rows: [
        [rawText('a'), rawText('b')],
        [cell, rawText('d')],
      ],
    });

    expect(html).toMatch(/<td class="align-center wrapped">.*riche.*<\/td>/s);
  });

  it('draws controls as they look, able to do nothing', () => {
    const html = drawn({
      type: 'actions',
      elements: [
        { type: 'button', text: { type: 'plain_text', text: 'Approuver' }, style: 'primary', action_id: 'a' },
        { type: 'button', text: { type: 'plain_text', text: 'Ouvrir' }, url: 'https://exemple.fr', action_id: 'b' },
        { type: 'users_select', initial_user: 'U0ANA', action_id: 'c' },
        { type: 'overflow', options: [], action_id: 'd' },
      ],
    });

    expect(html).toMatch(/<button type="button" class="control control-primary" disabled=""[^>]*>Approuver<\/button>/);
    expect(html).toMatch(/<a class="control" href="https:\/\/exemple\.fr"[^>]*>Ouvrir<\/a>/);
    expect(html).toContain('Ana Ferreira');
    expect(html).toContain('aria-label="Plus d’options"');
  });

  it('follows a native chart with its figures as a table', () => {
    const html = drawn({
      type: 'data_visualization',
      title: 'Leads',
      chart: {
        type: 'bar',
        series: [{ name: 'Search', data: [{ label: 'S45', value: 1200 }] }],
        axis_config: { categories: ['S45', 'S46'] },
      },
    });

    expect(html).toContain('<svg');
    expect(html).toContain('<th scope="col" class="align-right">Search</th>');
    expect(html).toMatch(/<th scope="row">S45<\/th><td class="align-right">1\s200<\/td>/u);
    expect(html).toContain('<th scope="row">S46</th><td class="align-right"></td>');
  });

  it.each([
    ['a block nobody knows', { type: 'hologramme' }],
    ['a block of the wrong shape', { type: 'table', rows: 'non' }],
    ['a block on which the library throws', { type: 'carousel' }],
  ])('says so in place of %s and draws the next', (_case, block) => {
    const html = drawn(block, aSection('la suite'));

    expect(html).toContain(`Un bloc de type « ${block.type} » n’est pas dessiné ici.`);
    expect(html).toContain('la suite');
  });

  it('never lets a person’s words become markup', () => {
    const evil =
      '"><script>alert(1)</script><img src=x onerror=alert(1)> <javascript:alert(1)|x> <https://a.fr/"onclick=x|y>';
    const place = {
      name: evil,
      people: [{ id: 'U0EVIL', name: evil, isBot: false }],
      channels: [{ id: 'C0EVIL', name: evil, kind: 'channel', topic: evil } as const],
    };
    const blocks = everywhere(`${evil} <@U0EVIL> <#C0EVIL>`);

    const html = drawnBlocks(blocks, { fileUrl: () => `/files/F1/${encodeURIComponent(evil)}`, place });
    const tags = html.replace(/="[^"]*"/g, '');

    expect(html).not.toMatch(/<script/i);
    expect(html).not.toMatch(/<img src=x/i);
    expect(tags).not.toMatch(/<[^>]*(?:onerror|onclick)/i);
    expect(html).not.toMatch(/href="\s*javascript:/i);
  });
});

function drawn(...blocks: PageBlock[]): string {
  const fileUrl = (id: string) => (id === 'F404' ? null : `/files/${id}/board.png`);
  return drawnBlocks(blocks, { fileUrl });
}

function rawText(text: string) {
  return { type: 'raw_text', text };
}

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
