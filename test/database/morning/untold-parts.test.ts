import { expect, it, vi } from 'vitest';
import { findDelivery } from '../../../src/platform/outbox/stored-deliveries.js';
import { morningDelivery } from '../../../src/surface/morning/delivery.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { aPart, monday, open, type Part, tuesday } from './mornings-world.js';

describeOnBothEngines('mornings that left without a part', (databases) => {
  it('note nothing of a part that was left out of them or had nothing to say when they left', async () => {
    const broken = aPart('broken', { compose: () => Promise.reject(new TypeError('a bug')) });
    const silent = aPart('silent', { compose: async () => null });
    const items = aPart('items');
    const parts = [broken.part, silent.part, items.part];
    const world = await open(databases, parts);

    await world.at(monday.paris);
    await world.leave();
    await world.at(tuesday.paris);

    expect([broken, silent, items].map(({ noted }) => noted[0])).toEqual([
      undefined,
      undefined,
      'sent ana ana 2026-11-16',
    ]);
  });

  it('stay without a part that they left without, when they are drawn again', async () => {
    const [broken, items] = [
      aPart('broken', { compose: () => Promise.reject(new TypeError('a bug')) }),
      aPart('items'),
    ];
    const world = await open(databases, [broken.part, items.part]);
    await world.at(monday.paris);
    await world.leave();
    await world.deps.database.client.delivery.updateMany({ data: { state: 'pending' } });

    const [redrawn] = await world.leave([aPart('broken').part, items.part]);

    expect(redrawn?.blocks).toMatch(/items for ana again/);
    expect(redrawn?.blocks).not.toMatch(/broken/);
  });

  it('tell and note a part that works again when an attempt is repeated, also within it', async () => {
    const compose = vi.fn<Part['compose']>(aPart('votes').part.compose);
    compose.mockRejectedValueOnce(new TypeError('a bug'));
    const votes = aPart('votes', { compose });
    const world = await open(databases, [votes.part, aPart('items').part]);
    await world.at(monday.paris);
    const { id } = await world.deps.database.client.delivery.findFirstOrThrow();
    const delivery = (await findDelivery(world.deps.database.client, id)) ?? expect.fail('no message');
    const kind = morningDelivery(world.deps, [votes.part, aPart('items').part]);
    const draw = () => kind.compose(delivery, { channel: 'D1', hasPictures: true });

    const [first, second] = [await draw(), await draw()];
    await kind.onSettled?.(delivery, 'sent');

    expect(JSON.stringify(first)).not.toMatch(/votes for ana/);
    expect(JSON.stringify(second)).toMatch(/votes for ana/);
    expect(votes.noted).toEqual(['sent ana ana 2026-11-16']);
  });
});
