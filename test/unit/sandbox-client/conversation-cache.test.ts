import { describe, expect, it } from 'vitest';
import { compareTs, mergeConversation } from '../../../src/sandbox/client/conversation/conversation-cache.js';
import { anEntry } from './page-fixtures.js';

const first = mergeConversation(undefined, {
  channel: 'C0OPS',
  version: 3,
  messages: [anEntry('10.000001'), anEntry('20.000001')],
  gone: [],
  files: { F1: '/files/F1/board.png' },
});

describe('what changed in a conversation', () => {
  it('is put in its place, and the rest stays the same objects', () => {
    const edited = anEntry('10.000001', { text: 'better', version: 4 });

    const after = mergeConversation(first, {
      channel: 'C0OPS',
      version: 5,
      messages: [anEntry('30.000001', { version: 5 }), edited],
      gone: [],
    });

    expect(after.entries.map(({ text }) => text)).toEqual(['better', 'message 20.000001', 'message 30.000001']);
    expect(after.entries[1]).toBe(first.entries[1]);
    expect(after.version).toBe(5);
  });

  it('takes away what is gone', () => {
    const after = mergeConversation(first, { channel: 'C0OPS', version: 4, messages: [], gone: ['10.000001'] });

    expect(after.entries.map(({ ts }) => ts)).toEqual(['20.000001']);
  });

  it('keeps a message for one person beside one of the same time stamp', () => {
    const own = anEntry('20.000001', { isEphemeral: true, ephemeralId: 'E1', text: 'only you' });

    const after = mergeConversation(first, { channel: 'C0OPS', version: 4, messages: [own], gone: [] });

    expect(after.entries).toHaveLength(3);
  });

  it('is dropped when it is older than what is there', () => {
    const late = { channel: 'C0OPS', version: 2, messages: [], gone: ['10.000001'] };

    expect(mergeConversation(first, late)).toBe(first);
  });

  it('replaces everything when it is the whole, as after a reset', () => {
    const whole = { channel: 'C0OPS', version: 1, messages: [anEntry('5.000001')], gone: [], isWhole: true };

    const after = mergeConversation(first, whole);

    expect(after.entries.map(({ ts }) => ts)).toEqual(['5.000001']);
    expect(after.files).toEqual({});
  });

  it('adds the addresses of files to those that are known', () => {
    const files = { F2: '/files/F2/chart.png' };

    const after = mergeConversation(first, {
      channel: 'C0OPS',
      version: 4,
      messages: [anEntry('40.000001')],
      gone: [],
      files,
    });

    expect(after.files).toEqual({ F1: '/files/F1/board.png', F2: '/files/F2/chart.png' });
  });
});

describe('time stamps', () => {
  it('are compared to the last digit, which as a number would be lost', () => {
    expect(compareTs('1795304565.000002', '1795304565.000001')).toBeGreaterThan(0);
    expect(compareTs('1795304565.000001', '1795304565.000001')).toBe(0);
  });

  it('come after none at all', () => {
    expect(compareTs('1.000001', '')).toBeGreaterThan(0);
    expect(compareTs('', '1.000001')).toBeLessThan(0);
  });
});
