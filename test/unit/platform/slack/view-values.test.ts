import { describe, expect, it } from 'vitest';
import { readValues } from '../../../../src/platform/slack/view-values.js';

const option = (value: string) => ({ text: { type: 'plain_text', text: value.toUpperCase() }, value });

/** One element in each block, as Slack sends a form's state. */
const state = {
  values: {
    title: { any_action: { type: 'plain_text_input', value: '  Ads are late\n' } },
    untyped: { any_action: { type: 'plain_text_input', value: null } },
    severity: { any_action: { type: 'static_select', selected_option: option('high') } },
    unchosen: { any_action: { type: 'static_select', selected_option: null } },
    kpis: { any_action: { type: 'multi_external_select', selected_options: [option('leads'), option('cac')] } },
    due: { any_action: { type: 'datepicker', selected_date: '2026-11-27' } },
    owner: { any_action: { type: 'users_select', selected_user: 'U0ANA000001' } },
    deciders: { any_action: { type: 'multi_users_select', selected_users: ['U0ANA000001', 'U0BEN000001'] } },
    where: { any_action: { type: 'channels_select', selected_channel: 'C0OPS000001' } },
    talk: { any_action: { type: 'conversations_select', selected_conversation: 'G0STRAT0001' } },
  },
};

describe('the values of a form', () => {
  const values = readValues(state);

  it('are read by the block they stand in', () => {
    expect(values.text('title')).toBe('Ads are late');
    expect(values.choice('severity')).toBe('high');
    expect(values.choices('kpis')).toEqual(['leads', 'cac']);
    expect(values.date('due')).toBe('2026-11-27');
    expect(values.user('owner')).toBe('U0ANA000001');
    expect(values.users('deciders')).toEqual(['U0ANA000001', 'U0BEN000001']);
    expect(values.channel('where')).toBe('C0OPS000001');
    expect(values.channel('talk')).toBe('G0STRAT0001');
  });

  it.each(['untyped', 'unchosen', 'nowhere', '__proto__', 'constructor'])('are not given in %s', (blockId) => {
    expect(values.text(blockId)).toBe('');
    expect(values.choice(blockId)).toBeNull();
    expect(values.choices(blockId)).toEqual([]);
    expect(values.date(blockId)).toBeNull();
    expect(values.user(blockId)).toBeNull();
    expect(values.users(blockId)).toEqual([]);
    expect(values.channel(blockId)).toBeNull();
  });

  it.each([
    null,
    undefined,
    'text',
    7,
    [],
    {},
    { values: null },
    { values: [] },
    { values: { title: null, severity: 'high', kpis: [], due: { x: null }, owner: { x: { selected_user: {} } } } },
    { values: { title: { x: { value: 5 } }, severity: { x: { selected_option: 'high' } } } },
    { values: { kpis: { x: { selected_options: [null, 3, { value: 4 }, {}] } } } },
    { values: { due: { x: { selected_date: 'tomorrow' } }, where: { x: { selected_channel: 1 } } } },
  ])('count as not given where Slack sends %j', (odd) => {
    const read = readValues(odd);

    expect(read.text('title')).toBe('');
    expect(read.choice('severity')).toBeNull();
    expect(read.choices('kpis')).toEqual([]);
    expect(read.date('due')).toBeNull();
    expect(read.user('owner')).toBeNull();
    expect(read.channel('where')).toBeNull();
  });

  it('that are odd in one block leave the others readable', () => {
    const read = readValues({ values: { broken: 4, title: { x: { value: 'kept', selected_option: 'odd' } } } });

    expect(read.text('title')).toBe('kept');
  });

  it('keep the options that can be read beside one that cannot', () => {
    const read = readValues({ values: { kpis: { x: { selected_options: [option('leads'), null, { value: 4 }] } } } });

    expect(read.choices('kpis')).toEqual(['leads']);
  });
});
