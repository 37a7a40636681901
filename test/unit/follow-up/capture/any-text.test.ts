import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../../src/features/follow-up/capture/command-line.js';
import { addDays, addMonths, isCalendarDate } from '../../../../src/kernel/calendar.js';
import { dateFormat } from '../../../../src/kernel/date-formats.js';
import { seeded } from '../../../support/seeded.js';
import { captured, wednesday } from './captured.js';

const bits = [
  ...[
    'by',
    'before',
    'next',
    'Friday',
    'vendredi',
    'prochain',
    'avant',
    "d'ici",
    'le',
    'the',
    '27',
    'November',
    'mai',
    'in',
    '3',
    'days',
  ],
  ...[
    '27/11',
    '03/04',
    '2026-11-27',
    '31.02',
    '9999',
    'EOM',
    'fin',
    'du',
    'mois',
    'end',
    'of',
    'week',
    '5pm',
    '17h',
    'tomorrow',
    'or',
  ],
  ...[
    '<@U1>',
    '<@U2|b>',
    '<#C1|cpl>',
    '<!here>',
    '<https://x.test|y z>',
    '<',
    '>',
    '<@',
    '|',
    '&amp;',
    '&lt;',
    '&',
    '#cpl',
    '#',
    '+',
    '!high',
  ],
  ...[
    '🎉',
    '👩‍👩‍👧',
    '\u202e',
    '\u200b',
    'שלום',
    'مرحبا',
    '\ud800',
    '\u0000',
    '\n',
    '  ',
    ',',
    ':',
    '-',
    '(',
    ')',
    '.',
    "'",
    '*',
    '`',
    'ü',
    'e\u0301',
  ],
  ...['constructor', '__proto__', 'toString', '#toString', '!valueOf', 'plan', 'the contract'],
];

function randomLines(seed: number, count: number): string[] {
  const random = seeded(seed);
  const pick = () => bits[Math.floor(random() * bits.length)] ?? '';
  return Array.from({ length: count }, () =>
    Array.from({ length: Math.ceil(random() * 20) }, () => `${pick()}${random() < 0.7 ? ' ' : ''}`).join(''),
  );
}

/** Milliseconds of processor time, since other work on the machine is not what is measured; the best of five. */
function quickest(work: () => unknown): number {
  const times = [1, 2, 3, 4, 5].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...times);
}

describe('whatever is typed', () => {
  it('is read without an error, with every date within its promise', () => {
    for (const text of randomLines(1, 2_000)) {
      for (const locale of ['en', 'fr'] as const) {
        const line = captured(text, { locale });

        expect(line.due === null).toBe(line.dateProblem !== null);
        if (line.due) {
          expect(isCalendarDate(line.due.on)).toBe(true);
          expect(line.due.on >= wednesday && line.due.on <= addMonths(wednesday, 24)).toBe(true);
        }
        expect(line.title).toBe(line.title.trim());
        expect(readCommand('action', text, { kpiKeys: [], projectKeys: [] }).do).toMatch(
          /^(?:form|help|list|show|capture)$/,
        );
      }
    }
  });

  it('keeps its title through a second reading, once its date and tags are out', () => {
    const titles = randomLines(2, 300)
      .filter((text) => !/[<>&#+!]/.test(text))
      .map((text) => captured(text))
      .filter((line) => line.dateProblem === 'none')
      .map((line) => line.title);

    expect(titles.length).toBeGreaterThan(20);
    expect(titles.map((title) => captured(title).title)).toEqual(titles);
  });

  it.each([
    ['emoji', '🎉'],
    ['right-to-left words', 'שלום '],
    ['zero-width characters', '\u200b'],
    ['deadline words', 'by '],
    ['whole deadlines', 'by 27 November '],
    ['French deadlines', 'avant le 27 novembre '],
    ['half deadlines', 'the end of the next '],
    ['numbers', '27 '],
    ['digits', '7'],
    ['dashes', '-'],
    ['commas and letters', ',,,,,,,a'],
    ['spaces', '          x'],
    ['opening angles', '<'],
    ['angles and letters', '<@U'],
    ['mentions', '<@U1>'],
    ['tags', '#a '],
    ['open brackets', '('],
    ['at signs', '@a.'],
    ['ampersands', '&amp;'],
    ['combining marks', '\u0301'],
    ['no-break spaces', '\u00a0'],
  ])('is read quickly at 10,000 characters of %s', (_, bit) => {
    captured('by 27 November, avant le 27 novembre');
    const text = bit.repeat(Math.ceil(10_000 / bit.length));

    for (const read of [
      () => captured(text),
      () => captured(`${text} by Friday`, { locale: 'fr' }),
      () => readCommand('action', text, { kpiKeys: [], projectKeys: [] }),
    ]) {
      expect(quickest(read)).toBeLessThan(50);
    }
  });

  it('has its deadline found at the end and at the start of a long text', () => {
    const long = 'renegotiate the contract with care '.repeat(280);

    expect(captured(`${long} by Friday`).due?.on).toBe('2026-11-20');
    expect(captured(`By Friday: ${long}`).due?.on).toBe('2026-11-20');
  });
});

describe('every day of the next two years', () => {
  const days = Array.from({ length: 700 }, (_, index) => addDays(wednesday, index));

  it.each([
    ['en', 'send it by', 'send it'],
    ['fr', "l'envoyer avant le", "l'envoyer"],
  ] as const)('is read as written in full in %s', (locale, lead, title) => {
    const format = dateFormat(locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });

    for (const day of days) {
      const line = captured(`${lead} ${format.format(new Date(`${day}T00:00:00Z`))}`, { locale });

      expect(line).toMatchObject({ title, due: { on: day } });
    }
  });

  it('is read as ISO and, in French, as numbers', () => {
    for (const day of days) {
      const [year, month, date] = day.split('-');

      expect(captured(`send it ${day}`).due?.on).toBe(day);
      expect(captured(`l'envoyer pour le ${date}/${month}/${year}`, { locale: 'fr' }).due?.on).toBe(day);
    }
  });

  it('is that many days away from today as a delay says', () => {
    for (const [index, day] of days.entries()) expect(captured(`send it in ${index} days`).due?.on).toBe(day);
  });
});
