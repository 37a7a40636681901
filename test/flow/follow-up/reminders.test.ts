import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { itemHistory } from '../../../src/features/follow-up/forms/history-words.js';
import { findItem } from '../../../src/features/follow-up/stored-items.js';
import { loadTexts } from '../../../src/platform/texts.js';
import type { Message } from '../../../src/sandbox/state/model.js';
import { type Databases, databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { cardText } from '../../support/slack/card-words.js';
import type { PersonName } from '../../support/slack/team.js';
import { takenThen } from '../outbox/outbox-words.js';
import { deskOf } from './desk.js';

const readers = ['ana', 'ben', 'chloe'] as const;

/** Ana chairs, Chloé leads, both in Paris; Ben is in London. No digest is due in the weeks these tests play in. */
async function openOffice(databases: Databases, at: string, databaseUrl?: string): Promise<Office> {
  const office = await Office.open({
    databases,
    at,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    committees: {
      'growth-ops': {
        country: 'FR',
        leads: ['chloe'],
        members: ['ben'],
        schedule: { every: 'month', workingDay: 15, at: '09:00' },
      },
    },
  });
  // Mornings before the first sweep are nobody's: it is over before the clock moves.
  await office.sweep();
  return office;
}

/** What came in by direct message since it was last asked, one line each: when (in Paris), to whom, about what. */
function diaryOf(office: Office) {
  const seen = new Set<string>();
  const unseen = (name: PersonName) =>
    office.slack
      .dm(name)
      .messages()
      .filter(isLetter)
      .filter(({ ts }) => !seen.has(ts));
  const lines: string[] = [];
  /** Two messages to one person leave side by side: which comes first says nothing. */
  const look = async (local: string) => {
    await office.advanceTo(local);
    const found = readers.flatMap((name) => unseen(name).map((message) => ({ name, message })));
    for (const { message } of found) seen.add(message.ts);
    const when = local.slice(5).replace('T', ' ');
    const told = found.flatMap(({ name, message }) => partsOf(message).map((part) => `${when} ${name} ${part}`));
    lines.push(...told.sort());
  };
  let yesterday: string | null = null;
  return {
    /** Lives through what is left of the day before, and through this day's morning in Paris and in London. */
    async morningOf(day: string): Promise<string[]> {
      const late = yesterday === null ? [] : ['13:00', '18:30'].map((time) => `${yesterday}T${time}`);
      for (const local of late) await look(local);
      for (const time of ['07:59', '08:00', '08:59', '09:00']) await look(`${day}T${time}`);
      yesterday = day;
      return lines.splice(0);
    },
  };
}

function isLetter({ metadata }: Message): boolean {
  return String(metadata?.event_payload['key']).startsWith('morning:');
}

/** `reminder` of one's own items, `silence` of others’, each with the items it speaks of. */
function partsOf({ text }: Message): string[] {
  const parts = text.split('\n\n');
  // The first line of a message with several names them all.
  return (parts.length > 1 ? parts.slice(1) : parts).map((part) => {
    const items = [...part.matchAll(/^• (A\d+)/gm)].map((match) => match[1]).sort();
    return `${/no answer|sans réponse/.test(part) ? 'silence' : 'reminder'} ${items.join(' ')}`;
  });
}

/** What people do in the newest of these messages. */
function handsOf(office: Office) {
  const desk = deskOf(office);
  const letter = (name: PersonName): Message => {
    const newest = office.slack.dm(name).messages().filter(isLetter).at(-1);
    if (!newest) throw new Error(`${name} got no message`);
    return newest;
  };
  return {
    ...desk,
    letter,
    async choose(name: PersonName, number: number, actionId: string, chosen?: string): Promise<void> {
      const { id } = await desk.item(number);
      const message = letter(name);
      const channel = office.slack.state.channels.get(message.channel);
      if (!channel) throw new Error('no channel');
      const blockId = `item:${id}`;
      const value = chosen === undefined ? {} : { chosen: `${id}|${chosen}` };
      await desk.as(name).act({ kind: 'message', message, channel }, { actionId, blockId, ...value });
    },
  };
}

/** From Monday 2 to Monday 16 November 2026; Wednesday 11 is a holiday in France, and none in Britain. */
describe('two weeks of reminders', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let diary: ReturnType<typeof diaryOf>;
  let hands: ReturnType<typeof handsOf>;

  beforeAll(async () => {
    office = await openOffice(databases, '2026-10-30T12:00');
    diary = diaryOf(office);
    hands = handsOf(office);
    await hands.say('ben', '/action call the agency by 5 November');
    await hands.say('ben', '/action order the banners by 5 November');
    await hands.say('ana', '/action chiffrer le budget avant le 4 novembre');
    await hands.say('chloe', '/action relire le contrat avant le 4 novembre');
    await hands.say('ben', '/action check the prices by 11 November');
    await hands.say('chloe', '/copil absent du 3 au 6 novembre');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('Saturday and Sunday: nobody hears anything', async () => {
    expect(await diary.morningOf('2026-10-31')).toEqual([]);
    expect(await diary.morningOf('2026-11-01')).toEqual([]);
  });

  it('Monday: what is due in two working days, counted around an absence, is announced in the owner’s language', async () => {
    expect(await diary.morningOf('2026-11-02')).toEqual([
      '11-02 08:00 ana reminder A3',
      '11-02 08:00 chloe reminder A4',
    ]);

    expect(hands.letter('ana').text).toMatch(
      /À suivre de votre côté\s: 1 à venir.*A3\s: chiffrer le budget\. Échéance mercredi 4 novembre/s,
    );
    expect(cardText(hands.letter('ana'))).toMatch(/^Lundi 2 novembre\n.*Vos sujets.*Croissance · mercredi 4 novembre/s);
  });

  it('Tuesday: two of one owner’s come in one message, at eight in London; who is away hears nothing', async () => {
    expect(await diary.morningOf('2026-11-03')).toEqual(['11-03 09:00 ben reminder A1 A2']);

    expect(hands.letter('ben').text).toMatch(/2 due soon.*A1: call the agency\. Due Thursday 5 November\./s);
    expect(cardText(hands.letter('ben'))).toMatch(/^Tuesday 3 November\n.*Your items.*Due soon\* \(2\)/s);
  });

  it('Wednesday: what is due today; what was announced is not announced again', async () => {
    expect(await diary.morningOf('2026-11-04')).toEqual(['11-04 08:00 ana reminder A3']);

    expect(hands.letter('ana').text).toMatch(/1 pour aujourd’hui.*mercredi 4 novembre\s: aujourd’hui/s);
  });

  it('Thursday: what is overdue; put off until Monday, it is struck through and let be', async () => {
    expect(await diary.morningOf('2026-11-05')).toEqual([
      '11-05 08:00 ana reminder A3',
      '11-05 09:00 ben reminder A1 A2',
    ]);
    expect(hands.letter('ana').text).toMatch(/1 en retard.*1 jour de retard/s);

    await hands.choose('ana', 3, 'item:snooze', 'monday');
    await office.settled();

    expect(cardText(hands.letter('ana'))).toMatch(/~A3 chiffrer le budget~ rappel lundi 9 novembre/);
    expect(hands.letter('ana').text).toMatch(/Tout est réglé/);
  });

  it('Friday: done by the button in the message is struck through there, and the rest stays', async () => {
    expect(await diary.morningOf('2026-11-06')).toEqual(['11-06 09:00 ben reminder A1 A2']);

    await hands.choose('ben', 2, 'item:done');
    await hands.send('ben', { outcome: 'Ordered, here on Tuesday' });
    await office.settled();

    expect(cardText(hands.letter('ben'))).toMatch(/Overdue\* \(1\).*A1.*~A2 order the banners~ done/s);
    expect(hands.letter('ben').text).toMatch(/1 overdue/);
    expect(cardText(await hands.card('A2'))).toMatch(/\*Done\* by Ben Okafor.*Ordered, here on Tuesday/s);
  });

  it('the weekend: nothing', async () => {
    expect(await diary.morningOf('2026-11-07')).toEqual([]);
    expect(await diary.morningOf('2026-11-08')).toEqual([]);
  });

  it('Monday: back from an absence and from a snooze; the chair hears of three reminders without an answer', async () => {
    expect(await diary.morningOf('2026-11-09')).toEqual([
      '11-09 08:00 ana reminder A3',
      '11-09 08:00 ana silence A1',
      '11-09 08:00 chloe reminder A4',
      '11-09 09:00 ben reminder A1 A5',
    ]);

    const told = await office.slack
      .dm('ana')
      .expectMessage(/1 sujet en retard reste sans réponse.*A1\s: call the agency/s);
    expect(cardText(told)).toMatch(/Ben Okafor · 3 rappels · jeudi 5 novembre\s: 4 jours de retard/);
    expect(hands.letter('ben').text).toMatch(/1 overdue, 1 due soon/);
  });

  it('the same Monday: a new date is given in the form behind the button, with its reason', async () => {
    const reminder = office.slack
      .dm('ana')
      .messages()
      .findLast((message) => isLetter(message) && partsOf(message).some((part) => part.startsWith('reminder')));
    if (!reminder) throw new Error('no reminder');
    await hands.press('ana', reminder, 'redate');
    const { fieldErrors } = await hands.send('ana', { due: '2026-11-13', reason: '  ' });
    expect(fieldErrors).toEqual({ reason: expect.stringMatching(/pourquoi la date change/) });

    await hands.send('ana', { due: '2026-11-13', reason: 'Le devis arrive jeudi' });
    await office.settled();

    await expect.poll(() => cardText(reminder)).toMatch(/~A3 chiffrer le budget~ nouvelle échéance\s: vendredi 13/);
    expect(cardText(await hands.card('A3'))).toMatch(/Friday 13 November.*moved once/s);
  });

  it('Tuesday: a new date starts afresh; the fifth reminder says that it was the last', async () => {
    expect(await diary.morningOf('2026-11-10')).toEqual([
      '11-10 08:00 ana reminder A3',
      '11-10 08:00 chloe reminder A4',
      '11-10 09:00 ben reminder A1',
    ]);

    expect(hands.letter('ana').text).toMatch(/1 à venir/);
    expect(cardText(hands.letter('ben'))).toMatch(
      /This is the last reminder of it: it goes to the next review of Growth/,
    );
    expect(await hands.item(1)).toMatchObject({ reminders: 5, lastRemindedOn: '2026-11-10', state: 'open' });
  });

  it('Wednesday, a holiday in France: London works, Paris is let be; dropped in the message, it stops', async () => {
    expect(await diary.morningOf('2026-11-11')).toEqual(['11-11 09:00 ben reminder A5']);

    await hands.choose('ben', 5, 'item:done');
    await hands.send('ben', { outcome: 'Checked, two were wrong' });
    await office.settled();
    expect(hands.letter('ben').text).toBe('All done: nothing here is waiting for you any more.');
  });

  it('Thursday: the chair hears of the next silence, and not again of the first', async () => {
    expect(await diary.morningOf('2026-11-12')).toEqual([
      '11-12 08:00 ana silence A4',
      '11-12 08:00 chloe reminder A4',
    ]);
  });

  it('Friday: the last reminder of the second, in French; the new date has come', async () => {
    expect(await diary.morningOf('2026-11-13')).toEqual([
      '11-13 08:00 ana reminder A3',
      '11-13 08:00 chloe reminder A4',
    ]);

    expect(cardText(hands.letter('chloe'))).toMatch(
      /Dernier rappel\s: la suite se décide à la prochaine revue, Croissance/,
    );
    await hands.choose('ana', 3, 'item:done');
    await hands.send('ana', { outcome: 'Chiffré' });
    await office.settled();
    expect(cardText(hands.letter('ana'))).toMatch(/~A3 chiffrer le budget~ c’est fait/);
  });

  it('afterwards: what stays unanswered waits for the review, and nobody is written to', async () => {
    for (const day of ['14', '15', '16', '17']) expect(await diary.morningOf(`2026-11-${day}`)).toEqual([]);

    const open = await office.database.client.item.findMany({ where: { isOpen: true }, orderBy: { number: 'asc' } });
    expect(open.map(({ number, reminders }) => ({ number, reminders }))).toEqual([
      { number: 1, reminders: 5 },
      { number: 4, reminders: 5 },
    ]);
    expect(await office.database.client.item.findMany({ where: { isOpen: false, reminders: { gt: 0 } } })).toEqual([]);
  });

  it('and the history of one says whom Copil reminded, and whom it told that nobody answers', async () => {
    const { database } = office;
    const { id, workspaceId } = await hands.item(4);
    const item = await findItem(database.client, { workspaceId, id });
    const reader = { say: loadTexts().in('en'), locale: 'en', timeZone: 'Europe/Paris', today: '2026-11-17' } as const;

    const told = item && (await itemHistory({ database, workspaceId }, item, reader));

    expect(cardText(told ?? {})).toMatch(
      /13 November: Copil reminded Chloé Martin\n.*12 November: Copil told Ana Lopes that it gets no answer\n.*Chloé Martin raised it$/s,
    );
  });
});

describe('a reminder on a bad day', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let hands: ReturnType<typeof handsOf>;
  const countOf = async () => (await hands.item(1)).reminders;
  const reminders = () => office.slack.dm('ben').messages().filter(isLetter);

  beforeEach(async () => {
    office = await openOffice(databases, '2026-11-03T12:00');
    hands = handsOf(office);
    await hands.say('ben', '/action call the agency by 4 November');
    await office.settled();
  });
  afterEach(async () => {
    office.expectNothingUnexpected();
    await office.close();
  });

  it('that Slack refuses all day is not counted, does not come at night, and is made good the next morning', async () => {
    const refusal = office.slack.faults.add({
      kind: 'error',
      error: 'restricted_action',
      method: 'chat.postMessage',
      channel: office.slack.dm('ben').id,
    });
    office.at('2026-11-04T08:00', 'Europe/London');
    await office.sweep();
    await expect.poll(() => refusal.used).toBeGreaterThan(1);
    expect(await countOf()).toBe(0);
    office.at('2026-11-04T18:30', 'Europe/London');
    await office.settled();
    refusal.clear();

    expect(reminders()).toEqual([]);
    expect(await countOf()).toBe(0);
    await office.advanceTo('2026-11-05T08:00', 'Europe/London');
    expect(reminders().map(({ text }) => text)).toEqual([expect.stringMatching(/1 overdue/)]);
    expect(await countOf()).toBe(1);
  });

  it('that Slack took without saying so is found, counted once, and not posted twice', async () => {
    const { id: channel } = office.slack.dm('ben');
    office.slack.faults.add({ ...takenThen('reset'), method: 'chat.postMessage', channel, count: 1 });

    await office.advanceTo('2026-11-04T08:00', 'Europe/London');

    expect(reminders()).toHaveLength(1);
    expect(await countOf()).toBe(1);
  });

  it('comes in the afternoon when the app was away in the morning, and not at all when it was away all day', async () => {
    await office.stopApps();
    office.at('2026-11-04T15:30', 'Europe/London');
    await office.startApp();
    await office.sweep();
    await office.settled();
    expect(reminders()).toHaveLength(1);

    await office.stopApps();
    office.at('2026-11-05T18:30', 'Europe/London');
    await office.startApp();
    await office.sweep();
    await office.settled();

    expect(reminders()).toHaveLength(1);
    expect(await countOf()).toBe(1);
  });
});

describe.each(['sqlite', 'postgresql'] as const)('two processes on one %s', (engine) => {
  const databases = databasesOf(engine);

  it('that sweep at the same time remind each owner once a day, and count it once', async () => {
    const url = await databases.migratedUrl();
    const office = await openOffice(databases, '2026-11-03T12:00', url);
    await office.startApp(await databases.open(url));
    const desk = deskOf(office);
    await desk.say('ben', '/action call the agency by 4 November');
    await desk.say('ana', '/action chiffrer le budget avant demain');
    await office.sweep();

    for (const day of ['2026-11-04', '2026-11-05']) {
      for (const time of ['08:00', '09:00', '09:01']) await office.advanceTo(`${day}T${time}`);
    }

    for (const name of ['ana', 'ben'] as const)
      expect(office.slack.dm(name).messages().filter(isLetter)).toHaveLength(2);
    expect(await desk.item(1)).toMatchObject({ reminders: 2, lastRemindedOn: '2026-11-05' });
    expect(await desk.item(2)).toMatchObject({ reminders: 2, lastRemindedOn: '2026-11-05' });
    expect(await office.database.client.event.count({ where: { what: 'item.reminded' } })).toBe(4);
    office.expectNothingUnexpected();
    await office.close();
  });
});
