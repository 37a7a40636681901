import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../src/platform/log.js';
import { createAcknowledgement } from '../../../../src/platform/slack/acknowledgement.js';
import { type AnsweringOptions, createAnswering } from '../../../../src/platform/slack/answering.js';
import { createFormAnswering, type FormAnsweringOptions } from '../../../../src/platform/slack/form-answering.js';

const received = (secondsAgo: number) => createAcknowledgement(performance.now() - secondsAgo * 1_000, () => undefined);

/** A request whose every way is noted down. */
function aRequest(changes: Partial<AnsweringOptions> = {}) {
  const acks: unknown[] = [];
  const responses: unknown[] = [];
  const told: unknown[] = [];
  const answering = createAnswering({
    acknowledgement: received(0),
    sendAck: async (answer) => void acks.push(answer),
    sendResponse: async (answer) => void responses.push(answer),
    tell: async (message) => void told.push(message),
    log: silentLog,
    canAckAnswer: false,
    ...changes,
  });
  return { answering, acks, responses, told };
}

const used = async () => Promise.reject(new Error('used_url'));

describe('an answer', () => {
  it('travels in the acknowledgement of a command', async () => {
    const { answering, acks, responses } = aRequest({ canAckAnswer: true });

    await answering.ack('Help');

    expect(acks).toEqual([{ response_type: 'ephemeral', replace_original: false, text: 'Help' }]);
    expect(responses).toEqual([]);
  });

  it('goes to the address of the request elsewhere', async () => {
    const { answering, acks, responses, told } = aRequest();

    await answering.ack('Done');

    expect(acks).toEqual([undefined]);
    expect(responses).toEqual([{ response_type: 'ephemeral', replace_original: false, text: 'Done' }]);
    expect(told).toEqual([]);
  });

  it.each<[string, Partial<AnsweringOptions>]>([
    ['the address takes no more', { sendResponse: used }],
    ['there is no address', { sendResponse: undefined }],
  ])('becomes a direct message where %s', async (_why, changes) => {
    const { answering, told } = aRequest(changes);
    const blocks = [{ type: 'divider' }];

    await answering.respond({ text: 'B12 is done', blocks });

    expect(told).toEqual([{ text: 'B12 is done', blocks }]);
  });

  it('fails aloud when no way is left', async () => {
    const { answering } = aRequest({ sendResponse: used, tell: undefined });

    await expect(answering.respond('lost?')).rejects.toThrow('used_url');
  });

  it('fails aloud when the direct message does not get through either', async () => {
    const { answering } = aRequest({ sendResponse: used, tell: () => Promise.reject(new Error('no way')) });

    await expect(answering.respond('lost?')).rejects.toThrow('no way');
  });

  it('may stand in the place of the message that was acted on', async () => {
    const { answering, responses } = aRequest();

    await answering.respond({ text: 'Page 2', replacesOriginal: true });

    expect(responses).toEqual([{ response_type: 'ephemeral', replace_original: true, text: 'Page 2' }]);
  });

  it('may take that message away', async () => {
    const { answering, responses } = aRequest();

    await answering.respond({ text: '', deletesOriginal: true });

    expect(responses).toEqual([{ delete_original: true }]);
  });

  it('that only takes a message away is no direct message when it cannot', async () => {
    const { answering, told } = aRequest({ sendResponse: used });

    await answering.respond({ text: '', deletesOriginal: true });

    expect(told).toEqual([]);
  });

  it('is not given twice in one acknowledgement', async () => {
    const { answering, acks, responses } = aRequest({ canAckAnswer: true });

    await answering.ack('one');
    await answering.ack('two');

    expect(acks).toHaveLength(1);
    expect(responses).toMatchObject([{ text: 'two' }]);
  });
});

describe('an answer to a form', () => {
  function aForm(changes: Partial<FormAnsweringOptions> = {}) {
    const acks: unknown[] = [];
    const told: unknown[] = [];
    const answering = createFormAnswering({
      acknowledgement: received(0),
      sendAck: async (action) => void acks.push(action),
      tell: async (message) => void told.push(message),
      log: silentLog,
      inputs: ['title', 'owner'],
      title: { type: 'plain_text', text: 'New blocker' },
      ...changes,
    });
    return { answering, acks, told };
  }

  it('closes it, and tells the rest in a direct message', async () => {
    const { answering, acks, told } = aForm();

    await answering.ack('B12 is raised');

    expect(acks).toEqual([undefined]);
    expect(told).toEqual([{ text: 'B12 is raised', blocks: [] }]);
  });

  it('stands at the inputs it is about', async () => {
    const { answering, acks } = aForm();

    await answering.reject({ owner: 'Not in this committee', title: 'Too short' });

    expect(acks).toEqual([
      { response_action: 'errors', errors: { owner: 'Not in this committee', title: 'Too short' } },
    ]);
  });

  it('stands at the first input where it is about something that holds none', async () => {
    const { answering, acks } = aForm();

    await answering.reject({ hint: 'One', title: 'Two', '': 'Three' });

    expect(acks).toEqual([{ response_action: 'errors', errors: { title: 'One\nTwo\nThree' } }]);
  });

  it('takes the place of a form without inputs', async () => {
    const { answering, acks } = aForm({ inputs: [] });

    await answering.refuse('It is done already');

    expect(acks).toMatchObject([
      {
        response_action: 'update',
        view: {
          title: { text: 'New blocker' },
          blocks: [{ text: { type: 'plain_text', text: 'It is done already' } }],
        },
      },
    ]);
  });

  it('that refuses without a reason is a mistake of the feature', async () => {
    const { answering, acks } = aForm();

    await expect(answering.reject({ title: ' ' })).rejects.toThrow('without saying why');
    expect(acks).toEqual([]);
  });

  it('shows words as they are read, whether as plain text at an input or as mrkdwn in a direct message', async () => {
    const now = aForm();
    const late = aForm({ acknowledgement: received(3) });

    await now.answering.refuse('No committee R&amp;D');
    await late.answering.refuse('No committee R&amp;D');
    await late.answering.reject({ title: 'R&D <x> is closed' });

    expect(now.acks).toEqual([{ response_action: 'errors', errors: { title: 'No committee R&D' } }]);
    expect(late.told).toEqual([
      { text: 'No committee R&amp;D', blocks: [] },
      { text: 'R&amp;D &lt;x&gt; is closed', blocks: [] },
    ]);
  });

  it('that comes after the form was answered goes as a direct message', async () => {
    const { answering, acks, told } = aForm();

    await answering.clearViews();
    await answering.reject({ title: 'One', owner: 'One' });

    expect(acks).toEqual([{ response_action: 'clear' }]);
    expect(told).toEqual([{ text: 'One', blocks: [] }]);
  });
});
