import { describe, expect, it } from 'vitest';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { loadTexts } from '../../../src/platform/texts.js';

const base = `workspace: { name: Acme, language: fr, timeZone: Europe/Paris }
people:
  ana: { name: Ana, email: ana@acme.example, operator: true }
  ben: { name: Ben, slack: U0BEN0001 }
committees:
  ops:
    name: { en: Operations, fr: Opérations }
    level: operational
    channel: { id: C0OPS0001, access: internal }
    schedule: { every: week, on: monday, at: '09:00' }
    chair: ana
    kpis: [leads]
sources:
  crm: { name: CRM }
kpis:
  leads:
    name: Leads
    domain: performance
    format: { style: number }
    rollUp: sum
    sources: [crm]
`;

const texts = loadTexts();
const now = new Date('2026-11-30T12:00:00Z');

async function warnings(text: string, locale: 'en' | 'fr' = 'en'): Promise<string[]> {
  const organisation = await parseOrganisation({ name: 'copil.yml', text });
  return organisation.warnings.map((warning) => warning({ say: texts.in(locale), locale, now }));
}

/** The base file with each text replaced, which must be there. */
function edited(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, base);
}

const withKpi = (...lines: readonly string[]): string => `${base}${lines.map((line) => `    ${line}\n`).join('')}`;
const rate = (...lines: readonly string[]): string =>
  withKpi(...lines)
    .replace('style: number', 'style: percent')
    .replace('rollUp: sum', 'rollUp: mean');
const onCron = (cron: string, reports: string): string =>
  edited(["{ every: week, on: monday, at: '09:00' }", `{ cron: '${cron}', reports: ${reports} }`]);

describe('what an organisation file may say and should not', () => {
  it('is nothing in an ordinary file', async () => {
    expect(await warnings(base)).toEqual([]);
  });

  it('is a committee without a channel or a KPI, a person nobody can reach, and nobody who operates', async () => {
    const none = edited(['    channel: { id: C0OPS0001, access: internal }\n', ''], ['kpis: [leads]', 'kpis: []']);
    const nobody = edited([', slack: U0BEN0001', ''], [', operator: true', '']);

    expect(await warnings(none)).toEqual([
      'committees.ops has no channel: its digests will be sent nowhere. Write channel: C… there.',
      'committees.ops follows no KPI: its digest will be empty. List some in its kpis.',
    ]);
    expect(await warnings(nobody)).toEqual([
      expect.stringMatching(/^people\.ben has neither e-mail nor Slack id.*Write email: … or slack: U… there\.$/),
      expect.stringMatching(/^nobody is an operator.*Write operator: true at somebody\.$/),
    ]);
  });

  it('are figures that a channel will not show', async () => {
    const above = withKpi('access: confidential');

    expect(await warnings(above)).toEqual([
      'committees.ops: C0OPS0001 is internal, so these figures will be withheld there: leads. Give the channel a higher access, or the KPIs a lower one.',
    ]);
    expect(await warnings(edited(['{ id: C0OPS0001, access: internal }', 'C0OPS0001']))).toEqual([
      expect.stringContaining('C0OPS0001 has no access level, so these figures will be withheld there: leads'),
    ]);
  });
});

describe('a target for another kind of period than a committee reports', () => {
  it('is told with the target that would do', async () => {
    const monthly = withKpi('targets: [{ per: month, value: 1200 }]');

    expect(await warnings(monthly)).toEqual([
      'kpis.leads: its targets hold per month, and committees.ops reports weeks, so its digest will say that there is no target. Add one for that, such as { per: week, value: 276 }.',
    ]);
    expect(await warnings(monthly, 'fr')).toEqual([
      'kpis.leads\u202F: ses objectifs valent par mois, et committees.ops rend compte par semaine\u202F: son point dira qu’il n’y a pas d’objectif. Ajoutez-en un, par exemple { per: week, value: 276 }.',
    ]);
  });

  it('is a weekly one, said or not, where quarters are reported, and a rate keeps its scale', async () => {
    const quarterly = (text: string) =>
      text.replace("{ every: week, on: monday, at: '09:00' }", "{ every: quarter, workingDay: 3, at: '09:00' }");
    const [unsaid] = await warnings(quarterly(withKpi('targets: [{ value: 70 }]')));
    const [said] = await warnings(quarterly(rate('ceiling: 1', 'targets: [{ per: week, value: 0.7 }]')));

    expect(unsaid).toMatch(/hold per week, and committees\.ops reports quarters.*\{ per: quarter, value: 913 \}/);
    expect(said).toMatch(/such as \{ per: quarter, value: 0\.7 \}/);
  });

  it.each([
    ['for the very period', ['targets: [{ per: month, value: 1200 }, { per: week, value: 300 }]']],
    ['for the grain of a KPI that is coarser than the digest', ['grain: month', 'targets: [{ value: 1200 }]']],
    ['per month of such a KPI', ['grain: month', 'targets: [{ per: month, value: 1200 }]']],
    ['none at all', []],
  ])('is none where it is %s', async (_name, lines) => {
    expect(await warnings(withKpi(...lines))).toEqual([]);
  });
});

describe('a target that nothing can reach', () => {
  it.each([
    [
      rate('floor: 0', 'ceiling: 1', 'targets: [{ value: 70 }]'),
      'kpis.leads.targets[1]: 70 means 7,000.0%, since rates are fractions of 1. Write 0.7 for 70.0%.',
    ],
    [
      rate('targets: [{ from: 2026-01-01, value: 0.5 }, { from: 2027-01-01, value: 55.5 }]'),
      'kpis.leads.targets[2]: 55.5 means 5,550.0%, since rates are fractions of 1. Write 0.555 for 55.5%; where 5,550.0% is meant, say so with a ceiling.',
    ],
    [
      rate('ceiling: 100', 'direction: lower', 'thresholds: { amber: 3, red: 0.4 }').replace('amber: 3', 'amber: 0.3'),
      'kpis.leads.ceiling: 100 means 10,000.0%, since rates are fractions of 1. Write 1 for 100.0%.',
    ],
    [
      rate('ceiling: 1', 'direction: lower', 'thresholds: { amber: 0.3, red: 40 }'),
      'kpis.leads.thresholds.red: 40 means 4,000.0%, since rates are fractions of 1. Write 0.4 for 40.0%.',
    ],
    [
      withKpi('grain: week', 'ceiling: 50', 'targets: [{ value: 70 }]'),
      'kpis.leads.targets[1]: 70 is above the ceiling of 50, which no value passes. Correct the one or the other.',
    ],
    [
      withKpi('floor: 10', 'direction: range', 'targets: [{ low: 5, high: 20 }]').replace(
        'rollUp: sum',
        'rollUp: mean',
      ),
      'kpis.leads.targets[1]: 5 is below the floor of 10, which no value passes. Correct the one or the other.',
    ],
  ])('is told with what to write', async (text, expected) => {
    expect(await warnings(text)).toEqual([expected]);
  });

  it('is none that a sum of readings reaches, nor a rate that its ceiling lets through', async () => {
    expect(await warnings(withKpi('ceiling: 50', 'targets: [{ value: 350 }]'))).toEqual([]);
    expect(await warnings(withKpi('ceiling: 50', 'targets: [{ value: 351 }]'))).toHaveLength(1);
    expect(await warnings(rate('ceiling: 2', 'targets: [{ value: 1.2 }]'))).toEqual([]);
    expect(await warnings(rate('targets: [{ value: 1 }]'))).toEqual([]);
  });
});

describe('a cron', () => {
  it('with both fields of days is told to mean one or the other, with what means both and when that runs', async () => {
    const [told, ...others] = await warnings(onCron('0 9 1-7 * MON', 'month'));

    expect(others).toEqual([]);
    expect(told).toBe(
      'committees.ops.schedule.cron: "0 9 1-7 * MON" names a day of the month and a day of the week, and cron means one or the other. ' +
        'Where both have to hold, write "0 9 * * MON#1", which runs on Monday 7 December 2026 at 09:00 (Europe/Paris), ' +
        'Monday 4 January 2027 at 09:00 (Europe/Paris) and Monday 1 February 2027 at 09:00 (Europe/Paris). ' +
        'Or keep one of the two: "0 9 1-7 * *" or "0 9 * * MON".',
    );
    expect(await warnings(onCron('0 9 1-7 * MON', 'month'), 'fr')).toEqual([
      expect.stringContaining('écrivez "0 9 * * MON#1", qui passe lundi 7 décembre 2026 à 09:00 (Europe/Paris),'),
    ]);
  });

  it.each([
    ['0 9 8-14 * TUE,THU', '0 9 * * TUE#2,THU#2'],
    ['30 8 15-21 1,7 2', '30 8 * 1,7 2#3'],
    ['0 9 13 * FRI', '0 9 13 * +FRI'],
    ['0 9 1-7 * MON-FRI', '0 9 1-7 * +MON-FRI'],
    ['0 9 */2 * MON', '0 9 */2 * +MON'],
    ['0 9 L * FRI', '0 9 L * +FRI'],
  ])('that says %s is answered with %s', async (cron, both) => {
    const [told] = await warnings(onCron(cron, 'month'));

    expect(told).toContain(`write "${both}", which runs on `);
    // What is proposed is taken, and is no reason for the same warning.
    expect((await warnings(onCron(both, 'month'))).join()).not.toContain('one or the other');
  });

  it('that runs more often than it reports is told what would run once', async () => {
    expect(await warnings(onCron('15 8 * * *', 'week'))).toEqual([
      'committees.ops.schedule.cron: "15 8 * * *" runs more often than once a week, and only the first run of each sends its digest. Write for example "15 8 * * MON", or let it report shorter periods.',
    ]);
    expect(await warnings(onCron('*/5 9 * * *', 'month'))).toEqual([expect.stringContaining('"0 9 1 * *"')]);
  });

  it.each([
    ['0 9 * * MON', 'week'],
    ['0 9 * * MON#1', 'month'],
    ['0 9 ? * 1', 'week'],
    ['0 9 13 * +FRI', 'month'],
    ['0 9 1 1,4,7,10 *', 'quarter'],
  ])('that says %s is nothing to tell of', async (cron, reports) => {
    expect(await warnings(onCron(cron, reports))).toEqual([]);
  });

  it('that never runs is a fault, with what is wrong', async () => {
    await expect(parseOrganisation({ name: 'copil.yml', text: onCron('0 9 30 2 *', 'month') })).rejects.toMatchObject({
      problems: [expect.stringMatching(/never fires: no such day exists/)],
    });
  });
});

describe('names that read alike', () => {
  it.each([
    ['people', edited(['name: Ben,', 'name: "  ANA ",'])],
    ['sources', edited(['  crm: { name: CRM }', '  crm: { name: Référentiel }\n  crm2: { name: referentiel }'])],
    [
      'kpis',
      `${base}  leads2: { name: { en: Contacts, fr: leads }, domain: performance, format: { style: number }, rollUp: sum, sources: [crm] }\n`,
    ],
    ['projects', `${base}projects:\n  a: { name: Site }\n  b: { name: SITE }\n`],
    [
      'committees',
      edited([
        'sources:\n',
        "  ops2: { name: { en: operations, fr: Exploitation }, level: operational, channel: C0OPS0002, schedule: { every: week, on: monday, at: '09:00' }, chair: ana, kpis: [leads] }\nsources:\n",
      ]),
    ],
  ])('in %s are told once, in either language, case and accents aside', async (section, text) => {
    const alike = (await warnings(text)).filter((line) => line.includes('nobody can tell them apart'));

    expect(alike).toEqual([
      expect.stringMatching(new RegExp(`^${section}\\.\\w+ and ${section}\\.\\w+ share the name`)),
    ]);
  });
});
