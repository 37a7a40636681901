import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../../src/features/follow-up/capture/command-line.js';
import type { ItemKind } from '../../../../src/features/follow-up/item.js';
import { seeded } from '../../../support/seeded.js';

const known = { kpiKeys: ['cpl', 'ROAS'], projectKeys: ['website'] };

function read(text: string, kind: ItemKind = 'action') {
  return readCommand(kind, text, known);
}

describe('the words after /action and /blocker', () => {
  it.each(['', '   ', '\n', '\u200b'])('open the form where there are none (%j)', (text) => {
    expect(read(text)).toEqual({ do: 'form' });
  });

  it.each(['help', 'Aide', ' HELP ', '?'])('ask for help: %s', (text) => {
    expect(read(text)).toEqual({ do: 'help' });
  });

  it.each([
    ['list', { who: 'mine', overdue: false }],
    ['LIST  mine', { who: 'mine', overdue: false }],
    ['list my actions', { who: 'mine', overdue: false }],
    ['list committee', { who: 'committee', overdue: false }],
    ['list my committee', { who: 'committee', overdue: false }],
    ['list overdue', { who: 'mine', overdue: true }],
    ['list overdue committee', { who: 'committee', overdue: true }],
    ['list committee overdue', { who: 'committee', overdue: true }],
    ['list all', { who: 'all', overdue: false }],
    ['list all actions overdue', { who: 'all', overdue: true }],
    ['list project website', { who: 'all', overdue: false, projectKey: 'website' }],
    ['list project +Website', { who: 'all', overdue: false, projectKey: 'website' }],
    ['list kpi roas', { who: 'all', overdue: false, kpiKey: 'ROAS' }],
    ['list kpi #cpl', { who: 'all', overdue: false, kpiKey: 'cpl' }],
    ['list kpi <#C1|cpl>', { who: 'all', overdue: false, kpiKey: 'cpl' }],
    ['list kpi foo', { who: 'all', overdue: false, kpiKey: 'foo' }],
    ['list mine kpi cpl overdue project website', { who: 'mine', overdue: true, projectKey: 'website', kpiKey: 'cpl' }],
    ['list project overdue', { who: 'all', overdue: false, projectKey: 'overdue' }],
    ['liste', { who: 'mine', overdue: false }],
    ['liste miennes', { who: 'mine', overdue: false }],
    ['liste mes actions', { who: 'mine', overdue: false }],
    ['liste comité', { who: 'committee', overdue: false }],
    ['liste comite\u0301', { who: 'committee', overdue: false }],
    ['liste comite en retard', { who: 'committee', overdue: true }],
    ['liste retard', { who: 'mine', overdue: true }],
    ['liste toutes les actions', { who: 'all', overdue: false }],
    ['liste projet website retard', { who: 'all', overdue: true, projectKey: 'website' }],
    ['liste kpi cpl tous', { who: 'all', overdue: false, kpiKey: 'cpl' }],
  ])('ask for a list: %s', (text, scope) => {
    expect(read(text)).toEqual({ do: 'list', scope });
  });

  it.each([
    ['action', 'A7', 7],
    ['action', ' a12 ', 12],
    ['blocker', 'B7', 7],
    ['blocker', 'b1234567', 1_234_567],
  ] as const)('name one to show: /%s %s', (kind, text, number) => {
    expect(read(text, kind)).toEqual({ do: 'show', number });
  });

  it.each([
    'list the suppliers we lost',
    'list everything we know',
    'list mine mine',
    'list mine committee',
    'list project',
    'list kpi',
    'list kpi cpl roas',
    'list kpi !!',
    'list blockers',
    'listing mine',
    'mine',
    'overdue',
    'help the team',
    'B7',
    'A0',
    'A12345678',
    'A7 is late',
    '#7',
    '7',
    'renegotiate the contract by Friday',
    `list ${'mine '.repeat(100)}`.trim(),
  ])('are captured in every other case: %s', (text) => {
    expect(read(text)).toEqual({ do: 'capture', text });
  });

  it('are captured as typed, with their case, marks and lines', () => {
    expect(read('  Call  <@U1>\n& co ')).toEqual({ do: 'capture', text: 'Call  <@U1>\n& co' });
  });

  it('are never a list unless each word is one of its grammar', () => {
    const random = seeded(7);
    const pool = ['mine', 'committee', 'overdue', 'all', 'kpi', 'cpl', 'project', 'website', 'suppliers', 'of', 'les'];
    const lines = Array.from({ length: 1_000 }, () =>
      ['list', ...Array.from({ length: Math.ceil(random() * 4) }, () => pool[Math.floor(random() * pool.length)])].join(
        ' ',
      ),
    );

    const lists = lines.filter((line) => read(line).do === 'list');

    expect(lists.length).toBeGreaterThan(50);
    expect(lists.filter((line) => /(?<!project|kpi) (?:suppliers|of|les)\b/.test(line))).toEqual([]);
  });
});
