import { describe, expect, it } from 'vitest';
import type { PageBlock } from '../../../src/platform/pages/page-view.js';
import { fillableElements, makeElementForm, nextValues } from '../../../src/sandbox/client/elements/element-form.js';
import { submittedValues } from '../../../src/sandbox/client/views/view-forms.js';

const text = (blockId: string, more: Record<string, unknown> = {}, actionId = 'a'): PageBlock => ({
  type: 'input',
  block_id: blockId,
  element: { type: 'plain_text_input', action_id: actionId, ...more },
});

describe('what stands in a view when the app changes it', () => {
  it('stays where block and action stay, even if the app now puts something else into it at first', () => {
    const before = { name: { a: { value: 'typed' } } };

    expect(nextValues(before, [text('name', { initial_value: 'other' })])).toEqual(before);
  });

  it('starts fresh where the block or the action has another id', () => {
    const before = { name: { a: { value: 'typed' } } };

    expect(nextValues(before, [text('name2', { initial_value: 'new' })])).toEqual({ name2: { a: { value: 'new' } } });
    expect(nextValues(before, [text('name', {}, 'b')])).toEqual({ name: { b: { value: null } } });
  });

  it('starts fresh where the element is of another kind', () => {
    const date = { type: 'input', block_id: 'name', element: { type: 'datepicker', action_id: 'a' } };

    expect(nextValues({ name: { a: { value: 'typed' } } }, [date])).toEqual({ name: { a: { selected_date: null } } });
  });

  it('is forgotten where the block went away, also if it comes back', () => {
    const form = makeElementForm();
    form.adopt([text('name')]);
    form.set('name', 'a', { value: 'typed' });

    form.adopt([]);
    form.adopt([text('name')]);

    expect(form.state('name', 'a')).toEqual({ value: null });
  });

  it('is what the server remembers, before anything was typed here', () => {
    const known = { name: { a: { type: 'plain_text_input', value: 'from before' } } };

    expect(nextValues({}, [text('name')], known)).toEqual({ name: { a: { value: 'from before' } } });
  });

  it('is found in actions, sections and containers too, but not in buttons', () => {
    const blocks: PageBlock[] = [
      {
        type: 'actions',
        block_id: 'row',
        elements: [
          { type: 'button', action_id: 'go' },
          { type: 'datepicker', action_id: 'day' },
        ],
      },
      { type: 'section', block_id: 'side', accessory: { type: 'users_select', action_id: 'who' } },
      { type: 'container', child_blocks: [text('inner')] },
      { type: 'context', block_id: 'foot', elements: [{ type: 'mrkdwn', text: 'x' }] },
    ];

    expect(fillableElements(blocks).map(({ element }) => element.action_id)).toEqual(['day', 'who', 'a']);
  });
});

describe('a form', () => {
  it('tells whoever draws it of a change, and no longer once they stopped', () => {
    const form = makeElementForm();
    let told = 0;
    const stop = form.subscribe(() => {
      told += 1;
    });

    form.set('name', 'a', { value: 'x' });
    stop();
    form.set('name', 'a', { value: 'y' });

    expect(told).toBe(1);
  });

  it('takes what was wrong with a field away when it is changed, and leaves the rest', () => {
    const form = makeElementForm();
    form.setErrors({ name: 'Too short', day: 'Too late' });

    form.set('name', 'a', { value: 'longer' });

    expect(form.errors()).toEqual({ day: 'Too late' });
  });

  it('has something to lose only once a person changed it', () => {
    const form = makeElementForm();
    form.adopt([text('name', { initial_value: 'given' })]);

    expect(form.isTouched()).toBe(false);
    form.set('name', 'a', { value: 'typed' });
    expect(form.isTouched()).toBe(true);
  });

  it('is submitted by block', () => {
    const form = makeElementForm();
    form.adopt([text('name'), text('note', { initial_value: 'given' })]);
    form.set('name', 'a', { value: 'Zoe' });

    expect(submittedValues(form)).toEqual({ name: { value: 'Zoe' }, note: { value: 'given' } });
  });
});
