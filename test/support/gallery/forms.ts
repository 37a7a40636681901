import { inputBlocks } from './element-blocks.js';
import { type Json, modal, option, plain, section } from './objects.js';

const input = (id: string, label: string, more: Json = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(label),
  element: { type: 'plain_text_input', action_id: id },
  ...more,
});

const button = (actionId: string, text: string) => ({
  type: 'actions',
  block_id: `row_${actionId}`,
  elements: [{ type: 'button', action_id: actionId, text: plain(text) }],
});

/** The channel a form answers into travels with it, as a submission names none. */
export const inputsForm = (channel: string) =>
  modal({ callbackId: 'inputs', title: 'Every input', submit: 'Send', metadata: channel }, inputBlocks());

export const checkedForm = (channel: string) =>
  modal({ callbackId: 'checked', title: 'Checked form', submit: 'Save', metadata: channel }, [
    input('reason', 'Reason'),
    input('amount', 'Amount', { hint: plain('Ten or more') }),
  ]);

export const firstOfStack = () =>
  modal({ callbackId: 'first', title: 'First', submit: 'Done', isHeardWhenClosed: true }, [
    section('The first of three.'),
    input('first_note', 'First note', { optional: true }),
    button('open_second', 'Open the second'),
  ]);

export const secondOfStack = () =>
  modal({ callbackId: 'second', title: 'Second', submit: 'Next' }, [section('The second.'), input('name', 'Name')]);

export const thirdOfStack = (name: string) =>
  modal({ callbackId: 'third', title: 'Third', submit: 'Finish' }, [
    section(`The third, for ${name}.`),
    button('open_fourth', 'Open a fourth'),
  ]);

export const loadingForm = () => modal({ callbackId: 'live', title: 'Live form' }, [section('Loading …')]);

export interface LiveForm {
  readonly pressed: number;
  readonly typed: string;
}

/** Its blocks keep their ids from one version to the next, so what stands in the inputs stays. */
export const liveForm = ({ pressed, typed }: LiveForm) =>
  modal({ callbackId: 'live', title: 'Live form', submit: 'Keep', metadata: JSON.stringify({ pressed, typed }) }, [
    section(`Pressed ${pressed} times`),
    button('count', 'Count'),
    input('kept', 'Kept text', { optional: true }),
    input('search', 'Search', {
      optional: true,
      dispatch_action: true,
      element: {
        type: 'plain_text_input',
        action_id: 'search',
        dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
      },
    }),
    section(typed === '' ? 'Nothing searched' : `Searched: ${typed}`),
  ]);

export const messageNoteForm = (text: string, place: string) =>
  modal({ callbackId: 'note_message', title: 'Make a note', submit: 'Keep', metadata: place }, [
    input('note', 'Note', {
      element: { type: 'plain_text_input', action_id: 'note', multiline: true, initial_value: text },
    }),
  ]);

export const newNoteForm = () =>
  modal({ callbackId: 'note_new', title: 'Write a note', submit: 'Post' }, [
    {
      type: 'input',
      block_id: 'where',
      label: plain('Where'),
      element: { type: 'channels_select', action_id: 'where', placeholder: plain('Choose a channel') },
    },
    input('note', 'Note'),
  ]);

/** The Home tab, which counts how often it was drawn. */
export const homeBlocks = (drawn: number): Json[] => [
  { type: 'header', text: plain('Gallery at home') },
  section(`Drawn ${drawn} times`),
  {
    type: 'actions',
    block_id: 'home_row',
    elements: [
      { type: 'button', action_id: 'redraw', text: plain('Draw again') },
      {
        type: 'static_select',
        action_id: 'choose_view',
        placeholder: plain('Choose: view'),
        options: [option('Week'), option('Month')],
      },
    ],
  },
];
