import { describe, expect, it } from 'vitest';
import { describeField } from '../../../src/features/setup/change-words/describe-field.js';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { planChanges } from '../../../src/features/setup/organisation/plan.js';
import { subjectsOf } from '../../../src/features/setup/organisation/subjects.js';
import type { Locale } from '../../../src/kernel/numbers.js';
import { loadTexts } from '../../../src/platform/texts.js';

const before = `workspace: { name: Acme, currency: EUR, timeZone: Europe/Paris }
people:
  ana: { name: Ana, email: ana@acme.example, slack: U0ANA0001, operator: true }
  ben: { name: Ben, email: ben@acme.example }
  cleo: { name: Cleo, email: cleo@acme.example }
committees:
  ops:
    name: Operations
    level: operational
    channel: { id: C0OPS0001, access: internal }
    schedule: { every: week, on: monday, at: '09:00' }
    chair: ana
    leads: [ben]
    members: [ben]
    approvers: [ana]
    approvals: { policy: any, costAbove: 500, kinds: [corrective], within: 5 }
    kpis: [leads, cost]
  top:
    name: Board
    level: strategic
    schedule: { every: month, workingDay: 3, at: '10:00' }
    chair: ana
    kpis: [leads]
sources:
  crm: { name: CRM, freshness: { by: '08:00' } }
  web: { name: Web }
kpis:
  leads:
    name: Leads
    domain: performance
    format: { style: number }
    rollUp: sum
    sources: [crm]
    targets: [{ value: 100 }]
  cost: { name: Cost, domain: performance, format: { style: currency, currency: EUR }, rollUp: mean, direction: lower, sources: [crm, web] }
projects:
  site: { name: Site, committee: ops, lead: ben }
`;

const after = `workspace: { name: Acme & Co, currency: GBP, timeZone: Europe/Paris, country: FR }
people:
  ana: { name: Ana Duval, email: a.duval@acme.example, slack: U0ANA0002, locale: fr, timeZone: Europe/Berlin, country: DE, access: restricted }
  ben: { name: Ben, email: ben@acme.example, country: FR, workingHours: { from: '10:00', to: '16:00', days: [monday, tuesday] } }
  cleo: { name: Cleo, email: cleo@acme.example, guest: true, country: FR }
committees:
  ops:
    name: { en: Operations, fr: Exploitation }
    level: steering
    locale: fr
    timeZone: Europe/Berlin
    country: DE
    fiscalStartMonth: 4
    channel: { id: C0OPS0001, access: public }
    schedule: { every: two-weeks, on: thursday, at: '14:00', firstWeek: 2027-W01 }
    workingHours: { from: '09:00' }
    lateSource: wait until 15:00
    guests: allow
    minutes: { correctionDays: 3 }
    template: weekly-operational
    parent: top
    chair: ben
    leads: [ana]
    members: [ana, ben]
    approvers: [ana, ben]
    approvals: { policy: 2, within: 1 }
    kpis: [cost, leads]
  top:
    name: Board
    level: strategic
    channel: C0TOP0001
    schedule: { cron: '0 9 * * MON#1', reports: month }
    chair: ana
    kpis: [leads]
sources:
  crm: { name: CRM, owner: ana, timeZone: UTC, daysAhead: 30, freshness: { by: '10:00', lagDays: 2, timeZone: UTC } }
  web: { name: Web, freshness: { by: '07:00', lagDays: 0 } }
kpis:
  leads:
    name: Leads
    description: { en: Contacts that came, fr: Contacts venus }
    formula: forms + calls
    domain: audience
    acquisitionChannel: email
    access: public
    owner: ben
    format: { style: number, decimals: 1, unit: leads }
    rollUp: mean
    changeKind: points
    direction: range
    weekStart: thursday
    expects: workingDays
    absent: zero
    targets: [{ per: week, low: 80, high: 120 }, { from: 2027-01-01, low: 90, high: 130 }]
    thresholds: { amber: 5, red: 10, per: week }
    seasonal: true
    trend: true
    floor: 0
    ceiling: 500
    segments: [paid, organic]
    computed: { measure: closure-rate, committee: ops }
    sources: [web]
  cost: { name: Cost, domain: performance, format: { style: currency, currency: GBP, decimals: 0 }, rollUp: mean, direction: lower, grain: month, sources: [web, crm] }
projects:
  site: { name: Site, committee: top, lead: ana }
`;

const texts = loadTexts();

async function subjects(text: string) {
  return subjectsOf(await parseOrganisation({ name: 'copil.yml', text }));
}

async function changes(from: string, to: string, locale: Locale): Promise<Map<string, string[]>> {
  const stored = (await subjects(from)).map((subject) => ({ ...subject, id: subject.key, isArchived: false }));
  const reader = { say: texts.in(locale), locale, now: new Date('2026-11-30T12:00:00Z'), currency: 'EUR' };
  const { changed } = planChanges(stored, await subjects(to));
  return new Map(
    changed.map(({ subject, fields }) => [
      `${subject.kind} ${subject.key}`,
      fields.map((field) => describeField(field, reader)),
    ]),
  );
}

describe('what an apply changed', () => {
  it('is told in words, with what it was and what it is', async () => {
    const told = await changes(before, after, 'en');

    expect(told.get('workspace workspace')).toEqual(['renamed “Acme” → “Acme & Co”', 'currency: EUR → GBP']);
    expect(told.get('person ana')).toEqual([
      'renamed “Ana” → “Ana Duval”',
      'e-mail: ana@acme.example → a.duval@acme.example',
      'language: English → French',
      'time zone: Europe/Paris → Europe/Berlin',
      'operator: yes → no',
      'access: internal → restricted',
      'country: none → DE',
      'Slack account: U0ANA0001 → U0ANA0002',
    ]);
    expect(told.get('person ben')).toContain('working hours: the usual hours → 10:00–16:00, Monday and Tuesday');
    expect(told.get('person cleo')).toContain('guest: no → yes');
    expect(told.get('channel C0OPS0001')).toEqual(['access: internal → public']);
    expect(told.get('source crm')).toEqual([
      'owner: none → ana',
      'time zone: Europe/Paris → UTC',
      'days ahead: 1 → 30',
      'promised: by 08:00, 1 day later (Europe/Paris) → by 10:00, 2 days later (UTC)',
    ]);
    expect(told.get('source web')).toEqual(['promised: none → by 07:00, on the day itself (Europe/Paris)']);
    expect(told.get('project site')).toEqual(['committee: ops → top', 'lead: ben → ana']);
  });

  it('is told of a committee: its roles, KPIs, schedule and rules', async () => {
    const told = await changes(before, after, 'en');

    expect(told.get('committee ops')).toEqual(
      expect.arrayContaining([
        'renamed “Operations” → “Operations / Exploitation”',
        'level: operational → steering',
        'parent: none → top',
        'KPIs: in another order, cost, leads',
        'chair: ana → ben',
        'leads: ben → ana',
        'members: added ana',
        'approvers: added ben',
        'schedule: every Monday at 09:00 (Europe/Paris) → every second Thursday at 14:00, from 2027-W01 on (Europe/Berlin, holidays of DE, fiscal year from month 4)',
        'late source: send grey → wait until 15:00',
        'approvals: any, above €500.00, always for corrective, 5 working days → 2, 1 working day',
        'corrections of minutes: 10 working days → 3 working days',
        'guests in its channel: none → allow',
      ]),
    );
    expect(told.get('committee top')).toContain(
      'schedule: on working day 3 of each month at 10:00 (Europe/Paris) → cron "0 9 * * MON#1", reports months (Europe/Paris, holidays of FR)',
    );
  });

  it('is told of a KPI: its card and its targets', async () => {
    const told = await changes(before, after, 'en');

    expect(told.get('kpi leads')).toEqual(
      expect.arrayContaining([
        'roll-up: sum → mean',
        'format: number, 0 decimals → number, 1 decimal, leads',
        'targets: added 80–120 per week, 90–130 from 1 January 2027, removed 100',
        'thresholds: none → amber 5, red 10 per week',
        'days that count: every day → Monday, Tuesday, Wednesday, Thursday and Friday, without the holidays of FR',
        'description: none → Contacts that came / Contacts venus',
        'formula: none → forms + calls',
        'seasonal: no → yes',
        'trend: no → yes',
        'segments: added paid, organic',
        'computed: none → closure-rate (ops)',
        'sources: crm → web',
      ]),
    );
    expect(told.get('kpi cost')).toEqual(
      expect.arrayContaining(['format: EUR, 2 decimals → GBP, 0 decimals', 'sources: in another order, web, crm']),
    );
  });

  it('is told in French, and back again as it was', async () => {
    const told = await changes(after, before, 'fr');

    expect(told.get('person ana')).toEqual(
      expect.arrayContaining([
        '«\u202FAna Duval\u202F» devient «\u202FAna\u202F»',
        'langue\u202F: français → anglais',
        'opérateur\u202F: non → oui',
      ]),
    );
    expect(told.get('committee ops')).toEqual(
      expect.arrayContaining([
        'membres\u202F: en moins ana',
        expect.stringContaining('un jeudi sur deux à 14:00, à partir de 2027-W01 (Europe/Berlin, jours fériés de DE'),
      ]),
    );
    expect(told.get('kpi leads')).toEqual(
      expect.arrayContaining([
        'objectifs\u202F: en plus 100, en moins 80–120 par semaine, 90–130 à partir du 1er janvier 2027',
      ]),
    );
  });

  it('has a word for every field that a file owns, and shows no JSON', async () => {
    const fields = new Set(
      [...(await subjects(before)), ...(await subjects(after))].flatMap(({ fields }) => Object.keys(fields)),
    );
    const told = [...(await changes(before, after, 'en')).values()].flat().join('\n');

    for (const locale of ['en', 'fr'] as const) {
      const known = texts.keys(locale).filter((key) => key.startsWith('organisation.field.'));
      // A name is renamed, and needs no word of its own.
      expect(known.map((key) => key.replace('organisation.field.', '')).sort()).toEqual(
        [...fields].filter((field) => field !== 'name').sort(),
      );
    }
    expect(told).not.toMatch(/[{}[\]]|\bnull\b|\btrue\b|\bundefined\b/);
  });
});
