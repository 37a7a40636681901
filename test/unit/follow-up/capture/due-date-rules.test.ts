import { describe, expect, it } from 'vitest';
import { captured, dueIn } from './captured.js';

describe('weekdays', () => {
  const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'];

  it('take a weekday without more for the coming one, and on that very day for the one a week later', () => {
    const fridays = days.map((today) => dueIn('send it by Friday', { today }));

    const soon = '2026-11-20';
    expect(fridays).toEqual([soon, soon, soon, soon, '2026-11-27', '2026-11-27', '2026-11-27']);
  });

  it('take "this Friday" on a Friday for today', () => {
    expect(days.map((today) => dueIn('send it this Friday', { today })).slice(3, 6)).toEqual([
      '2026-11-20',
      '2026-11-20',
      '2026-11-27',
    ]);
  });

  it.each([
    ['en', 'send it by next Friday'],
    ['fr', "l'envoyer avant vendredi prochain"],
  ] as const)(
    'take the next Friday (%s) for that of the next calendar week, on every day of this one',
    (locale, text) => {
      expect(new Set(days.map((today) => dueIn(text, { today, locale })))).toEqual(new Set(['2026-11-27']));
    },
  );

  it('take "next Monday" on a Sunday for tomorrow', () => {
    expect(dueIn('send it by next Monday', { today: '2026-11-22' })).toBe('2026-11-23');
  });

  it('put the end of the week on its Friday, and at the weekend on the next one', () => {
    const ends = days.map((today) => dueIn('send it by EOW', { today }));

    expect(ends.slice(3)).toEqual(['2026-11-20', '2026-11-20', '2026-11-27', '2026-11-27']);
  });

  it('settle which of two readings of numbers is meant', () => {
    expect(dueIn('send it by Saturday 03/04', { today: '2026-11-18' })).toBe('2027-04-03');
    expect(dueIn('send it by Thursday 04/03', { today: '2026-11-18' })).toBe('2027-03-04');
  });

  it('that disagree with their date leave it to its author, with the date as written', () => {
    expect(captured('send it by Thursday 27 November')).toMatchObject({
      title: 'send it',
      dateProblem: 'clash',
      dateReadings: ['2026-11-27'],
    });
    expect(dueIn('envoyer le jeudi 27/11/2026', { locale: 'fr' })).toBe('clash');
  });
});

describe('the calendar', () => {
  it.each([
    ['2027-01-31', 'pay it in a month', '2027-02-28'],
    ['2028-01-31', 'pay it in a month', '2028-02-29'],
    ['2026-11-30', 'pay it in 3 months', '2027-02-28'],
    ['2028-02-29', 'pay it in one year', '2029-02-28'],
    ['2026-12-30', 'pay it in 3 days', '2027-01-02'],
    ['2026-12-31', 'pay it tomorrow', '2027-01-01'],
    ['2026-12-31', 'pay it by EOM', '2026-12-31'],
    ['2026-12-31', 'pay it by the end of next month', '2027-01-31'],
    ['2026-12-28', 'pay it by next Friday', '2027-01-08'],
    ['2026-12-20', 'pay it by 5 January', '2027-01-05'],
    ['2026-12-20', 'pay it by 05/01', 'ambiguous'],
    ['2027-03-01', 'pay it by 29 February', '2028-02-29'],
    ['2028-02-01', 'pay it by 29 February', '2028-02-29'],
    ['2027-02-10', 'pay it by 29 February 2028', '2028-02-29'],
    ['2027-02-10', 'pay it by 29 February 2027', 'unread'],
    ['2027-02-10', 'pay it by 29/02', '2028-02-29'],
    ['2027-02-10', 'pay it by end of February', '2027-02-28'],
    ['2027-01-30', 'pay it by the 31st', '2027-01-31'],
    ['2027-02-01', 'pay it by the 30th', '2027-03-30'],
  ])('on %s, "%s" is %s', (today, text, expected) => {
    expect(dueIn(text, { today })).toBe(expected);
  });

  it('is that of the day handed in, whatever zone the machine is in', () => {
    expect(process.env['TZ']).toBe('Pacific/Auckland');
    expect(dueIn('send it by 1 December', { today: '2026-12-01' })).toBe('2026-12-01');
  });
});

describe('a date that cannot be a due date', () => {
  it.each([
    ['send it by yesterday', 'past', 'yesterday'],
    ['send it by 3 March 2025', 'past', '3 March 2025'],
    ['send it by 2026-11-17', 'past', '2026-11-17'],
    ['send it by 5 November', 'past', '5 November'],
    ['send it by last Friday', 'past', 'last Friday'],
    ['send it by 1 January 1850', 'past', '1 January 1850'],
    ['send it by 1 January 2099', 'far', '1 January 2099'],
    ['send it by 2099-01-01', 'far', '2099-01-01'],
    ['send it by 01/01/9999', 'far', '01/01/9999'],
    ['send it in 9999 weeks', 'far', 'in 9999 weeks'],
    ['send it in 9999 years', 'far', 'in 9999 years'],
    ['send it by 19 November 2028', 'far', '19 November 2028'],
    ['send it by 03/04', 'ambiguous', '03/04'],
    ['send it by 03/04/2027', 'ambiguous', '03/04/2027'],
    ['send it 03.04.2027', 'ambiguous', '03.04.2027'],
  ])('"%s" is %s, and its words are kept for the form', (text, problem, words) => {
    const line = captured(text);

    expect(line).toMatchObject({ due: null, dateProblem: problem, dateWords: words, title: 'send it' });
  });

  it('is none that lies up to two years ahead', () => {
    expect(dueIn('send it by 18 November 2028')).toBe('2028-11-18');
  });
});
