import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of `src` that a table belongs to. */
const owners: Readonly<Record<string, string>> = {
  Absence: 'organisation/people',
  Approval: 'features/approvals',
  Attendance: 'features/minutes',
  AuditHead: 'platform/db',
  Channel: 'organisation/committees',
  ChannelMember: 'organisation/committees',
  ChannelRoster: 'organisation/committees',
  Committee: 'organisation/committees',
  CommitteeKpi: 'features/kpis',
  Correction: 'features/minutes',
  Counter: 'platform/scheduler',
  Decider: 'features/decisions',
  Decision: 'features/decisions',
  Delegation: 'features/approvals',
  Delivery: 'platform/outbox',
  Digest: 'features/digests',
  DigestReading: 'features/minutes',
  DigestSnapshot: 'features/digests',
  Event: 'platform/db',
  Explanation: 'features/kpis',
  Import: 'features/sources',
  Item: 'features/follow-up',
  Kpi: 'features/kpis',
  KpiLimits: 'features/kpis',
  KpiSource: 'features/sources',
  Lack: 'features/digests',
  Lock: 'platform/scheduler',
  Membership: 'organisation/committees',
  Minutes: 'features/minutes',
  Person: 'organisation/people',
  Project: 'features/follow-up',
  Reading: 'features/sources',
  Source: 'features/sources',
  UploadedFile: 'platform/outbox',
  Vote: 'features/approvals',
  Workspace: 'organisation/people',
};

/** Who else asks a table, and why that is no question to its owner. */
const others: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Approval: { 'features/minutes': 'what was approved at a meeting, in one question' },
  Committee: {
    'features/decisions': 'archived committees whose decisions stay',
    'features/follow-up': 'names of archived committees',
    'features/digests': 'how far a committee was swept',
    'features/approvals': 'held while somebody gives a vote away',
  },
  Counter: {
    'features/approvals': 'rows of its own',
    'features/decisions': 'numbers of its own',
    'features/follow-up': 'numbers of its own',
  },
  Delivery: {
    'features/approvals': 'who has a card or a morning message of before',
    'features/digests': 'the messages of a digest',
    'features/follow-up': 'whether a departure was told',
    'surface/cards': 'where cards stand',
    'surface/morning': 'which mornings were told',
  },
  Digest: { 'features/minutes': 'meetings are digests that were published' },
  Event: {
    'features/approvals': 'what was decided between two votes',
    'features/audit': 'the record itself',
    'features/decisions': 'what was asked when',
    'features/follow-up': 'what became of items, and who left',
    'organisation/people': 'absences that were over',
  },
  Explanation: { 'features/digests': 'whether anything was explained since a digest' },
  Import: { 'features/digests': 'whether anything landed since a digest' },
  Item: {
    'features/home': 'the first few of each group, by an index',
    'features/minutes': 'what was promised at a meeting',
  },
  Kpi: { 'features/sources': 'with their sources, in one question' },
  Lock: { 'features/sources': 'whether an import runs', 'platform/db': 'moved by it' },
  Person: {
    'features/audit': 'who is erased',
    'features/kpis': 'owners of KPIs',
    'organisation/committees': 'with their seats, in one question',
  },
  Workspace: { 'platform/outbox': 'whether its token works' },
};

/** What `copil.yml` says, the sample and its end are written by one feature, whatever table they are in. */
const writesAll = 'features/setup';

const sources = readdirSync(join(root, 'src'), { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts') && !file.includes('/generated/') && !file.startsWith('sandbox/'))
  .map((file) => ({
    folder: file.split('/').slice(0, 2).join('/'),
    text: readFileSync(join(root, 'src', file), 'utf8'),
  }));

const models = readdirSync(join(root, 'prisma/models')).flatMap((file) =>
  [...readFileSync(join(root, 'prisma/models', file), 'utf8').matchAll(/^model (\w+) \{/gm)].flatMap(
    ([, name]) => name ?? [],
  ),
);

/** Whether a text asks a table: by the client, by rows put in together, or in SQL. */
function asks(text: string, model: string): boolean {
  const property = `${model.charAt(0).toLowerCase()}${model.slice(1)}`;
  const byClient = `\\.${property}\\s*\\.(find|count|groupBy|aggregate|create|update|upsert|delete)\\w*\\(`;
  const inSql = `(FROM|JOIN|INTO|UPDATE) "${model}"`;
  return new RegExp(`${byClient}|insertRows\\(\\s*\\w+,\\s*'${model}'|${inSql}`).test(text);
}

const askers = (model: string): string[] => [
  ...new Set(sources.filter(({ text }) => asks(text, model)).map(({ folder }) => folder)),
];

describe('the tables', () => {
  it('have an owner each', () => {
    expect(Object.keys(owners).sort()).toEqual([...models].sort());
  });

  it.each(models)('%s is asked by its owner, and by those alone who say why', (model) => {
    const owner = owners[model] ?? '';
    const allowed = [owner, writesAll, ...Object.keys(others[model] ?? {})];
    const found = askers(model);

    expect(found.filter((folder) => !allowed.includes(folder))).toEqual([]);
    expect(Object.keys(others[model] ?? {}).filter((folder) => !found.includes(folder))).toEqual([]);
  });
});
