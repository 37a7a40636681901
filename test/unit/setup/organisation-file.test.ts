import { describe, expect, it } from 'vitest';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { ConfigError } from '../../../src/kernel/errors.js';

const base = `workspace:
  name: Acme
  country: FR
  language: fr
  timeZone: Europe/Paris
people:
  ana: { name: Ana, email: Ana@Acme.example, operator: true }
  ben: { name: Ben, slack: U0BEN0001 }
committees:
  ops:
    name: { en: Operations, fr: Opérations }
    level: operational
    channel: { id: C0OPS0001, access: internal }
    schedule: { every: week, on: monday, at: '09:00' }
    lateSource: wait until 11:00
    chair: ana
    members: [ben]
    kpis: [leads]
sources:
  crm:
    name: CRM
    freshness: { by: '08:00' }
kpis:
  leads:
    name: Leads
    domain: performance
    format: { style: number, unit: leads }
    rollUp: sum
    sources: [crm]
    targets:
      - { from: '2026-01-01', value: 100 }
`;

async function problemsOf(text: string, templates?: string[]): Promise<readonly string[]> {
  try {
    await parseOrganisation({ name: 'copil.yml', text, ...(templates ? { templates } : {}) });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

/** The base file with one text replaced, which must be there. */
function edited(from: string, to: string): string {
  expect(base).toContain(from);
  return base.replace(from, to);
}

describe('an organisation file', () => {
  it('may use the one key that every object has too, wherever keys stand', async () => {
    const keys = /\b(ana|ops|crm|leads)\b(?=[:,\]]|$)/gm;
    const text = `${base}projects:\n  launch:\n    name: Launch\n    committee: ops\n    lead: ana\n`;

    const used = await parseOrganisation({ name: 'copil.yml', text: text.replace(keys, 'constructor') });

    const { people, committees, sources, kpis } = used;
    expect([people[0]?.key, committees[0]?.key, sources[0]?.key, kpis[0]?.key]).toEqual(
      Array.from({ length: 4 }, () => 'constructor'),
    );
    expect(committees[0]).toMatchObject({ members: { chair: ['constructor'] }, kpis: ['constructor'] });
  });

  it.each(['__proto__', 'toString', 'hasOwnProperty', 'valueOf'])('refuses the key %s with words', async (key) => {
    const [problem = ''] = await problemsOf(base.replaceAll('leads', key));

    expect(problem).toMatch(
      new RegExp(`^copil.yml:\\d+ .*"${key}" (is not a key: expected lower-case|cannot be a key)`),
    );
  });

  it('names what is not there where a key that every object has is only referred to', async () => {
    expect(await problemsOf(edited('kpis: [leads]', 'kpis: [constructor]'))).toEqual([
      'copil.yml:18 committees.ops.kpis[1]: there is no KPI "constructor" in kpis',
    ]);
  });

  it.each(['audience', 'performance', 'competition', 'operations', 'finance', 'people', 'service', 'other'])(
    'may say that a KPI is about %s',
    async (domain) => {
      const used = await parseOrganisation({
        name: 'copil.yml',
        text: edited('domain: performance', `domain: ${domain}`),
      });

      expect(used.kpis.map((kpi) => kpi.domain)).toEqual([domain]);
    },
  );

  it('need not say what a KPI is about: it is then something else', async () => {
    const used = await parseOrganisation({ name: 'copil.yml', text: edited('    domain: performance\n', '') });

    expect(used.kpis.map((kpi) => kpi.domain)).toEqual(['other']);
  });

  it('may name a person as a guest, with a country and hours of their own', async () => {
    const own = "guest: true, country: DE-BY, workingHours: { from: '07:00', days: [monday, tuesday] }";

    const organisation = await parseOrganisation({ name: 'copil.yml', text: edited('name: Ben', `name: Ben, ${own}`) });

    expect(organisation.people[1]).toMatchObject({
      isGuest: true,
      country: 'DE-BY',
      workingHours: { from: '07:00', to: '18:00', days: ['monday', 'tuesday'] },
    });
  });

  it('may say when actions of a committee need an approval, in the currency of the workspace', async () => {
    const rule = 'approvals: { policy: 2, costAbove: 1250.5, kinds: [preventive, corrective], within: 3 }';
    const text = edited('    members: [ben]', `    approvers: [ana, ben]\n    ${rule}\n    members: [ben]`);

    const { committees } = await parseOrganisation({ name: 'copil.yml', text });

    expect(committees[0]?.approvals).toEqual({
      policy: { count: 2 },
      costAboveMinor: 125_050,
      types: ['corrective', 'preventive'],
      within: 3,
    });
  });

  it('counts costs in euros, and approvers have five working days, where nothing else is said', async () => {
    const text = edited('    members: [ben]', '    approvers: [ben]\n    approvals: {}\n    members: [ben]');

    const { workspace, committees } = await parseOrganisation({ name: 'copil.yml', text });

    expect(workspace.currency).toBe('EUR');
    expect(committees[0]?.approvals).toEqual({ policy: 'any', costAboveMinor: null, types: [], within: 5 });
  });

  it('has no rule for approvals where it names none', async () => {
    const { committees } = await parseOrganisation({ name: 'copil.yml', text: base });

    expect(committees[0]?.approvals).toBeNull();
  });

  it('takes a threshold in a currency without decimals as it stands', async () => {
    const text = edited('  name: Acme', '  name: Acme\n  currency: JPY').replace(
      '    members: [ben]',
      '    approvers: [ben]\n    approvals: { costAbove: 5000 }\n    members: [ben]',
    );

    const { committees } = await parseOrganisation({ name: 'copil.yml', text });

    expect(committees[0]?.approvals?.costAboveMinor).toBe(5_000);
  });

  it.each([
    [
      'policy: most',
      'committees.ops.approvals.policy: "most" is no policy: expected any, all, majority, or a number of approvers',
    ],
    [
      'policy: 0',
      'committees.ops.approvals.policy: 0 is no policy: expected any, all, majority, or a number of approvers',
    ],
    ['policy: 3', 'committees.ops.approvals.policy: takes 3 approvers, and the committee has 2'],
    ['costAbove: -1', 'committees.ops.approvals.costAbove: -1 is too small: expected at least 0'],
    ['costAbove: 12.505', 'committees.ops.approvals.costAbove: "12.505" is no amount in EUR'],
    [
      'kinds: [urgent]',
      'committees.ops.approvals.kinds[1]: "urgent" is not one of corrective, preventive, exploratory',
    ],
    ['within: 0', 'committees.ops.approvals.within: 0 is too small: expected at least 1'],
    [
      'cost: 12',
      'committees.ops.approvals.cost: is no key that is known here (known: policy, costAbove, kinds, within)',
    ],
  ])('names the line of what is wrong in a rule for approvals: %s', async (entry, fault) => {
    const text = edited(
      '    members: [ben]',
      `    approvers: [ana, ben]\n    approvals: { ${entry} }\n    members: [ben]`,
    );

    expect(await problemsOf(text)).toEqual([`copil.yml:18 ${fault}`]);
  });

  it('takes corrections of minutes for ten working days, or as many as the committee says', async () => {
    const days = async (text: string) => {
      const { committees } = await parseOrganisation({ name: 'copil.yml', text });
      return committees[0]?.minutes.correctionDays;
    };
    const saying = (entry: string) => edited('    members: [ben]', `    minutes: { ${entry} }\n    members: [ben]`);

    expect(await days(base)).toBe(10);
    expect(await days(saying(''))).toBe(10);
    expect(await days(saying('correctionDays: 3'))).toBe(3);
    expect(await problemsOf(saying('correctionDays: 0'))).toEqual([
      'copil.yml:17 committees.ops.minutes.correctionDays: 0 is too small: expected at least 1',
    ]);
    expect(await problemsOf(saying('correctionDays: 61'))).toEqual([
      'copil.yml:17 committees.ops.minutes.correctionDays: 61 is too large: expected at most 60',
    ]);
  });

  it('refuses a guest among the approvers, and a currency that is none', async () => {
    const guest = edited('name: Ben,', 'name: Ben, guest: true,').replace('members: [ben]', 'approvers: [ben]');

    expect(await problemsOf(guest)).toEqual([
      'copil.yml:17 committees.ops.approvers[1]: "ben" is a guest, who cannot approve',
    ]);
    expect(await problemsOf(edited('  name: Acme', '  name: Acme\n  currency: EURO'))).toEqual([
      'copil.yml:3 workspace.currency: "EURO" is not a currency: expected an ISO 4217 code such as EUR, GBP or USD',
    ]);
  });

  it('refuses a KPI or a segment that looks like a person', async () => {
    const segment = edited('    sources: [crm]', "    sources: [crm]\n    segments: [web, 'ana@example.com']");
    const key = edited('  leads:\n', "  '0612345678':\n").replace('kpis: [leads]', "kpis: ['0612345678']");

    expect(await problemsOf(segment)).toEqual([
      expect.stringMatching(
        /kpis\.leads\.segments\[2\]: the segment looks like an e-mail address: Copil keeps aggregates only/,
      ),
    ]);
    expect(await problemsOf(key)).toContainEqual(expect.stringMatching(/the KPI looks like a telephone number/));
  });

  it('is read with the defaults that the workspace gives', async () => {
    const organisation = await parseOrganisation({ name: 'copil.yml', text: base });

    expect(organisation.people[0]).toEqual({
      key: 'ana',
      name: 'Ana',
      email: 'ana@acme.example',
      slackUserId: null,
      locale: 'fr',
      timeZone: 'Europe/Paris',
      isOperator: true,
      access: 'internal',
      isGuest: false,
      country: 'FR',
      workingHours: null,
    });
    expect(organisation.committees[0]).toMatchObject({
      key: 'ops',
      locale: 'fr',
      template: 'weekly-operational',
      calendar: {
        schedule: { every: 'week', on: 'monday', at: '09:00', zone: 'Europe/Paris', country: 'FR' },
        workingHours: { from: '08:00', to: '18:00' },
        lateSource: { kind: 'wait', until: '11:00' },
      },
      members: { chair: ['ana'], lead: [], member: ['ben'], approver: [] },
    });
    expect(organisation.kpis[0]).toMatchObject({
      name: { en: 'Leads', fr: 'Leads' },
      access: 'internal',
      card: { changeKind: 'percent', direction: 'higher', grain: 'day', weekStart: 'monday', isSeasonal: false },
    });
    expect(organisation.sources[0]?.freshness).toEqual({ by: '08:00', lagDays: 1, zone: 'Europe/Paris' });
    expect(organisation.channels).toEqual([{ key: 'C0OPS0001', access: 'internal' }]);
    expect(organisation.warnings).toEqual([]);
  });

  it('is read with a byte order mark and Windows line ends', async () => {
    expect(await problemsOf(`\uFEFF${base.replaceAll('\n', '\r\n')}`)).toEqual([]);
  });
});

type Fault = [what: string, text: string, problem: string];

const faults: Fault[] = [
  ['is empty', ' \n', 'copil.yml:1 is empty: nothing to apply'],
  ['is a list', '- a\n', 'copil.yml:1 holds no organisation: expected the sections workspace, people, committees …'],
  [
    'is no YAML',
    'people: [ana\nworkspace: x\n',
    'copil.yml:2 is not readable as YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  [
    'names an anchor that is not there',
    'people: *them\n',
    'copil.yml:1 *them names nothing: no &them stands before it',
  ],
  [
    'computes a KPI for a committee that is not there',
    edited(
      '    sources: [crm]\n    targets',
      '    sources: [crm]\n    computed: { measure: closure-rate, committee: opps }\n    targets',
    ),
    'copil.yml:30 kpis.leads.computed.committee: there is no committee "opps" in committees; did you mean ops?',
  ],
  ['gives a key twice', edited('  ben:', '  ana:'), 'copil.yml:8 "ana" is given twice: keep one'],
  [
    'has an unknown section',
    `${base}objectifs: {}\n`,
    'copil.yml:32 objectifs: is no section that this version knows (known: workspace, people, channels, committees, projects, sources, kpis)',
  ],
  [
    'has a section misspelt',
    edited('committees:', 'comittees:'),
    'copil.yml:9 comittees: is no section that this version knows; did you mean committees?',
  ],
  [
    'has an unknown key',
    edited('    level:', '    timezone: Europe/Paris\n    level:'),
    'copil.yml:12 committees.ops.timezone: is no key that is known here; did you mean timeZone?',
  ],
  [
    'has an unknown key inside a value',
    edited('access: internal }', 'acces: internal }'),
    'copil.yml:13 committees.ops.channel.acces: is no key that is known here; did you mean access?',
  ],
  ['lacks a workspace name', edited('  name: Acme\n', ''), 'copil.yml:1 workspace.name: is missing: expected a text'],
  [
    'names a zone that does not exist',
    edited('timeZone: Europe/Paris', 'timeZone: Europe/Pari'),
    'copil.yml:5 workspace.timeZone: "Europe/Pari" is not a time zone; did you mean Europe/Paris?',
  ],
  [
    'names a country without holidays',
    edited('country: FR', 'country: XX'),
    'copil.yml:3 workspace.country: There is no holiday calendar for the country "XX": expected an ISO code such as FR, DE or DE-BY',
  ],
  [
    'has a value of another kind',
    edited('name: Ben', 'name: [Ben]'),
    'copil.yml:8 people.ben.name: ["Ben"] is not a text',
  ],
  [
    'has a wrong e-mail address',
    edited('Ana@Acme.example', 'ana(at)acme'),
    'copil.yml:7 people.ana.email: "ana(at)acme" is not an e-mail address',
  ],
  [
    'has a name for a channel id',
    edited('id: C0OPS0001', "id: '#growth'"),
    'copil.yml:13 committees.ops.channel.id: "#growth" is not a channel id: expected one such as C0123ABCD, which stands at the end of the channel\'s details in Slack',
  ],
  [
    'has a handle for a Slack user',
    edited('U0BEN0001', "'@ben'"),
    'copil.yml:8 people.ben.slack: "@ben" is not a member id: expected one such as U0123ABCD, which a person\'s Slack profile can copy',
  ],
  [
    'has a wrong choice',
    edited('level: operational', 'level: operationel'),
    'copil.yml:12 committees.ops.level: "operationel" is not one of operational, steering, strategic; did you mean operational?',
  ],
  [
    'has half a name',
    edited('{ en: Operations, fr: Opérations }', '{ en: Operations }'),
    'copil.yml:11 committees.ops.name.fr: is missing: expected a text',
  ],
  [
    'has a key no one can type',
    edited('  ops:', '  Growth Ops:'),
    'copil.yml:10 committees.Growth Ops: "Growth Ops" is not a key: expected lower-case letters, digits, dashes and underscores, such as growth-ops',
  ],
  ['lacks a chair', edited('    chair: ana\n', ''), 'copil.yml:10 committees.ops.chair: is missing: expected a text'],
  [
    'names a chair nobody knows',
    edited('chair: ana', 'chair: anna'),
    'copil.yml:16 committees.ops.chair: there is no person "anna" in people; did you mean ana?',
  ],
  [
    'names a KPI nobody knows',
    edited('kpis: [leads]', 'kpis: [leads, lead]'),
    'copil.yml:18 committees.ops.kpis[2]: there is no KPI "lead" in kpis; did you mean leads?',
  ],
  [
    'lists a KPI twice',
    edited('kpis: [leads]', 'kpis:\n      - leads\n      - leads'),
    'copil.yml:20 committees.ops.kpis[2]: "leads" is listed twice: keep one',
  ],
  [
    'names a source nobody knows',
    edited('sources: [crm]', 'sources: [erp]'),
    'copil.yml:29 kpis.leads.sources[1]: there is no source "erp" in sources',
  ],
  [
    'names a committee nobody knows',
    edited('sources:\n  crm', 'projects:\n  site: { name: Site, committee: board }\nsources:\n  crm'),
    'copil.yml:20 projects.site.committee: there is no committee "board" in committees',
  ],
  [
    'has a KPI without a source',
    edited('sources: [crm]', 'sources: []'),
    'copil.yml:29 kpis.leads.sources: is empty: expected at least 1',
  ],
  [
    'has a schedule that names no time',
    edited("{ every: week, on: monday, at: '09:00' }", '{}'),
    'copil.yml:14 committees.ops.schedule: names no time: expected every (week, two-weeks, month, quarter) or cron',
  ],
  [
    'has a schedule with a key of another',
    edited("on: monday, at: '09:00' }", "on: monday, at: '09:00', workingDay: 3 }"),
    'copil.yml:14 committees.ops.schedule.workingDay: does not belong to a schedule of every week, which has every, on, at',
  ],
  [
    'has a time that does not exist',
    edited("at: '09:00'", "at: '25:00'"),
    'copil.yml:14 committees.ops.schedule.at: "25:00" is not a time of day: expected HH:MM, 00:00 to 23:59',
  ],
  [
    'has a cron that never fires',
    edited("{ every: week, on: monday, at: '09:00' }", "{ cron: '0 9 31 2 *', reports: week }"),
    'copil.yml:14 committees.ops.schedule.cron: The cron pattern "0 9 31 2 *" never fires: no such day exists',
  ],
  [
    'has a cron nobody can read',
    edited("{ every: week, on: monday, at: '09:00' }", "{ cron: 'each monday', reports: week }"),
    'copil.yml:14 committees.ops.schedule.cron: "each monday" is not a cron pattern: expected five fields (minute hour day month weekday), such as 0 9 * * MON',
  ],
  [
    'asks for a working day that a month lacks',
    edited("{ every: week, on: monday, at: '09:00' }", "{ every: month, workingDay: 30, at: '09:00' }"),
    'copil.yml:14 committees.ops.schedule.workingDay: Working day 30 of a month is not possible: expected a whole number from 1 to 15, which every month has',
  ],
  [
    'works no hours',
    edited('    chair:', "    workingHours: { from: '18:00', to: '08:00' }\n    chair:"),
    'copil.yml:16 committees.ops.workingHours: Working hours from 18:00 to 08:00 are empty: "to" must come after "from"',
  ],
  [
    'has a late-source rule nobody knows',
    edited('wait until 11:00', 'wait a bit'),
    'copil.yml:15 committees.ops.lateSource: "wait a bit" is no answer to a late source: expected "wait until HH:MM" or "send grey"',
  ],
  [
    'waits until before the digest',
    edited('wait until 11:00', 'wait until 08:30'),
    'copil.yml:15 committees.ops.lateSource: waits until 08:30, but the digest leaves at 09:00: expected a later time',
  ],
  [
    'has a target that is no ratio',
    edited('value: 100', 'value: 0'),
    'copil.yml:30 kpis.leads.targets: a target of zero or less, or a range without width, cannot be judged by ratio: add thresholds { amber, red }',
  ],
  [
    'has a range where one value is meant',
    edited('value: 100', 'low: 1, high: 2'),
    'copil.yml:31 kpis.leads.targets[1]: has low and high, but the direction is higher: expected value',
  ],
  [
    'has a target from a day that does not exist',
    edited("'2026-01-01'", "'2026-02-30'"),
    'copil.yml:31 kpis.leads.targets[1].from: is not a day of the calendar such as 2026-01-31',
  ],
  [
    'has two targets from one day',
    edited('value: 100 }', "value: 100 }\n      - { from: '2026-01-01', value: 120 }"),
    'copil.yml:32 kpis.leads.targets[2]: is the second target from 2026-01-01: keep one',
  ],
  [
    'has a target finer than the readings',
    edited('rollUp: sum', 'rollUp: sum\n    grain: month').replace('value: 100', 'value: 100, per: week'),
    'copil.yml:32 kpis.leads.targets[1]: is per week, but a reading covers a month: it could never be judged',
  ],
  [
    'has thresholds the wrong way round',
    edited('    targets:', '    thresholds: { amber: 10, red: 20 }\n    targets:'),
    'copil.yml:30 kpis.leads.thresholds: amber 10 is below red 20, but higher is better: worse than amber comes first',
  ],
  [
    'has no format that is known',
    edited('style: number', 'style: numbre'),
    'copil.yml:27 kpis.leads.format.style: is not one of number, percent, currency',
  ],
  [
    'has a currency that does not exist',
    edited('style: number, unit: leads', 'style: currency, currency: EURO'),
    'copil.yml:27 kpis.leads.format.currency: is not a currency code such as EUR',
  ],
  [
    'has working hours of a person that never begin',
    edited('slack: U0BEN0001', "slack: U0BEN0001, workingHours: { from: '18:00', to: '09:00' }"),
    'copil.yml:8 people.ben.workingHours: Working hours from 18:00 to 09:00 are empty: "to" must come after "from"',
  ],
  [
    'gives a person a part of a country that does not exist',
    edited('slack: U0BEN0001', 'slack: U0BEN0001, country: DE-XX'),
    'copil.yml:8 people.ben.country: There is no part "XX" of DE in the holiday calendar: expected one of BB, BE, BW, BY, HB, HE, HH, MV, NI, NW, RP, SH, SL, SN, ST, TH',
  ],
  [
    'gives a guest the chair',
    edited('operator: true', 'operator: true, guest: true'),
    'copil.yml:16 committees.ops.chair: "ana" is a guest, who can neither chair nor lead',
  ],
  [
    'says of a person something else than whether they are a guest',
    edited('slack: U0BEN0001', 'slack: U0BEN0001, guest: agency'),
    'copil.yml:8 people.ben.guest: "agency" is not true or false',
  ],
  [
    'gives two people one address',
    edited('slack: U0BEN0001', 'email: ana@acme.example'),
    'copil.yml:8 people.ben.email: "ana@acme.example" already belongs to ana: each person needs one',
  ],
  [
    'gives one channel two levels',
    edited('committees:\n', 'channels:\n  C0OPS0001: { access: public }\ncommittees:\n'),
    'copil.yml:15 committees.ops.channel.access: "internal" differs from "public" in channels.C0OPS0001: one channel has one level',
  ],
  [
    'has a channel section with a name',
    edited('committees:\n', 'channels:\n  growth: { access: public }\ncommittees:\n'),
    'copil.yml:10 channels.growth: "growth" is not a channel id: expected one such as C0123ABCD, which stands at the end of the channel\'s details in Slack',
  ],
  [
    'escalates in a circle',
    edited('    level:', '    parent: ops\n    level:'),
    'copil.yml:12 committees.ops.parent: goes round in a circle: ops → ops',
  ],
];

describe('a fault in an organisation file', () => {
  it.each(faults)('is told with its line when the file %s', async (_what, text, problem) => {
    expect(await problemsOf(text)).toContain(problem);
  });

  it.each(faults.filter(([what]) => !/misspelt|twice|no one can type|range where/.test(what)))(
    'stands alone when the file %s',
    async (_what, text) => {
      expect(await problemsOf(text)).toHaveLength(1);
    },
  );

  it('hides no other fault', async () => {
    const text = edited('chair: ana', 'chair: nobody')
      .replace('level: operational', 'level: none\n    extra: 1')
      .replace('Europe/Paris', 'Mars/Base')
      .replace('rollUp: sum', 'rollup: sum');

    const problems = await problemsOf(text);

    expect(problems.map((problem) => problem.replace(/^copil\.yml:(\d+) ([^:]*):.*/s, '$1 $2'))).toEqual([
      '5 workspace.timeZone',
      '12 committees.ops.level',
      '13 committees.ops.extra',
      '17 committees.ops.chair',
      '25 kpis.leads.rollUp',
      '29 kpis.leads.rollup',
    ]);
  });

  it('names a template only among those there are', async () => {
    const text = edited('    chair:', '    template: weekly-operationel\n    chair:');

    expect(await problemsOf(text, ['weekly-operational'])).toEqual([
      'copil.yml:16 committees.ops.template: there is no template "weekly-operationel"; did you mean weekly-operational? (known: weekly-operational)',
    ]);
  });
});

describe('the days that count', () => {
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

  async function daysOf(source: string, kpi: string) {
    const text = edited("freshness: { by: '08:00' }", source).replace('rollUp: sum', `rollUp: sum\n    ${kpi}`);
    const organisation = await parseOrganisation({ name: 'copil.yml', text });
    const { expects, absent } = organisation.kpis[0]?.card ?? {};
    return { expects, absent };
  }

  it.each([
    ['owner: ana', 'direction: higher', { expects: undefined, absent: undefined }],
    ['expects: weekdays', 'direction: higher', { expects: { days: weekdays }, absent: undefined }],
    ['expects: workingDays', 'direction: higher', { expects: { days: weekdays, country: 'FR' }, absent: undefined }],
    ['absent: zero', 'expects: [monday, thursday]', { expects: { days: ['monday', 'thursday'] }, absent: 'zero' }],
    ['{ expects: weekdays, absent: zero }', '{ expects: daily, absent: missing }', {}],
  ])('of a source with %s and a KPI with %s', async (source, kpi, expected) => {
    const flat = (text: string): string => text.replace(/^\{ (.*) \}$/, '$1').replace(', absent', '\n    absent');

    expect(await daysOf(flat(source), flat(kpi))).toEqual({ expects: undefined, absent: undefined, ...expected });
  });

  it('keep the holidays of the country where the committee meets', async () => {
    const abroad = edited('level: operational', 'level: operational\n    country: DE-BY').replace(
      'rollUp: sum',
      'rollUp: sum\n    expects: workingDays',
    );
    const organisation = await parseOrganisation({ name: 'copil.yml', text: abroad });

    expect(organisation.kpis[0]?.card.expects).toEqual({ days: weekdays, country: 'DE-BY' });
  });

  it('are refused for a word nobody knows, and for a KPI that is read by week', async () => {
    expect(await problemsOf(edited('rollUp: sum', 'rollUp: sum\n    expects: workdays'))).toEqual([
      expect.stringContaining('"workdays" is not one of daily, weekdays, workingDays'),
    ]);
    expect(await problemsOf(edited('rollUp: sum', 'rollUp: sum\n    grain: week\n    expects: weekdays'))).toEqual([
      expect.stringContaining('names days, but a reading covers a week'),
    ]);
  });
});
