import { describe, expect, it } from 'vitest';
import { cardsAt, placeInChannel } from '../../../src/surface/cards/copies.js';

const digest = { channel: 'C1', ts: '3.4' };
const here = { kind: 'channel', id: 'C1' };

describe('the place of a card in a channel', () => {
  it('is the thread it was asked from, before that of any digest, and the channel sees it too', () => {
    expect(placeInChannel('C1', { threadTs: '1.2', digest })).toEqual({ ...here, threadTs: '1.2', isBroadcast: true });
  });

  it('is the thread of the newest digest, where that stands in this channel', () => {
    expect(placeInChannel('C1', { digest })).toEqual({ ...here, threadTs: '3.4', isBroadcast: true });
    expect(placeInChannel('C1', { digest: { ...digest, channel: 'C2' } })).toEqual(here);
    expect(placeInChannel('C1', { digest: null })).toEqual(here);
  });

  it('goes into the outbox with its thread, one card for each place', () => {
    const cards = cardsAt([placeInChannel('C1', { digest }), { kind: 'person', id: 'U1' }], (destination) => ({
      workspaceId: 'w',
      key: `card:${destination.id}`,
      destination,
      payload: {},
    }));

    expect(cards).toEqual([
      { workspaceId: 'w', key: 'card:C1', destination: here, payload: {}, threadTs: '3.4', isBroadcast: true },
      { workspaceId: 'w', key: 'card:U1', destination: { kind: 'person', id: 'U1' }, payload: {} },
    ]);
  });
});
