/**
 * The company that the benches work with: committees with a weekly digest of 20 KPIs each, over three years of daily
 * readings. Everything is a function of the committee, the KPI and the day, so every run draws the same charts.
 */
import { parseOrganisation } from '../../dist/features/setup/organisation/organisation-file.js';
import { applyOrganisation } from '../../dist/features/setup/public.js';
import { createImporter } from '../../dist/features/sources/public.js';
import { addDays, dayNumber } from '../../dist/kernel/calendar.js';
import { systemClock } from '../../dist/kernel/clock.js';
import { newUuid } from '../../dist/kernel/ids.js';
import { periodOf, periodsEndingAt } from '../../dist/kernel/periods.js';
import { openDatabase } from '../../dist/platform/db/database.js';

export const kpisPerCommittee = 20;

/** A Sunday, so that the last week is whole. It lies in the past wherever this runs: readings of the future are refused. */
const lastDay = '2025-10-26';
const days = 3 * 365 + 1;

export const secrets = { botToken: 'xoxb-bench', appToken: 'xapp-bench', signingSecret: 'bench-signing-secret' };

export const chair = { id: 'U0OMAR00001', name: 'omar', real_name: 'Omar Haddad', email: 'omar@example.com' };

export function channelOf(committee) {
  return `C0TEAM00${number(committee)}`;
}

export function committeeKey(committee) {
  return `team-${number(committee)}`;
}

/** Everybody beside the chair, a member of every committee; a company has as many as its bench asks for. */
export function member(index) {
  const name = `member-${number(index)}`;
  return { id: `U0MEMBER${number(index)}`, name, real_name: `Member ${number(index)}`, email: `${name}@example.com` };
}

/** Labels of the newest weeks that have readings, newest first. */
export function newestWeeks(count) {
  return periodsEndingAt(periodOf('week', lastDay), count)
    .map(({ label }) => label)
    .reverse();
}

/** Makes a database at `databaseUrl`, applies the organisation and imports its readings, unless it needs none. */
export async function foundCompany({ databaseUrl, committees, members = 0, hasReadings = true }) {
  const database = await openDatabase(databaseUrl);
  try {
    const organisation = await parseOrganisation({ name: 'copil.yml', text: organisationText(committees, members) });
    const { workspaceId } = await applyOrganisation(
      { database, clock: systemClock },
      { organisation, prune: false, actorKey: null, surface: 'cli' },
    );
    const importer = createImporter({ database, clock: systemClock, newId: newUuid, workspaceId });
    for (const committee of range(hasReadings ? committees : 0)) {
      const readings = range(kpisPerCommittee).flatMap((kpi) => readingsOf(committee, kpi));
      const posted = { source: 'warehouse', readings };
      const { accepted } = await importer.importReadings({ posted, actorKey: null, surface: 'cli' });
      if (accepted !== readings.length)
        throw new Error(`only ${accepted} of ${readings.length} readings were accepted`);
    }
  } finally {
    await database.close();
  }
}

/** A stand-in for Slack with the company's people and channels in it. */
export function slackOf(committees, members = 0) {
  const users = [chair, ...range(members).map(member)];
  return {
    ...secrets,
    users,
    channels: range(committees).map((committee) => ({
      id: channelOf(committee),
      name: committeeKey(committee),
      members: ['U0COPIL0001', ...users.map(({ id }) => id)],
    })),
    // What is measured is Copil, not how long Slack asks it to wait.
    rateLimits: 'off',
    fileReadyAfterMs: 20,
  };
}

/** The `copil.yml` of the company. */
export function organisationText(committees, members = 0) {
  return `workspace: { name: Bench company, country: FR, language: en, timeZone: Europe/Paris }
people:
  omar: { name: Omar Haddad, email: ${chair.email}, slack: ${chair.id}, operator: true, access: restricted }
${range(members).map(memberText).join('\n')}
sources:
  warehouse: { name: Data warehouse }
kpis:
${range(committees)
  .flatMap((committee) => range(kpisPerCommittee).map((kpi) => kpiText(committee, kpi)))
  .join('\n')}
committees:
${range(committees)
  .map((committee) => committeeText(committee, members))
  .join('\n')}
`;
}

function memberText(index) {
  const { id, name, real_name: realName, email } = member(index);
  return `  ${name}: { name: ${realName}, email: ${email}, slack: ${id} }`;
}

function committeeText(committee, members) {
  return `  ${committeeKey(committee)}:
    name: Team ${number(committee)}
    level: operational
    channel: { id: ${channelOf(committee)}, access: internal }
    chair: omar
    members: [${range(members)
      .map((index) => member(index).name)
      .join(', ')}]
    schedule: { every: week, on: monday, at: '09:00' }
    lateSource: send grey
    kpis: [${range(kpisPerCommittee)
      .map((kpi) => kpiKey(committee, kpi))
      .join(', ')}]`;
}

/** Volumes, rates, averages and stocks in turn; every third misses its target by far, so that a digest draws all it may. */
const kinds = [
  { rollUp: 'sum', format: '{ style: number, decimals: 0 }', level: 1_200, perWeek: 7, seasonal: true },
  { rollUp: 'ratio', format: '{ style: percent, decimals: 1 }', level: 0.31, perWeek: 1, seasonal: false },
  { rollUp: 'mean', format: '{ style: number, decimals: 1, unit: h }', level: 5.4, perWeek: 1, seasonal: false },
  { rollUp: 'last', format: '{ style: number, decimals: 0 }', level: 84_000, perWeek: 1, seasonal: true },
];

function kpiText(committee, kpi) {
  const { rollUp, format, level, perWeek, seasonal } = kindOf(kpi);
  const target = level * perWeek * (kpi % 3 === 0 ? 1.4 : 0.9);
  return `  ${kpiKey(committee, kpi)}:
    name: Measure ${kpi + 1} of team ${number(committee)}
    domain: performance
    format: ${format}
    direction: higher
    rollUp: ${rollUp}
    grain: day
    seasonal: ${seasonal}
    owner: omar
    sources: [warehouse]
    targets: [{ from: '2022-01-01', value: ${target} }]`;
}

function readingsOf(committee, kpi) {
  const { rollUp, level } = kindOf(kpi);
  return range(days).map((back) => {
    const period = addDays(lastDay, -back);
    const value = level * movement(dayNumber(period), 31 * committee + kpi);
    const reading = { kpi: kpiKey(committee, kpi), period };
    return rollUp === 'ratio' ? { ...reading, numerator: value * 1_000, denominator: 1_000 } : { ...reading, value };
  });
}

/** Around 1: a weekly rhythm, a year's season, and noise that depends on the day alone. */
function movement(day, seed) {
  const week = 1 + 0.12 * Math.sin((2 * Math.PI * day) / 7 + seed);
  const year = 1 + 0.1 * Math.sin((2 * Math.PI * day) / 365.25 + seed);
  const mixed = Math.sin(day * 12.9898 + seed * 78.233) * 43_758.5453;
  return week * year * (0.95 + 0.1 * (mixed - Math.floor(mixed)));
}

function kindOf(kpi) {
  return kinds[kpi % kinds.length];
}

function kpiKey(committee, kpi) {
  return `team-${number(committee)}-measure-${kpi + 1}`;
}

function number(committee) {
  return String(committee + 1).padStart(3, '0');
}

function range(length) {
  return Array.from({ length }, (_, index) => index);
}
