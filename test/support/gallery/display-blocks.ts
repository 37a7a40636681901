import { type Json, mrkdwn, plain, section } from './objects.js';

const richText = (elements: readonly Json[]) => ({ type: 'rich_text_section', elements });
const text = (words: string, style?: Json) => ({ type: 'text', text: words, ...(style && { style }) });

const formatted = {
  type: 'rich_text',
  block_id: 'formatted',
  elements: [
    richText([
      text('Rich text for '),
      { type: 'user', user_id: 'U0BEN000001' },
      text(' in '),
      { type: 'channel', channel_id: 'C0OPS000001' },
      text(': '),
      text('bold', { bold: true }),
      text(', '),
      text('struck', { strike: true }),
      text(', '),
      text('code', { code: true }),
      text(' and '),
      { type: 'link', url: 'https://example.com/handbook', text: 'a link' },
      text(' '),
      { type: 'emoji', name: 'tada' },
    ]),
    {
      type: 'rich_text_list',
      style: 'bullet',
      elements: [richText([text('First point')]), richText([text('Second')])],
    },
    { type: 'rich_text_quote', elements: [text('Somebody said so')] },
    { type: 'rich_text_preformatted', elements: [text('SELECT 1')] },
  ],
};

const columns = ['Country', 'Leads', 'Sales'].map((name) => ({ type: 'raw_text', text: name }));
const number = (value: number) => ({ type: 'raw_number', value, text: value.toLocaleString('en-GB') });
const row = (country: string, leads: number, sales: number) => [
  { type: 'raw_text', text: country },
  number(leads),
  number(sales),
];

/** Every block that shows something, but the figures; the picture is a file the app uploaded. */
export function displayBlocks(fileId: string): Json[] {
  return [
    { type: 'header', text: plain('Everything a message shows') },
    section('*Bold*, _italic_, ~struck~, `code`, <https://example.com|a page>, <@U0BEN000001> and <#C0OPS000001>'),
    { type: 'section', fields: [mrkdwn('*Owner*\nAna Lopes'), mrkdwn('*Due*\n27 November')] },
    { type: 'divider' },
    { type: 'context', elements: [mrkdwn('As of today'), plain('from the sample')] },
    formatted,
    { type: 'markdown', text: '## Standard Markdown\n\n1. one\n2. **two**' },
    { type: 'image', alt_text: 'A blue picture', title: plain('The picture'), slack_file: { id: fileId } },
    { type: 'table', rows: [columns, row('France', 1200, 84), row('Spain', 950, 61)] },
    {
      type: 'container',
      title: plain('More detail'),
      is_collapsible: true,
      default_collapsed: true,
      child_blocks: [section('Hidden until it is opened')],
    },
  ];
}

const months = ['Sep', 'Oct', 'Nov'];
const series = (name: string, values: readonly number[]) => ({
  name,
  data: months.map((label, index) => ({ label, value: values[index] })),
});

/** A table one can sort, and two charts: as many as one message may hold. */
export function figureBlocks(): Json[] {
  return [
    { type: 'header', text: plain('Figures') },
    {
      type: 'data_table',
      caption: 'Leads and sales by country',
      rows: [columns, row('France', 1200, 84), row('Spain', 950, 61), row('Italy', 1430, 40)],
      row_header_column_index: 0,
    },
    {
      type: 'data_visualization',
      title: 'Leads by month',
      chart: {
        type: 'line',
        series: [series('Plan', [900, 1000, 1100]), series('Actual', [870, 1050, 1180])],
        axis_config: { categories: months },
      },
    },
    {
      type: 'data_visualization',
      title: 'Sales by channel',
      chart: {
        type: 'pie',
        segments: [
          { label: 'Web', value: 60 },
          { label: 'Shops', value: 40 },
        ],
      },
    },
  ];
}
