import { expect, it, vi } from 'vitest';
import { ExternalError } from '../../../src/kernel/errors.js';
import { addAbsence } from '../../../src/organisation/people/absences.js';
import type { Client, Database } from '../../../src/platform/db/database.js';
import { recordEvent } from '../../../src/platform/db/events.js';
import type { Waking } from '../../../src/surface/morning/part.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { aPart, monday, open, type Part, tuesday } from './mornings-world.js';

describeOnBothEngines('mornings', (databases) => {
  it('bring what all parts have to tell in one message, in their order, to whoever works and hears of anything', async () => {
    const [votes, items] = [aPart('votes'), aPart('items')];
    const world = await open(databases, [votes.part, items.part]);
    await addAbsence(world.deps.database, {
      workspaceId: world.workspaceId,
      personKey: 'ben',
      actorKey: 'ben',
      at: new Date(),
      fromOn: '2026-11-17',
      toOn: '2026-11-17',
    });

    await world.at(monday.paris);
    const [ana, ...more] = await world.leave();
    await world.at(monday.london);
    const [ben] = await world.leave();
    for (const at of [tuesday.paris, tuesday.london]) await world.at(at);

    expect(more).toEqual([]);
    expect(ana?.blocks).toMatch(/"Lundi 16 novembre".*votes for ana.*"divider".*items for ana/);
    expect(ben?.blocks).toMatch(/"Monday 16 November".*votes for ben.*items for ben/);
    expect(await world.keys()).toEqual(['U0ANA0001:2026-11-16', 'U0ANA0001:2026-11-17', 'U0BEN0001:2026-11-16']);
    expect(votes.noted.slice(0, 2)).toEqual(['sent ana ana 2026-11-16', 'sent ben ben 2026-11-16']);
  });

  it('are one each, and noted once, however many processes sweep at the same moment, and however often', async () => {
    const url = await databases.migratedUrl();
    const { part } = aPart('votes', {
      async onQueued(transaction, { ids }, { at }) {
        const about = { subjectKind: 'person', subjectId: ids.join(), surface: 'schedule' } as const;
        await recordEvent(transaction, { ...about, workspaceId: world.workspaceId, actorKey: null, what: 'told', at });
      },
    });
    const world = await open(databases, [part], url);
    const others = await Promise.all([1, 2, 3].map(() => databases.open(url)));
    world.moveTo(monday.london);

    await Promise.all([world.sweep(), ...others.map((database) => world.sweep({ database }))]);
    await world.sweep();
    await world.deps.database.client.counter.updateMany({
      where: { name: 'mornings.swept-until' },
      data: { value: 0 },
    });
    await world.sweep();

    expect(await world.keys()).toEqual(['U0ANA0001:2026-11-16', 'U0BEN0001:2026-11-16']);
    expect(await world.deps.database.client.event.count({ where: { what: 'told' } })).toBe(2);
  });

  it('cost two small queries, and the mark that is moved, where nobody’s begins', async () => {
    const planning = vi.fn<Part['planning']>();
    const world = await open(databases, [aPart('votes', { planning }).part]);
    const { database, asked } = counting(world.deps.database);
    world.moveTo('2026-11-16T05:00:00Z');

    await world.sweep({ database });

    expect(asked).toEqual(['Counter.findMany', 'Person.findMany', 'Counter.upsert', 'Counter.updateMany']);
    expect(planning).not.toHaveBeenCalled();
  });

  it.each(['planning', 'plan', 'onQueued', 'compose', 'onSent'] as const)(
    'go without a part that fails at %s; it is logged, and told on the next morning',
    async (where) => {
      const fail = () => Promise.reject(new TypeError('a bug'));
      const noted: string[] = [];
      const onQueued: Part['onQueued'] = async (_, { ids }) => void noted.push(ids.join());
      const broken = aPart('broken', where === 'plan' ? { planning: async () => fail } : { [where]: fail });
      const parts = [broken.part, aPart('items', { onQueued }).part];
      const world = await open(databases, parts);

      await world.at(monday.london);
      const left = await world.leave();

      const whole = where === 'onSent' ? /broken for ana.*items for ana/ : /^(?!.*broken).*items for ana/;
      expect(left.map(({ blocks }) => blocks)).toEqual([
        expect.stringMatching(whole),
        expect.stringMatching(new RegExp(whole.source.replaceAll('ana', 'ben'))),
      ]);
      expect(world.errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(world.errors)).toContain('"part":"broken"');
      // What a transaction that failed had noted is taken back with it.
      expect(noted.slice(-2)).toEqual(['ana', 'ben']);

      const mended = [aPart('broken').part, aPart('items').part];
      world.moveTo(tuesday.paris);
      await world.sweep({}, mended);
      expect((await world.leave(mended)).map(({ blocks }) => blocks)).toEqual([
        expect.stringMatching(/broken for ana.*items/),
      ]);
    },
  );

  it('are planned again by the next sweep where the store does not answer, and nobody is told twice', async () => {
    let isAway = true;
    const planFor = async ({ person }: Waking) => {
      if (isAway && person.key === 'ben') throw new ExternalError('away', { isRetryable: true });
      return { ids: [person.key] };
    };
    const world = await open(databases, [aPart('votes', { planning: async () => planFor }).part]);

    await expect(world.at(monday.london)).rejects.toThrow('away');
    isAway = false;
    await world.at('2026-11-16T08:01:00Z');

    expect(await world.keys()).toEqual(['U0ANA0001:2026-11-16', 'U0BEN0001:2026-11-16', 'U0CHLOE01:2026-11-16']);
  });

  it('that one part alone could not be composed of are tried again, not lost', async () => {
    const compose = () => Promise.reject(new TypeError('a bug'));
    const world = await open(databases, [aPart('votes', { compose }).part]);

    await world.at(monday.paris);

    await expect(world.leave()).rejects.toThrow('a bug');
    expect(await world.deps.database.client.delivery.count({ where: { state: 'pending' } })).toBe(1);
  });

  it('are noted on the next morning where the process ended between Slack’s answer and the noting', async () => {
    const { part, noted } = aPart('votes');
    const world = await open(databases, [part]);
    await world.at(monday.paris);
    await world.deps.database.client.delivery.updateMany({ data: { state: 'sent', slackTs: '1.1' } });

    await world.at(tuesday.paris);

    expect(noted).toEqual(['sent ana ana 2026-11-16']);
  });

  it('leave after a restart what was queued before it, and nothing once the day is over', async () => {
    const world = await open(databases, [aPart('votes').part]);
    await world.at(monday.london);
    world.moveTo('2026-11-16T15:00:00Z');
    const sameDay = await world.leave();
    await world.at(tuesday.london);
    world.moveTo('2026-11-18T09:00:00Z');

    expect(sameDay.map(({ text }) => text !== null)).toEqual([true, true]);
    expect((await world.leave()).map(({ text }) => text)).toEqual([null, null]);
  });

  it('go to nobody where the account is another person’s by now', async () => {
    const world = await open(databases, [aPart('votes').part]);
    await world.at(monday.london);
    const { person } = world.deps.database.client;
    await person.updateMany({ where: { key: 'ben' }, data: { slackUserId: null } });
    await person.updateMany({ where: { key: 'zoe' }, data: { slackUserId: 'U0BEN0001' } });

    expect((await world.leave()).map(({ place, text }) => [place, text !== null])).toEqual([
      ['U0ANA0001', true],
      ['U0BEN0001', false],
    ]);
  });

  it('leave out what a version they do not know has planned', async () => {
    const [votes, checks] = [aPart('votes'), aPart('checks')];
    const world = await open(databases, [votes.part, checks.part]);
    await world.at(monday.paris);

    const [left] = await world.leave([votes.part]);

    expect(left?.blocks).toMatch(/votes for ana/);
    expect(left?.blocks).not.toMatch(/checks/);
  });

  it('begin at an upgrade where the versions before have ended, at the later of what they have told', async () => {
    const world = await open(databases, [aPart('votes').part]);
    const { counter } = world.deps.database.client;
    await counter.deleteMany();
    const mark = (name: string, at: string) =>
      counter.create({
        data: { workspaceId: world.workspaceId, name, value: Math.floor(new Date(at).getTime() / 60_000) },
      });
    await mark('reminders.swept-until', monday.paris);

    await world.at(monday.london);

    expect(await world.keys()).toEqual(['U0BEN0001:2026-11-16']);
    expect((await counter.findMany()).map(({ name }) => name).toSorted()).toContain('mornings.swept-until');
  });
});

/** The same store, and what is asked of it by name, in order. */
function counting(database: Database) {
  const asked: string[] = [];
  const client = database.client.$extends({
    query: {
      $allOperations({ model, operation, args, query }) {
        asked.push(`${model}.${operation}`);
        return query(args);
      },
    },
  }) as unknown as Client;
  return { database: { ...database, client }, asked };
}
