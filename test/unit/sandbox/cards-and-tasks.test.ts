import { describe, expect, it } from 'vitest';
import { button, faults, type Json, mrkdwn, plain, rich, x } from './block-samples.js';

function task(rest: Json = {}): Json {
  const sources = [{ type: 'url', url: 'https://example.com', text: 'source' }];
  return { type: 'task_card', task_id: '1', title: 'One', status: 'pending', details: rich(), sources, ...rest };
}

const fine: [string, Json][] = [
  [
    'card',
    { type: 'card', title: mrkdwn(x(150)), body: mrkdwn(x(200)), actions: [button(), button({ action_id: 'no' })] },
  ],
  ['carousel', { type: 'carousel', elements: Array(10).fill({ type: 'card', title: mrkdwn() }) }],
  ['task_card', task()],
  ['plan', { type: 'plan', title: 'Plan', tasks: [{ task_id: '1', title: 'One' }, task()] }],
  ['context_actions', { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain() }] }],
];

const refused: [string, Json, string][] = [
  [
    'a card with nothing in it',
    { type: 'card' },
    'at least one of hero_image, title, actions, body is needed [json-pointer:/blocks/0]',
  ],
  [
    'a card with three buttons',
    { type: 'card', actions: ['a', 'b', 'c'].map((action_id) => button({ action_id })) },
    'no more than 2 items allowed [json-pointer:/blocks/0/actions]',
  ],
  [
    'a carousel of 11',
    { type: 'carousel', elements: Array(11).fill({ type: 'card', title: mrkdwn() }) },
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'a task in an unknown state',
    task({ status: 'late' }),
    'must be one of pending, in_progress, complete, error [json-pointer:/blocks/0/status]',
  ],
  ['a plan without a title', { type: 'plan' }, 'missing required field: title [json-pointer:/blocks/0]'],
  [
    '6 context actions',
    { type: 'context_actions', elements: Array(6).fill({ type: 'icon_button', icon: 'trash', text: plain() }) },
    'no more than 5 items allowed [json-pointer:/blocks/0/elements]',
  ],
  ['an alert in a message', { type: 'alert', text: plain() }, 'unsupported type: alert [json-pointer:/blocks/0/type]'],
];

describe('cards and tasks', () => {
  it.each(fine)('%s is taken', (_, block) => {
    expect(faults([block])).toEqual([]);
  });

  it.each(refused)('%s is refused', (_, block, fault) => {
    expect(faults([block])).toContain(fault);
  });

  it('an alert belongs to modals, a card to messages and the Home tab', () => {
    const alert = { type: 'alert', text: plain(), level: 'warning' };
    const card = { type: 'card', title: mrkdwn() };

    expect(faults([alert], 'modal')).toEqual([]);
    expect(faults([card], 'home')).toEqual([]);
    expect(faults([card], 'modal')).toEqual(['unsupported type: card [json-pointer:/blocks/0/type]']);
  });
});
