import { describe, expect, it } from 'vitest';
import { describeKpi, type KpiView } from '../../../src/features/digests/public.js';
import { cardOf, type KpiCard } from '../../../src/features/kpi-commands/card.js';
import type { KpiItem } from '../../../src/features/kpi-commands/kpi-command-deps.js';
import type { Subject } from '../../../src/features/kpi-commands/subject.js';
import { computeFigures, type Kpi } from '../../../src/features/kpis/public.js';
import { parsePeriod } from '../../../src/kernel/periods.js';
import { textLengthOf } from '../../../src/platform/slack/fit-block.js';
import { fitMessage } from '../../../src/platform/slack/fit-message.js';
import { loadTexts } from '../../../src/platform/texts.js';
import { aKpi, readingsFrom, repeat } from '../kpis/builders.js';

const texts = loadTexts();

function aView(kpi: Kpi): KpiView {
  const period = parsePeriod('2026-W46');
  const readings = readingsFrom(kpi, '2026-09-07', repeat(10, 70));
  const figures = computeFigures(kpi, readings, { period, asOf: '2026-11-15' });
  const sources = [{ key: 'crm', name: { en: 'CRM <x>', fr: 'CRM <x>' } }];
  const owner = { name: 'Ana *Lopes*', slackUserId: null };
  return { item: { name: kpi.name, accessLevel: 'public', owner, sources, figures }, period, awaited: null };
}

function aSubject(kpi: Kpi, differing: Partial<Subject> = {}): Subject {
  const locale = differing.locale ?? 'en';
  const entry = { id: 'k', kpi, formula: null, owner: null, sources: [] };
  const shared = { committee: null, mayAnswer: true, name: kpi.name[locale], person: {} as Subject['person'] };
  const reader = { timeZone: 'Europe/Paris', today: '2026-11-15', clearance: 'restricted' } as const;
  return { ...shared, ...reader, entry, locale, say: texts.in(locale), ...differing };
}

function card(differing: Partial<KpiCard> & { kpi?: Kpi; subject?: Partial<Subject> } = {}) {
  const { kpi = aKpi(), subject: asking = {}, ...parts } = differing;
  const view = parts.view ?? aView(kpi);
  const subject = aSubject(kpi, asking);
  const chart = { lacksPicture: false, blocks: [] };
  return cardOf({ view, words: describeKpi(view, subject), chart, explanation: null, items: [], ...parts }, subject);
}

const item = (differing: Partial<KpiItem> = {}): KpiItem => ({
  name: 'B12',
  title: 'Tags *broken* <!channel>',
  ownerName: 'Ben_',
  dueOn: '2026-11-27',
  isLate: false,
  ...differing,
});

describe('the card of a KPI', () => {
  it('lists what is open with its weekday, says what is late, and counts the rest', () => {
    const items = [item({ isLate: true, dueOn: '2026-11-13' }), ...Array.from({ length: 9 }, () => item())];

    const { text } = card({ items });

    expect(text).toMatch(/due Friday 13 November, \*late\*/);
    expect(text.match(/• /g)).toHaveLength(8);
    expect(text).toMatch(/and 2 more$/);
  });

  it('lets nobody’s words call, format or link', () => {
    const explanation = {
      id: 'e',
      workspaceId: 'w',
      kpiKey: 'visits',
      period: '2026-W46',
      text: '<!channel> <https://x.example|click> *bold*',
      authorKey: 'ana',
      author: '<@U1>',
      createdAt: new Date(0),
    };

    const { text, blocks } = card({ items: [item()], explanation, kpi: aKpi({ name: { en: '<!here>', fr: 'x' } }) });

    for (const shown of [text, JSON.stringify(blocks)]) {
      expect(shown).not.toMatch(/<!|<@|<http|\*bold\*|\*broken\*|\*Lopes\*/);
    }
  });

  it('says in French which period is awaited, and that there is no picture', () => {
    const view = { ...aView(aKpi()), awaited: parsePeriod('2026-W47') };
    const chart = { lacksPicture: true, blocks: [] };

    const { text } = card({ view, chart, subject: { locale: 'fr', say: texts.in('fr') } });

    expect(text).toMatch(/Relevés encore attendus\s: semaine 47 .*\. Ici\s: semaine 46/);
    expect(text).toMatch(/Slack n’a pas d’image/);
  });

  it('offers logging and explaining to who answers for it, and no logging of what Copil computes', () => {
    const computed = { measure: 'closure-rate', committee: 'growth-ops' } as const;
    const buttonsOf = (shown: ReturnType<typeof card>) => JSON.stringify(shown.blocks).match(/kpi:\w+|\w+\|visits/g);

    expect(buttonsOf(card())).toEqual(['kpi:log', 'blocker|visits', 'kpi:explain', 'action|visits']);
    expect(buttonsOf(card({ subject: { mayAnswer: false } }))).toEqual(['blocker|visits', 'action|visits']);
    expect(buttonsOf(card({ kpi: aKpi({ computed }) }))).toEqual(['blocker|visits', 'kpi:explain', 'action|visits']);
  });

  it('has no action id twice in one block, which Slack refuses', () => {
    for (const block of card().blocks) {
      const ids = 'elements' in block ? block.elements.flatMap((one) => ('action_id' in one ? one.action_id : [])) : [];
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('fits into a message whatever people wrote', () => {
    const long = '<'.repeat(10_000);
    const items = Array.from({ length: 30 }, () => item({ title: long, ownerName: 'x'.repeat(200) }));
    const explanation = { id: 'e', workspaceId: 'w', kpiKey: 'visits', period: '2026-W46', text: long };
    const made = card({ items, explanation: { ...explanation, authorKey: 'a', author: 'A', createdAt: new Date(0) } });

    const fitted = fitMessage(made, (count) => `+${count}`);

    expect(fitted.blocks).toHaveLength(made.blocks.length);
    expect(textLengthOf(fitted.blocks)).toBeLessThan(10_000);
  });
});
