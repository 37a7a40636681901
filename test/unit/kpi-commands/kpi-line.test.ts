import { describe, expect, it } from 'vitest';
import { readKpiLine, withoutSlackMarks } from '../../../src/features/kpi-commands/kpi-line.js';

describe('what stands behind /kpi', () => {
  it.each([
    ['', { do: 'help' }],
    ['  HELP ', { do: 'help' }],
    ['aide', { do: 'help' }],
    ['leads', { do: 'show', kpi: 'leads' }],
    ['#leads', { do: 'show', kpi: 'leads' }],
    ['Cost per lead', { do: 'show', kpi: 'Cost per lead' }],
    ['<#C0LEADS01|leads>', { do: 'show', kpi: 'leads' }],
    ['log leads 1 234', { do: 'log', kpi: 'leads', words: ['1', '234'] }],
    ['Saisir #leads 1\u202f234,5 2026-W46', { do: 'log', kpi: 'leads', words: ['1', '234,5', '2026-W46'] }],
    ['log', { do: 'log', kpi: '', words: [] }],
    ['explain leads', { do: 'explain', kpi: 'leads', text: '' }],
    ['expliquer leads grève\n  le mardi', { do: 'explain', kpi: 'leads', text: 'grève\n  le mardi' }],
    ['explain', { do: 'explain', kpi: '', text: '' }],
    ['logs', { do: 'show', kpi: 'logs' }],
  ])('%j is %j', (text, line) => {
    expect(readKpiLine(text)).toEqual(line);
  });
});

describe('the text of a command', () => {
  it.each([
    ['<@U0ANA000001|ana> &amp; co', '@ana & co'],
    ['<!channel> look', '@channel look'],
    ['<!subteam^S1|@sales>', '@sales'],
    ['see <https://x.example/a?b=1|x.example> &lt;now&gt;', 'see https://x.example/a?b=1 <now>'],
    ['a < b', 'a < b'],
  ])('%j was typed as %j', (text, typed) => {
    expect(withoutSlackMarks(text)).toBe(typed);
  });
});
