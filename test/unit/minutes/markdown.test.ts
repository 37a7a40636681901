import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../src/features/minutes/document.js';
import { csvOf } from '../../../src/features/minutes/export/csv.js';
import { inMarkdown, markdownOf } from '../../../src/features/minutes/export/markdown.js';
import { loadTexts } from '../../../src/platform/texts.js';
import { aContent, aDecision, anItem } from './builders.js';

const texts = loadTexts();

function fileOf(content = aContent(), { locale = 'en', phase = 'confirmed' as const } = {}) {
  const language = locale === 'fr' ? 'fr' : 'en';
  const status = { phase, closedOn: null, hash: null };
  const words = { say: texts.in(language), locale: language } as const;
  return markdownOf(documentOf(content, { ...words, status, clearance: 'internal' })).replaceAll(
    /[\u00a0\u202f]/g,
    ' ',
  );
}

describe('anybody’s text in Markdown', () => {
  it.each([
    ['# no heading', '\\# no heading'],
    ['a | b', 'a \\| b'],
    ['`code` and *stars* and _lines_', '\\`code\\` and \\*stars\\* and \\_lines\\_'],
    ['[here](https://evil.example)', '\\[here\\](https://evil.example)'],
    ['<b>&amp;', '\\<b\\>\\&amp;'],
    ['- no point', '\\- no point'],
    ['+ no point', '\\+ no point'],
    ['=== ', '\\==='],
    ['1. no list', '1\\. no list'],
    ['12) no list', '12\\) no list'],
    ['12 apples', '12 apples'],
    ['a\nb\tc', 'a b c'],
    ['back\\slash ~~gone~~ !', 'back\\\\slash \\~\\~gone\\~\\~ \\!'],
  ])('reads as it was written: %j', (text, written) => {
    expect(inMarkdown(text)).toBe(written);
  });
});

describe('minutes as Markdown', () => {
  it('tell everything of a meeting in a fixed order', () => {
    const headings = fileOf()
      .split('\n')
      .filter((line) => line.startsWith('#'));

    expect(headings).toEqual([
      '# Minutes: Growth, week 46 (9–15 November 2026)',
      '## Attendance',
      '## Who has read the digest (2 of 3)',
      '## Decided (1)',
      '## Decisions requested (1)',
      '## Actions and blockers raised (1)',
      '## Done, resolved or dropped (0)',
      '## Late (1)',
      '## Approvals that came to their end (1)',
      '## Corrections (1)',
    ]);
  });

  it('say of a decision its outcome, reason, owner, review day and votes', () => {
    expect(fileOf()).toContain(
      [
        '- **D3** Where does the budget go?',
        '  - Outcome: B Search',
        '  - Why: Cheapest\\',
        '    \\# and quickest',
        '  - Owner: Ben Okafor · Review on Monday 1 March 2027',
        '  - Votes: B Search: Omar Haddad for Ana Lopes, Ben Okafor; abstained: Chloé Martin',
        '  - KPI: Leads',
      ].join('\n'),
    );
  });

  it('say of an approval who gave it, and in whose place', () => {
    expect(fileOf()).toContain(
      '- **A7** Move the fair\n  - Approved on Tuesday 17 November by Ana Lopes, Ben Okafor for Ines Roy',
    );
  });

  it('are French in French, with its spaces and its words', () => {
    const file = fileOf(aContent(), { locale: 'fr' });

    expect(file).toMatch(/^# Compte rendu : Croissance, semaine 46 \(9–15 novembre 2026\)\n/);
    expect(file).toContain('- **Présents (2 sur 3)** Ana Lopes, Ben Okafor');
    expect(file).toContain('- **Excusés (1)** Chloé Martin');
    expect(file).toContain('## Rectifications (1)');
    expect(file).toContain('Approbation donnée le mardi 17 novembre par Ana Lopes, Ben Okafor pour Ines Roy');
  });

  it('name no KPI that its reader may not see', () => {
    const kpi = { name: { en: 'Margin', fr: 'Marge' }, accessLevel: 'confidential' } as const;

    const file = fileOf(aContent({ decided: [aDecision({ kpi })], raised: [anItem({ kpi })] }));

    expect(file).not.toContain('Margin');
  });

  it('say plainly that nobody confirmed who was there', () => {
    const file = fileOf(aContent({ attendance: null }), { phase: 'open' as never });

    expect(file).toContain('## Attendance\n\nAttendance not confirmed: nobody has said who was there.');
    expect(file).toMatch(/Draft: attendance not confirmed\.\n$/);
  });

  it('hold no line that formats, whatever two hundred people wrote', () => {
    const nasty = '# x\n| a | b |\n|---|---|\n```js\n1. y\n> z\n<script>\n===\n- w';
    const names = Array.from({ length: 200 }, (_, index) => `*P${index}*`);
    const content = aContent({
      decided: [aDecision({ question: nasty, rationale: nasty })],
      raised: [anItem({ title: nasty, outcome: nasty })],
      corrections: [{ number: 1, author: '**A**', on: '2026-11-17', text: nasty }],
    });
    const crowded = { ...content, attendance: content.attendance && { ...content.attendance, present: names } };

    const lines = fileOf(crowded).split('\n');

    const odd = lines.filter((line) => !/^(?:#{1,2} |- | {2}- | {2,4}\\?[^\s#>|`<=-]|---$|$|\w)/.test(line));
    expect(odd).toEqual([]);
    expect(lines.filter((line) => /^\s*(?:\||```|>|=|\d+[.)]\s|<)/.test(line))).toEqual([]);
    expect(lines.filter((line) => line === '---')).toHaveLength(1);
  });
});

describe('minutes as CSV', () => {
  it('are a record for each person and thing, and compute nothing', () => {
    const rows = csvOf(aContent({ raised: [anItem({ title: '=HYPERLINK("x")' })] })).split('\r\n');

    expect(rows[0]).toBe('section,name,title,state,person,date,outcome,details');
    expect(rows).toContain('attendance,,,present,Ana Lopes,2026-11-17,,');
    expect(rows).toContain('attendance,,,guest,Omar Haddad,2026-11-17,,');
    expect(rows).toContain('read,,,,Ana Lopes,2026-11-16,,');
    expect(rows).toContain('raised,A9,"\'=HYPERLINK(""x"")",open,Ben Okafor,2026-11-20,,');
    expect(rows).toContain('approval,A7,Move the fair,approved,Ana Lopes; Ben Okafor for Ines Roy,2026-11-17,,');
  });

  it('say that the attendance is not confirmed', () => {
    expect(csvOf(aContent({ attendance: null }))).toContain('attendance,,,not confirmed,,,,');
  });
});
