import { describe, expect, it } from 'vitest';
import {
  actions,
  button,
  cell,
  check,
  faults,
  type Json,
  line,
  mrkdwn,
  options,
  plain,
  rich,
  rows,
  x,
} from './block-samples.js';

const fine: [string, Json][] = [
  [
    'section',
    { type: 'section', text: mrkdwn(x(3000)), fields: Array(10).fill(mrkdwn()), accessory: button(), expand: true },
  ],
  ['header', { type: 'header', text: plain(x(150)) }],
  ['context', { type: 'context', elements: Array(10).fill(mrkdwn()) }],
  ['divider', { type: 'divider' }],
  ['actions', actions(button({ style: 'primary', value: x(2000) }), { type: 'overflow', options: options(5) })],
  ['image by address', { type: 'image', alt_text: x(2000), image_url: 'https://example.com/a.png', title: plain() }],
  ['image', { type: 'image', alt_text: 'a', slack_file: { id: 'F0READYFILE' } }],
  [
    'rich_text',
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a', style: { bold: true } }] }],
    },
  ],
  ['table', { type: 'table', rows: rows(100, 20), column_settings: [{ align: 'right' }] }],
  ['data_table', { type: 'data_table', caption: 'Figures', rows: rows(101, 2), page_size: 10 }],
  [
    'container',
    { type: 'container', title: plain(), child_blocks: Array(10).fill({ type: 'divider' }), is_collapsible: true },
  ],
  ['markdown', { type: 'markdown', text: x(12_000) }],
  ['data_visualization', line()],
  ['pie', { type: 'data_visualization', title: 'Share', chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] } }],
];

describe('blocks Slack takes', () => {
  it.each(fine)('%s', (_, block) => {
    expect(faults([block])).toEqual([]);
  });

  it('gives ids to blocks and elements that have none, and keeps those there are', () => {
    const [first, second] = check([actions({ type: 'button', text: plain() }), { type: 'divider', block_id: 'mine' }]);

    expect(first?.['block_id']).toMatch(/^\w{5}$/);
    expect(first).toMatchObject({ elements: [{ action_id: expect.stringMatching(/^\w{5}$/) }] });
    expect(second?.['block_id']).toBe('mine');
  });

  it('gives ids to what stands in carousels and containers too', () => {
    const card = { type: 'card', title: mrkdwn(), actions: [{ type: 'button', text: plain() }] };
    const [carousel, container] = check([
      { type: 'carousel', elements: [card] },
      { type: 'container', title: plain(), child_blocks: [{ type: 'divider' }] },
    ]);

    const anId = expect.stringMatching(/^\w{5}$/);
    expect(carousel).toMatchObject({ elements: [{ block_id: anId, actions: [{ action_id: anId }] }] });
    expect(container).toMatchObject({ child_blocks: [{ block_id: anId }] });
  });
});

const refused: [string, Json, string][] = [
  [
    'a container without a title',
    { type: 'container', child_blocks: [{ type: 'divider' }] },
    'missing required field: title [json-pointer:/blocks/0]',
  ],
  [
    'a container that is shut for good',
    { type: 'container', title: plain(), child_blocks: [{ type: 'divider' }], default_collapsed: true },
    'default_collapsed needs is_collapsible [json-pointer:/blocks/0]',
  ],
  [
    'a row header that is no column',
    { type: 'data_table', caption: 'a', rows: rows(2, 2), row_header_column_index: 2 },
    'must name a column of the table [json-pointer:/blocks/0/row_header_column_index]',
  ],
  [
    'a mention of nobody',
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'ana' }] }] },
    'invalid format [json-pointer:/blocks/0/elements/0/elements/0/user_id]',
  ],

  [
    'a section of 3,001 characters',
    { type: 'section', text: mrkdwn(x(3001)) },
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'an empty text',
    { type: 'section', text: mrkdwn('') },
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  ['a section without text or fields', { type: 'section' }, 'missing required field: text [json-pointer:/blocks/0]'],
  [
    '11 fields',
    { type: 'section', fields: Array(11).fill(mrkdwn()) },
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'a field of 2,001',
    { type: 'section', fields: [mrkdwn(x(2001))] },
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    'a header of 151',
    { type: 'header', text: plain(x(151)) },
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a header with formatting',
    { type: 'header', text: mrkdwn() },
    'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
  ],
  [
    '11 context elements',
    { type: 'context', elements: Array(11).fill(mrkdwn()) },
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    '26 actions',
    actions(...Array(26).fill(button())),
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  ['an unknown block', { type: 'unheard_of' }, 'unsupported type: unheard_of [json-pointer:/blocks/0/type]'],
  [
    'an unknown field',
    { type: 'divider', color: 'red' },
    'invalid additional property: color [json-pointer:/blocks/0]',
  ],
  [
    'a block_id of 256',
    { type: 'divider', block_id: x(256) },
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'an image without a source',
    { type: 'image', alt_text: 'a' },
    'exactly one of image_url and slack_file is needed [json-pointer:/blocks/0]',
  ],
  [
    'alt text of 2,001',
    { type: 'image', alt_text: x(2001), image_url: 'https://example.com/a.png' },
    'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
  ],
  [
    'a file that is not ready',
    { type: 'image', alt_text: 'a', slack_file: { id: 'F0OTHERFILE' } },
    'invalid slack file [json-pointer:/blocks/0/slack_file]',
  ],
  [
    'markdown of 12,001',
    { type: 'markdown', text: x(12_001) },
    'must be less than 12001 characters [json-pointer:/blocks/0/text]',
  ],
  [
    '101 table rows',
    { type: 'table', rows: rows(101, 1) },
    'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
  ],
  [
    '21 table cells',
    { type: 'table', rows: rows(1, 21) },
    'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
  ],
  [
    'uneven table rows',
    { type: 'table', rows: [[cell()], [cell(), cell()]] },
    'rows must have the same number of cells [json-pointer:/blocks/0/rows]',
  ],
  [
    'a table of more than 10,000 characters',
    { type: 'table', rows: Array(4).fill([cell(x(2600))]) },
    'no more than 10000 characters allowed [json-pointer:/blocks/0]',
  ],
  [
    'a data_table without caption',
    { type: 'data_table', rows: rows(2, 1) },
    'missing required field: caption [json-pointer:/blocks/0]',
  ],
  [
    'a data_table of a header alone',
    { type: 'data_table', caption: 'a', rows: rows(1, 1) },
    'no fewer than 2 items allowed [json-pointer:/blocks/0/rows]',
  ],
  [
    '11 blocks in a container',
    { type: 'container', title: plain(), child_blocks: Array(11).fill({ type: 'divider' }) },
    'no more than 10 items allowed [json-pointer:/blocks/0/child_blocks]',
  ],
  [
    'a chart without a point per category',
    line({ axis_config: { categories: ['Jan'] } }),
    'must have exactly one point per category [json-pointer:/blocks/0/chart/series/0/data]',
  ],
  [
    'a chart label of 21',
    line({ axis_config: { categories: [x(21), 'Feb'] } }),
    'must be less than 21 characters [json-pointer:/blocks/0/chart/axis_config/categories/0]',
  ],
  [
    'a chart title of 51',
    { ...line(), title: x(51) },
    'must be less than 51 characters [json-pointer:/blocks/0/title]',
  ],
];

describe('blocks Slack refuses, with the place of the fault', () => {
  it.each(refused)('%s', (_, block, fault) => {
    expect(faults([block])).toContain(fault);
  });

  it('51 in a message, 101 in a view', () => {
    const dividers = (count: number) => Array(count).fill({ type: 'divider' });

    expect(faults(dividers(51))).toEqual(['no more than 50 items allowed [json-pointer:/blocks]']);
    expect(faults(dividers(100), 'modal')).toEqual([]);
    expect(faults(dividers(101), 'home')).toEqual(['no more than 100 items allowed [json-pointer:/blocks]']);
  });

  it('two with one block_id, in a container as well', () => {
    const twin = { type: 'divider', block_id: 'twin' };

    expect(faults([twin, { type: 'container', title: plain(), child_blocks: [twin] }])).toEqual([
      '"block_id" must be unique: twin [json-pointer:/blocks]',
    ]);
  });

  it('12,001 characters over all markdown blocks', () => {
    const markdown = (length: number) => ({ type: 'markdown', text: x(length) });

    expect(faults([markdown(6_000), markdown(6_000)])).toEqual([]);
    expect(faults([markdown(6_000), markdown(6_001)])).toEqual([
      'no more than 12000 characters of markdown allowed [json-pointer:/blocks]',
    ]);
  });

  it('two tables, and three charts', () => {
    expect(
      faults([
        { type: 'table', rows: rows(1, 1) },
        { type: 'data_table', caption: 'a', rows: rows(2, 1) },
      ]),
    ).toBe('only_one_table_allowed');
    expect(faults([line(), line(), line()])).toEqual([
      'no more than 2 data_visualization blocks allowed [json-pointer:/blocks]',
    ]);
  });

  it('13,201 characters over all blocks of a message, whatever holds them', () => {
    const table = { type: 'table', rows: [[cell(x(3000))], [cell(x(3000))], [cell(x(3000))]] };

    expect(faults([table, rich(x(4_200))])).toEqual([]);
    expect(faults([table, rich(x(4_201))])).toBe('msg_blocks_too_long');
  });

  it('tables and charts in a modal', () => {
    expect(faults([line()], 'modal')).toEqual(['unsupported type: data_visualization [json-pointer:/blocks/0/type]']);
  });
});
