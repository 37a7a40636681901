import { expect, it } from 'vitest';
import { onReminderSent, redrawReminders } from '../../../src/features/follow-up/reminders/delivery.js';
import { addDays } from '../../../src/kernel/calendar.js';
import { addAbsence, endAbsence } from '../../../src/organisation/people/absences.js';
import { markLeft } from '../../../src/organisation/people/accounts/accounts.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { type Left, organisationText, startWorld, type World } from './reminders-organisation.js';

/** Eight in the morning in London, in winter. */
const at = (day: string, time = '08:00:20') => `${day}T${time}Z`;

const startedOn = '2026-11-15';

/** Sweeps at the start of each morning in London, so many days from one on. */
async function mornings(world: World, from: string, count: number): Promise<Left[]> {
  const left: Left[] = [];
  for (let day = 0; day < count; day += 1) left.push(...(await world.sweep(at(addDays(from, day)))));
  return left;
}

const reminders = (left: readonly Left[]) =>
  left.flatMap(({ parts }) => parts).filter((part) => part.startsWith('reminders:'));

describeOnBothEngines('reminders', (databases) => {
  async function world(): Promise<World> {
    const started = await startWorld(await databases.open(), at(startedOn));
    await started.sweepOnly();
    return started;
  }

  it('go to an owner once a morning, five times in two weeks, and count when Slack took them', async () => {
    const team = await world();
    const id = await team.raise({ title: 'Renegotiate', dueOn: '2026-11-18' });

    const left = await mornings(team, '2026-11-16', 14);

    expect(reminders(left)).toEqual(['16', '18', '19', '20', '23'].map((day) => `reminders:ben:2026-11-${day}`));
    const row = await team.deps.database.client.item.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ reminders: 5, lastRemindedOn: '2026-11-23' });
    const events = await team.deps.database.client.event.findMany({ where: { what: 'item.reminded', subjectId: id } });
    expect(events.map(({ after }) => (JSON.parse(after ?? '') as { reminders: number }).reminders)).toEqual([
      1, 2, 3, 4, 5,
    ]);
    expect(left.at(-1)?.text).toBeTruthy();
  });

  it('say in the fifth that it is the last', async () => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-13' });

    const left = (await mornings(team, '2026-11-16', 5)).filter(({ parts }) =>
      parts.some((part) => part.startsWith('reminders:')),
    );

    expect(left.map(({ blocks }) => blocks.includes('last reminder'))).toEqual([false, false, false, false, true]);
    expect(left[4]?.blocks).toContain('Operations');
  });

  it('begin again after an act of the owner', async () => {
    const team = await world();
    const id = await team.raise({ title: 'Renegotiate', dueOn: '2026-11-13' });
    await mornings(team, '2026-11-16', 5);

    await team.change(id, { to: 'redate', dueOn: '2026-11-25', reason: 'The contract came late' });
    const left = await mornings(team, '2026-11-21', 5);

    expect(reminders(left)).toEqual(['reminders:ben:2026-11-23', 'reminders:ben:2026-11-25']);
    expect((await team.itemOf(id)).reminders).toBe(2);
  });

  it('wait for the end of a snooze', async () => {
    const team = await world();
    const id = await team.raise({ title: 'Renegotiate', dueOn: '2026-11-13' });
    await mornings(team, '2026-11-16', 1);

    await team.change(id, { to: 'snooze', until: '2026-11-19' });

    expect(reminders(await mornings(team, '2026-11-17', 3))).toEqual(['reminders:ben:2026-11-19']);
  });

  it('wait for the first morning after an absence, and for the end of a holiday of the owner’s country', async () => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-13' });
    await team.raise({ title: 'Préparer', dueOn: '2026-11-13', ownerKey: 'ana' });
    const { deps, workspaceId } = team;
    const leave = { workspaceId, personKey: 'ben', actorKey: 'ben', at: deps.clock.now() };
    const absence = await addAbsence(deps.database, { ...leave, fromOn: '2026-12-21', toOn: '2027-01-08' });
    await endAbsence(deps.database, { ...leave, id: absence.id, backOn: '2026-12-24' });

    const left = await mornings(team, '2026-12-21', 9);

    // Boxing Day is kept in Britain on Monday 28 December 2026, and not at all in France.
    expect(reminders(left)).toEqual(
      expect.arrayContaining(['reminders:ben:2026-12-24', 'reminders:ben:2026-12-29', 'reminders:ana:2026-12-28']),
    );
    expect(reminders(left).filter((key) => key.startsWith('reminders:ben'))).toHaveLength(2);
  });

  it('go to each in the morning of their own zone, in their own language', async () => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-17', kpiKey: 'leads' });
    await team.raise({ title: 'Préparer', dueOn: '2026-11-17', ownerKey: 'ana', kpiKey: 'leads' });

    const paris = await team.sweep(at('2026-11-17', '07:00:10'));
    const london = await team.sweep(at('2026-11-17', '08:00:10'));

    expect(paris.map(({ place }) => place)).toEqual(['U0ANA0001']);
    expect(paris[0]?.text).toContain('1 pour aujourd’hui');
    expect(paris[0]?.text).toContain('mardi 17 novembre');
    expect(paris[0]?.blocks).toContain('Opérations · Prospects · ');
    expect(london.map(({ place }) => place)).toEqual(['U0BEN0001']);
    expect(london[0]?.text).toContain('1 due today');
    expect(london[0]?.blocks).toContain('Operations · Leads · Tuesday 17 November');
  });

  it('are one message, however often and by however many it is swept for', async () => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-17' });
    team.moveTo(at('2026-11-17'));

    await Promise.all([team.sweepOnly(), team.sweepOnly(), team.sweepOnly()]);
    await team.deps.database.client.counter.deleteMany({ where: { name: 'mornings.swept-until' } });
    await team.sweepOnly();

    expect(await team.deps.database.client.delivery.count()).toBe(1);
  });

  it('are not made for what is raised after the morning, but on the next', async () => {
    const team = await world();
    await mornings(team, '2026-11-17', 1);
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-17' });

    expect(await team.sweep(at('2026-11-17', '11:00:00'))).toEqual([]);
    expect(reminders(await mornings(team, '2026-11-18', 1))).toEqual(['reminders:ben:2026-11-18']);
  });

  it('are made up for when the process was away in the morning, and dropped once the day is over', async () => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-16' });

    const late = await team.sweep(at('2026-11-16', '15:30:00'));
    const night = await team.sweep(at('2026-11-17', '22:00:00'));

    expect(reminders(late)).toEqual(['reminders:ben:2026-11-16']);
    expect(night).toEqual([]);
  });

  it('do not leave in the night when Slack was away all day, and then do not count', async () => {
    const team = await world();
    const id = await team.raise({ title: 'Renegotiate', dueOn: '2026-11-16' });
    team.moveTo(at('2026-11-16'));
    await team.sweepOnly();

    team.moveTo(at('2026-11-16', '22:00:00'));
    const left = await team.deliver();

    expect(left).toMatchObject([{ text: null }]);
    expect((await team.itemOf(id)).reminders).toBe(0);
    expect(reminders(await mornings(team, '2026-11-17', 1))).toEqual(['reminders:ben:2026-11-17']);
  });

  it('count once for a delivery that is settled twice, and not what was closed or handed over meanwhile', async () => {
    const team = await world();
    const items = [
      await team.raise({ title: 'Renegotiate', dueOn: '2026-11-16' }),
      await team.raise({ title: 'Close', dueOn: '2026-11-16' }),
      await team.raise({ title: 'Hand over', dueOn: '2026-11-16' }),
    ];
    const [, toClose = '', toHand = ''] = items;
    await team.change(toClose, { to: 'close', outcome: 'Signed' });
    await team.change(toHand, { to: 'reassign', ownerKey: 'ana' });
    const payload = { kind: 'reminder' as const, personKey: 'ben', day: '2026-11-16', itemIds: items };

    const settled = () => onReminderSent(team.deps, payload, team.deps.clock.now());
    await Promise.all([settled(), settled()]);

    const counts = await Promise.all(items.map(async (id) => (await team.itemOf(id)).reminders));
    expect(counts).toEqual([1, 0, 0]);
    expect(await team.deps.database.client.event.count({ where: { what: 'item.reminded' } })).toBe(1);
  });

  it('count the next morning where the process ended between Slack’s answer and the counting', async () => {
    const team = await world();
    const id = await team.raise({ title: 'Renegotiate', dueOn: '2026-11-13' });
    team.moveTo(at('2026-11-16'));
    await team.sweepOnly();
    await team.deps.database.client.delivery.updateMany({ data: { state: 'sent', slackTs: '1.1' } });

    await mornings(team, '2026-11-17', 1);

    expect((await team.itemOf(id)).reminders).toBe(2);
  });

  it('go to nobody without an account, or whose account was deactivated', async () => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-16', ownerKey: 'zoe' });
    await team.raise({ title: 'Close', dueOn: '2026-11-16' });
    const { deps, workspaceId } = team;
    await markLeft(deps.database, { workspaceId, slackUserId: 'U0BEN0001', at: deps.clock.now() });

    expect(await mornings(team, '2026-11-16', 2)).toEqual([]);
  });

  it('show ten items and count the rest, with the way to all of them', async () => {
    const team = await world();
    for (let index = 1; index <= 13; index += 1) await team.raise({ title: `Task ${index}`, dueOn: '2026-11-16' });

    const [message] = await team.sweep(at('2026-11-16'));

    expect(message?.text).toContain('13 due today');
    expect(message?.blocks.match(/"item:done"/g)).toHaveLength(10);
    expect(message?.blocks).toContain('3 more are waiting');
    expect(message?.blocks).toContain('"action_id":"item:list"');
  });

  it('are drawn again after a change: what was done is struck through, and at last all is done', async () => {
    const team = await world();
    const first = await team.raise({ title: 'Renegotiate', dueOn: '2026-11-16' });
    const second = await team.raise({ title: 'Close', dueOn: '2026-11-16' });
    await team.sweep(at('2026-11-16'));
    const { database } = team.deps;
    const redraw = async (id: string) => {
      const item = await team.itemOf(id);
      await database.transaction((transaction) =>
        redrawReminders(transaction, { item, personKeys: ['ben'] }, new Date()),
      );
      return team.deliver();
    };

    await team.change(first, { to: 'close', outcome: 'Signed' });
    const one = await redraw(first);
    await team.change(second, { to: 'redate', dueOn: '2026-12-18', reason: 'Later' });
    const both = await redraw(second);

    expect(one[0]?.blocks).toContain('~A1 Renegotiate~ done');
    expect(one[0]?.blocks).toContain(`"value":"${second}|3"`);
    expect(both[0]?.text).toContain('All done');
    expect(both[0]?.blocks).toContain('~A2 Close~ now due Friday 18 December');
    expect((await team.itemOf(second)).reminders).toBe(0);
  });

  it('hold people’s titles without calling or formatting', async () => {
    const team = await world();
    await team.raise({ title: '<!channel> *bold* & `code` @here', dueOn: '2026-11-16' });

    const [message] = await team.sweep(at('2026-11-16'));

    expect(message?.text).toContain('&lt;!channel&gt;');
    expect(message?.blocks).not.toContain('<!channel>');
    expect(message?.blocks).not.toContain('*bold*');
  });

  it('show no figure’s name that the owner may not know of', async () => {
    const team = await world();
    await team.apply(organisationText.replace('domain: performance', 'domain: performance, access: restricted'));
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-16', kpiKey: 'leads' });

    const [message] = await team.sweep(at('2026-11-16'));

    expect(message?.blocks).toContain('Operations · ');
    expect(message?.blocks).not.toContain('Leads');
  });
});

describeOnBothEngines('the silence of an owner', (databases) => {
  const heard = (left: readonly Left[]) =>
    left.flatMap(({ parts, ...rest }) =>
      parts.filter((part) => part.startsWith('silence:')).map((key) => ({ ...rest, key })),
    );

  /** Mornings of both: Paris first, then London. */
  async function days(team: World, from: string, count: number): Promise<Left[]> {
    const left: Left[] = [];
    for (let index = 0; index < count; index += 1) {
      const day = addDays(from, index);
      left.push(...(await team.sweep(at(day, '07:00:10'))), ...(await team.sweep(at(day))));
    }
    return left;
  }

  async function world(): Promise<World> {
    const started = await startWorld(await databases.open(), at(startedOn));
    await started.sweepOnly();
    return started;
  }

  it('is told to the chair once, in one message, on the morning after the third reminder', async () => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-13' });
    await team.raise({ title: 'Close', dueOn: '2026-11-12' });

    const left = heard(await days(team, '2026-11-16', 14));

    expect(left.map(({ key, place }) => `${key} ${place}`)).toEqual(['silence:ana:2026-11-19 U0ANA0001']);
    expect(left[0]?.text).toContain('2 sujets en retard restent sans réponse');
    expect(left[0]?.blocks).toContain('Ben Okafor · 3 rappels · vendredi 13 novembre\u202F: 6 jours de retard');
  });

  it('is told again when the owner answered and fell silent once more', async () => {
    const team = await world();
    const id = await team.raise({ title: 'Renegotiate', dueOn: '2026-11-13' });
    await days(team, '2026-11-16', 5);
    await team.change(id, { to: 'snooze', until: '2026-11-23' });

    const left = heard(await days(team, '2026-11-21', 10));

    expect(left.map(({ key }) => key)).toEqual(['silence:ana:2026-11-26']);
  });

  it('is told to a lead where the chair is the owner, and to nobody where that is all', async () => {
    const team = await world();
    await team.raise({ title: 'Préparer', dueOn: '2026-11-13', ownerKey: 'ana' });

    const withLead = heard(await days(team, '2026-11-16', 5));
    await team.apply(organisationText.replace('    leads: [chloe]\n', ''));
    await team.raise({ title: 'Ranger', dueOn: '2026-11-20', ownerKey: 'ana' });
    const alone = heard(await days(team, '2026-11-21', 10));

    expect(withLead.map(({ place }) => place)).toEqual(['U0CHLOE01']);
    expect(alone).toEqual([]);
  });

  it('is no news any more when the owner answered before the chair’s morning', async () => {
    const team = await world();
    const id = await team.raise({ title: 'Renegotiate', dueOn: '2026-11-13' });
    await days(team, '2026-11-16', 3);

    await team.change(id, { to: 'close', outcome: 'Signed' });

    expect(heard(await days(team, '2026-11-19', 2))).toEqual([]);
  });
});
