import { expect, it } from 'vitest';
import { listKpisOf } from '../../../src/features/kpis/public.js';
import {
  type ApplyReport,
  applyOrganisation,
  changedNothing,
} from '../../../src/features/setup/organisation/organisation-apply.js';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { describeApply } from '../../../src/features/setup/organisation-words.js';
import {
  findCommitteeByChannel,
  findCommitteeByKey,
  membersOf,
} from '../../../src/organisation/committees/committees.js';
import { markLeft } from '../../../src/organisation/people/accounts/accounts.js';
import {
  findPersonBySlackId,
  findWorkspace,
  linkPersonByEmail,
  listOperators,
} from '../../../src/organisation/people/people.js';
import type { Database } from '../../../src/platform/db/database.js';
import { loadTexts } from '../../../src/platform/texts.js';
import { describeOnBothEngines } from '../../support/databases.js';

const text = `workspace: { name: Acme, language: fr, timeZone: Europe/Paris }
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
    members: [ben, ana]
    kpis: [leads, sessions]
sources:
  crm: { name: CRM }
  web: { name: Web, freshness: { by: '08:00' } }
kpis:
  leads: { name: Leads, domain: performance, format: { style: number }, rollUp: sum, owner: ben, sources: [crm, web] }
  sessions: { name: Sessions, domain: audience, format: { style: number }, rollUp: sum, sources: [web] }
projects:
  site: { name: Site, committee: ops, lead: ben }
`;

const english = { say: loadTexts().in('en'), locale: 'en', now: new Date('2026-11-16T08:00:00Z') } as const;
const morning = new Date('2026-11-16T08:00:00Z');
const evening = new Date('2026-11-16T18:00:00Z');

type Options = { prune?: boolean; at?: Date; actorKey?: string; patienceMs?: number };

async function apply(database: Database, file: string, options: Options = {}): Promise<ApplyReport> {
  const organisation = await parseOrganisation({ name: 'copil.yml', text: file });
  return applyOrganisation(
    { database, clock: { now: () => options.at ?? morning } },
    {
      organisation,
      prune: options.prune ?? false,
      actorKey: options.actorKey ?? null,
      surface: 'cli',
      ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
    },
  );
}

const keysOf = (subjects: readonly { kind: string; key: string }[]) =>
  subjects.map(({ kind, key }) => `${kind} ${key}`);

describeOnBothEngines('applying an organisation', (databases) => {
  it('makes everything the file lists, with an event for each', async () => {
    const database = await databases.open();

    const report = await apply(database, text, { actorKey: 'ana' });

    expect(keysOf(report.created)).toEqual([
      'workspace workspace',
      'person ana',
      'person ben',
      'channel C0OPS0001',
      'source crm',
      'source web',
      'kpi leads',
      'kpi sessions',
      'committee ops',
      'project site',
    ]);
    const events = await database.client.event.findMany({ orderBy: { sequence: 'asc' } });
    expect(events.map(({ what, subjectId }) => `${what} ${subjectId}`)).toContain('committee.created ops');
    expect(events).toHaveLength(10);
    expect(events[0]).toMatchObject({ actorKey: 'ana', surface: 'cli', at: morning, before: null });
  });

  it('stores how long minutes may be corrected, tells when that changes, and goes back to the usual', async () => {
    const database = await databases.open();
    const days = async () =>
      (await database.client.committee.findFirstOrThrow({ where: { key: 'ops' } })).correctionDays;
    const longer = text.replace('    chair: ana', '    minutes: { correctionDays: 3 }\n    chair: ana');

    await apply(database, text);
    const usual = await days();
    const { changed } = await apply(database, longer);
    const stored = await days();
    const again = await apply(database, longer);
    await apply(database, text);

    expect([usual, stored, await days()]).toEqual([10, 3, 10]);
    expect(changed.map(({ key, fields }) => [key, fields])).toEqual([
      ['ops', [{ field: 'minutes', before: { correctionDays: 10 }, after: { correctionDays: 3 } }]],
    ]);
    expect(changedNothing(again)).toBe(true);
  });

  it('stores the rule for approvals and the currency, changes them, and takes the rule away again', async () => {
    const database = await databases.open();
    const ruled = (currency: string, approvals: string) =>
      text
        .replace('name: Acme,', `name: Acme, currency: ${currency},`)
        .replace('    chair: ana', `    approvers: [ben]\n    ${approvals}\n    chair: ana`);
    const ruleOf = async () =>
      (await findCommitteeByKey(database.client, { workspaceId, key: 'ops' }))?.approvals ?? null;

    const { workspaceId } = await apply(database, ruled('GBP', 'approvals: { costAbove: 500, kinds: [preventive] }'));
    const [first, workspace] = [await ruleOf(), await findWorkspace(database.client)];
    const again = await apply(database, ruled('GBP', 'approvals: { costAbove: 500, kinds: [preventive] }'));
    const other = await apply(database, ruled('EUR', 'approvals: { policy: 1, costAbove: 500, within: 2 }'));
    const second = await ruleOf();
    await apply(database, text);

    expect(workspace).toMatchObject({ currency: 'GBP' });
    expect(first).toEqual({ policy: 'any', costAboveMinor: 50_000, types: ['preventive'], within: 5 });
    expect(changedNothing(again)).toBe(true);
    expect(other.changed.map(({ key, fields }) => [key, fields.map(({ field }) => field)])).toEqual([
      ['workspace', ['currency']],
      ['ops', ['approvals']],
    ]);
    expect(second).toEqual({ policy: { count: 1 }, costAboveMinor: 50_000, types: [], within: 2 });
    expect(await ruleOf()).toBeNull();
    expect((await findWorkspace(database.client))?.currency).toBe('EUR');
  });

  it('stores what committees, KPIs and people are later read as', async () => {
    const database = await databases.open();
    const { workspaceId } = await apply(database, text);
    const store = database.client;

    const committee = await findCommitteeByKey(store, { workspaceId, key: 'ops' });
    const byChannel = await findCommitteeByChannel(store, { workspaceId, slackChannelId: 'C0OPS0001' });
    const kpis = await listKpisOf(store, { workspaceId, committeeKey: 'ops' });
    const members = await membersOf(store, { committeeId: committee?.id ?? '' });

    expect(committee).toMatchObject({
      name: { en: 'Operations', fr: 'Opérations' },
      locale: 'fr',
      calendar: { schedule: { every: 'week', zone: 'Europe/Paris' }, lateSource: { kind: 'grey' } },
      activatedAt: morning,
    });
    expect(byChannel?.key).toBe('ops');
    expect(kpis.map(({ kpi }) => kpi.key)).toEqual(['leads', 'sessions']);
    expect(kpis[0]).toMatchObject({
      kpi: { owner: 'ben', accessLevel: 'internal', grain: 'day' },
      owner: { name: 'Ben', slackUserId: 'U0BEN0001' },
      sources: [{ key: 'crm' }, { key: 'web' }],
    });
    expect(members.map(({ role, personKey }) => `${role} ${personKey}`)).toEqual([
      'chair ana',
      'member ana',
      'member ben',
    ]);
    expect((await listOperators(store, workspaceId)).map(({ key }) => key)).toEqual(['ana']);
  });

  it('stores which guests there are, and the country and hours of a person, and changes them when the file does', async () => {
    const database = await databases.open();
    const own =
      "{ name: Ben, slack: U0BEN0001, guest: true, country: FR, workingHours: { from: '07:00', to: '15:00' } }";
    const { workspaceId } = await apply(database, text.replace('{ name: Ben, slack: U0BEN0001 }', own));
    const ben = { workspaceId, slackUserId: 'U0BEN0001' };

    const before = await findPersonBySlackId(database.client, ben);
    const again = await apply(database, text.replace('{ name: Ben, slack: U0BEN0001 }', own), { at: evening });
    const report = await apply(database, text, { at: evening });
    const after = await findPersonBySlackId(database.client, ben);

    expect(before).toMatchObject({ isGuest: true, country: 'FR', workingHours: { from: '07:00', to: '15:00' } });
    expect(changedNothing(again)).toBe(true);
    expect(report.changed).toMatchObject([
      {
        key: 'ben',
        fields: [{ field: 'country' }, { field: 'workingHours', after: null }, { field: 'isGuest', after: false }],
      },
    ]);
    expect(after).toMatchObject({ isGuest: false, country: null, workingHours: { from: '08:00', to: '18:00' } });
  });

  it('takes a person who gets another account for one who has not left', async () => {
    const database = await databases.open();
    const { workspaceId } = await apply(database, text);
    await markLeft(database, { workspaceId, slackUserId: 'U0BEN0001', at: morning });

    await apply(database, text.replace('U0BEN0001', 'U0BEN0002'), { at: evening });

    const ben = await findPersonBySlackId(database.client, { workspaceId, slackUserId: 'U0BEN0002' });
    expect(ben).toMatchObject({ key: 'ben', leftAt: null });
  });

  it('changes nothing and leaves no event the second time', async () => {
    const database = await databases.open();
    await apply(database, text);

    const report = await apply(database, text, { at: evening });

    expect(changedNothing(report)).toBe(true);
    expect(report.unchanged).toHaveLength(10);
    expect(await database.client.event.count()).toBe(10);
  });

  it('tells each changed field with its value before and after', async () => {
    const database = await databases.open();
    await apply(database, text);

    const edited = text
      .replace("at: '09:00'", "at: '10:00'")
      .replace('kpis: [leads, sessions]', 'kpis: [sessions, leads]')
      .replace('sources: [crm, web]', 'sources: [web]')
      .replace('members: [ben, ana]', 'members: [ben]')
      .replace('rollUp: sum, owner: ben', 'rollUp: mean, floor: 0');
    const report = await apply(database, edited, { at: evening });

    const schedule = { every: 'week', on: 'monday', at: '09:00', zone: 'Europe/Paris' };
    const fields = Object.fromEntries(report.changed.map(({ key, fields }) => [key, fields]));
    expect(Object.keys(fields)).toEqual(['leads', 'ops']);
    expect(fields['ops']).toEqual(
      expect.arrayContaining([
        { field: 'schedule', before: schedule, after: { ...schedule, at: '10:00' } },
        { field: 'kpis', before: ['leads', 'sessions'], after: ['sessions', 'leads'] },
        { field: 'members', before: ['ana', 'ben'], after: ['ben'] },
      ]),
    );
    expect(fields['leads']).toEqual(
      expect.arrayContaining([
        { field: 'owner', before: 'ben', after: null },
        { field: 'rollUp', before: 'sum', after: 'mean' },
        { field: 'floor', before: null, after: 0 },
        { field: 'sources', before: ['crm', 'web'], after: ['web'] },
      ]),
    );
    const committee = await findCommitteeByKey(database.client, { workspaceId: report.workspaceId, key: 'ops' });
    expect(committee?.activatedAt).toEqual(morning);
    const kpis = await listKpisOf(database.client, { workspaceId: report.workspaceId, committeeKey: 'ops' });
    expect(kpis.map(({ kpi }) => kpi.key)).toEqual(['sessions', 'leads']);
    expect(kpis[1]?.sources.map(({ key }) => key)).toEqual(['web']);
    expect(changedNothing(await apply(database, edited))).toBe(true);
  });

  it('lets go of limits once a KPI is made otherwise, says so, and keeps them for any other change', async () => {
    const database = await databases.open();
    await apply(database, text);
    const kpis = await database.client.kpi.findMany({ orderBy: { key: 'asc' } });
    const limits = { segment: '', unit: 'week', holdsFrom: '2026-01-05', basis: 'x', limits: '{}', setAt: morning };
    await database.client.kpiLimits.createMany({
      data: kpis.map(({ id, key }) => ({ ...limits, id: `limits-${key}`, kpiId: id })),
    });

    const renamed = await apply(database, text.replace('name: Leads', 'name: Contacts'));
    const otherwise = await apply(database, text.replace('rollUp: sum, owner', 'rollUp: mean, owner'));

    expect(renamed.limitsAnew).toEqual([]);
    expect(otherwise.limitsAnew).toEqual(['leads']);
    expect(describeApply(otherwise, english).join('\n')).toContain('Limits of leads: set anew');
    expect(await database.client.kpiLimits.findMany({ select: { id: true } })).toEqual([{ id: 'limits-sessions' }]);
  });

  it('reports what is no longer listed, archives it only with prune, and brings it back when listed again', async () => {
    const database = await databases.open();
    await apply(database, text);
    const smaller = text.replace(/projects:.*/s, '').replace('kpis: [leads, sessions]', 'kpis: [leads]');
    const smallest = smaller.replace(/ {2}sessions: .*\n/, '').replace(/channel: .*\n/, '\n');

    const kept = await apply(database, smallest);
    const pruned = await apply(database, smallest, { prune: true, at: evening });
    const after = await database.client.kpi.findFirstOrThrow({ where: { key: 'sessions' } });
    const level = await database.client.channel.count();
    const back = await apply(database, text);

    const gone = ['channel C0OPS0001', 'kpi sessions', 'project site'];
    expect(keysOf(kept.noLongerListed)).toEqual(gone);
    expect(kept.archived).toEqual([]);
    expect(keysOf(pruned.archived)).toEqual(gone);
    expect(after.archivedAt).toEqual(evening);
    expect(level).toBe(0);
    expect(keysOf(back.restored)).toEqual(['kpi sessions', 'project site']);
    expect(keysOf(back.created)).toEqual(['channel C0OPS0001']);
    expect(changedNothing(await apply(database, text))).toBe(true);
  });

  it('keeps a Slack account that was linked by e-mail', async () => {
    const database = await databases.open();
    const { workspaceId } = await apply(database, text);

    const linked = await linkPersonByEmail(
      database,
      {
        affiliation: 'member',
        workspaceId,
        email: 'Ana@ACME.example ',
        slackUserId: 'U0ANA0001',
        at: evening,
      },
      async () => undefined,
    );
    const report = await apply(database, text);

    expect(linked?.key).toBe('ana');
    expect(changedNothing(report)).toBe(true);
    const found = await findPersonBySlackId(database.client, { workspaceId, slackUserId: 'U0ANA0001' });
    expect(found?.key).toBe('ana');
  });

  it('lets two people swap their Slack accounts', async () => {
    const database = await databases.open();
    const both = text.replace('email: ana@acme.example', 'slack: U0ANA0001');
    await apply(database, both);

    const swapped = both.replace('U0ANA0001', 'U0X').replace('U0BEN0001', 'U0ANA0001').replace('U0X', 'U0BEN0001');
    const { workspaceId } = await apply(database, swapped);

    const found = await findPersonBySlackId(database.client, { workspaceId, slackUserId: 'U0ANA0001' });
    expect(found?.key).toBe('ben');
  });

  it('takes a linked account from the person it belongs to no longer', async () => {
    const database = await databases.open();
    const { workspaceId } = await apply(database, text);
    await linkPersonByEmail(
      database,
      {
        affiliation: 'member',
        workspaceId,
        email: 'ana@acme.example',
        slackUserId: 'U0ANA0001',
        at: evening,
      },
      async () => undefined,
    );

    const report = await apply(database, text.replace('U0BEN0001', 'U0ANA0001'));

    expect(report.changed.map(({ key, fields }) => [key, fields])).toEqual([
      ['ana', [{ field: 'slackUserId', before: 'U0ANA0001', after: null }]],
      ['ben', [{ field: 'slackUserId', before: 'U0BEN0001', after: 'U0ANA0001' }]],
    ]);
  });

  it('writes no name and no address into the log, which nobody can erase', async () => {
    const database = await databases.open();
    await apply(database, text);
    await apply(database, text.replace('name: Ana,', 'name: Anna,'));

    const events = await database.client.event.findMany({ where: { subjectKind: 'person' } });

    expect(JSON.stringify(events)).not.toMatch(/Anna?"|acme\.example/);
    expect(events.at(-1)).toMatchObject({ what: 'person.changed', after: '{"name":"[personal]"}' });
  });

  it('lets two applies at once take turns, in one process and in two', async () => {
    const url = await databases.migratedUrl();
    const first = await databases.open(url);
    const second = await databases.open(url);

    const reports = await Promise.all([apply(first, text), apply(first, text), apply(second, text)]);

    expect(reports.map((report) => report.created.length).sort((a, b) => a - b)).toEqual([0, 0, 10]);
    expect(await first.client.event.count()).toBe(10);
    expect(await first.client.lock.count()).toBe(0);
  });

  it('says who applies when a turn does not come, and changes nothing', async () => {
    const database = await databases.open();
    await database.client.lock.create({
      data: { name: 'organisation.apply', holder: 'ben through cli', leaseUntil: new Date(Date.now() + 60_000) },
    });

    await expect(apply(database, text, { patienceMs: 100 })).rejects.toThrow(
      /is being applied by ben through cli.*Nothing was changed/,
    );
    expect(await database.client.workspace.count()).toBe(0);
  });

  it('takes over from an apply whose process is gone', async () => {
    const database = await databases.open();
    await database.client.lock.create({
      data: { name: 'organisation.apply', holder: 'gone', leaseUntil: new Date(Date.now() - 1) },
    });

    expect((await apply(database, text, { patienceMs: 100 })).created).toHaveLength(10);
  });
});
