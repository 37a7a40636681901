import { describe, expect, it } from 'vitest';
import { channelRows, isSameRow, replyRows } from '../../../src/sandbox/client/conversation/timeline.js';
import { anEntry, ben } from './page-fixtures.js';

const calendarDay = (at: number) => new Date(at).toISOString().slice(0, 10);
const options = { calendarDay, newSince: null, reader: 'U0ANA' };

describe('the rows of a channel', () => {
  it('fold one author’s messages within five minutes under one name', () => {
    const entries = [anEntry('100.0'), anEntry('200.0'), anEntry('600.0'), anEntry('610.0', { author: ben })];

    expect(channelRows(entries, options).map(({ isFolded }) => isFolded)).toEqual([false, true, false, false]);
  });

  it('begin each day with a line', () => {
    const rows = channelRows([anEntry('86390.0'), anEntry('86410.0')], options);

    expect(rows.map(({ isNewDay, isFolded }) => [isNewDay, isFolded])).toEqual([
      [true, false],
      [true, false],
    ]);
  });

  it('leave replies to their threads, and say under a message what its thread holds', () => {
    const entries = [
      anEntry('100.0'),
      anEntry('110.0', { thread: '100.0', author: ben }),
      anEntry('120.0', { thread: '100.0' }),
      anEntry('130.0', { thread: '100.0', isEphemeral: true, ephemeralId: 'E1' }),
    ];

    const rows = channelRows(entries, options);

    expect(rows.map(({ key }) => key)).toEqual(['100.0']);
    expect(rows[0]?.summary).toMatchObject({ count: 2, lastAt: 120_000 });
    expect(rows[0]?.summary?.people.map(({ name }) => name)).toEqual(['Ben Walker', 'Ana Moreau']);
  });

  it('hold a reply that was sent to the channel too', () => {
    const entries = [anEntry('100.0'), anEntry('110.0', { thread: '100.0', isBroadcast: true })];

    expect(channelRows(entries, options).map(({ key }) => key)).toEqual(['100.0', '110.0']);
  });

  it('mark the first message of somebody else after what was read', () => {
    const entries = [
      anEntry('100.0', { author: ben }),
      anEntry('110.0'),
      anEntry('120.0', { author: ben }),
      anEntry('130.0', { author: ben }),
    ];

    const rows = channelRows(entries, { ...options, newSince: '100.0' });

    expect(rows.map(({ isFirstNew }) => isFirstNew)).toEqual([false, false, true, false]);
  });
});

describe('the rows of a thread', () => {
  it('are its replies alone, also those for one person', () => {
    const entries = [
      anEntry('100.0'),
      anEntry('110.0', { thread: '100.0' }),
      anEntry('120.0'),
      anEntry('130.0', { thread: '100.0', isEphemeral: true, ephemeralId: 'E1' }),
    ];

    expect(replyRows(entries, { ...options, thread: '100.0' }).map(({ key }) => key)).toEqual(['110.0', 'E1']);
  });
});

describe('a row', () => {
  const entries = [anEntry('100.0'), anEntry('110.0', { thread: '100.0' })];

  it('is drawn again when its thread grew, and not for a change elsewhere', () => {
    const [before] = channelRows(entries, options);
    const [other] = channelRows([...entries, anEntry('900.0')], options);
    const [grown] = channelRows([...entries, anEntry('900.0', { thread: '100.0' })], options);

    expect(before && other && isSameRow(before, other)).toBe(true);
    expect(before && grown && isSameRow(before, grown)).toBe(false);
  });
});
