import type { ScheduleRule } from '../../../organisation/calendar/schedule.js';
import type { CommitteeLevel } from '../../../organisation/committees/committees.js';
import { ruleOf } from './approvals-entry.js';
import type { WorkspaceEntry } from './entries.js';
import { daysOf } from './expected-days-entry.js';
import type { CommitteeEntry, KpiEntry, Organisation, PersonEntry, SourceEntry } from './organisation.js';
import type { Sections } from './sections.js';
import { warningsOf } from './warnings/warnings.js';

type Written<S extends 'people' | 'committees' | 'kpis' | 'sources'> =
  Sections[S] extends ReadonlyMap<string, infer Entry> ? Entry : never;

const usualTemplates: Record<CommitteeLevel, string> = {
  operational: 'weekly-operational',
  steering: 'monthly-steering',
  strategic: 'quarterly-strategic',
};

function person(key: string, written: Written<'people'>, workspace: WorkspaceEntry): PersonEntry {
  return {
    key,
    name: written.name,
    email: written.email ?? null,
    slackUserId: written.slack ?? null,
    locale: written.locale ?? workspace.language,
    timeZone: written.timeZone ?? workspace.timeZone,
    isOperator: written.operator,
    access: written.access,
    isGuest: written.guest,
    country: written.country ?? workspace.country ?? null,
    workingHours: written.workingHours ?? null,
  };
}

function committee(key: string, written: Written<'committees'>, workspace: WorkspaceEntry): CommitteeEntry {
  const timeZone = written.timeZone ?? workspace.timeZone;
  const country = written.country ?? workspace.country;
  const fiscalStartMonth = written.fiscalStartMonth ?? workspace.fiscalStartMonth;
  const rule: ScheduleRule = written.schedule;
  return {
    key,
    name: written.name,
    level: written.level,
    channel: written.channel?.id ?? null,
    locale: written.locale ?? workspace.language,
    timeZone,
    calendar: {
      schedule: {
        ...rule,
        zone: timeZone,
        ...(country === undefined ? {} : { country }),
        ...(fiscalStartMonth === undefined ? {} : { fiscalStartMonth }),
      },
      workingHours: written.workingHours,
      lateSource: written.lateSource,
    },
    approvals: written.approvals ? ruleOf(written.approvals, workspace.currency) : null,
    guests: written.guests ?? null,
    minutes: written.minutes,
    template: written.template ?? usualTemplates[written.level],
    parent: written.parent ?? null,
    members: { chair: [written.chair], lead: written.leads, member: written.members, approver: written.approvers },
    kpis: written.kpis,
  };
}

function kpi(key: string, written: Written<'kpis'>, sections: Sections): KpiEntry {
  const { name, domain, access, owner, sources, seasonal, trend, expects, absent, ...card } = written;
  const first = sections.sources.get(sources[0] ?? '');
  const days = daysOf({ expects, absent }, first, countryOf(key, sections));
  const shape = { isSeasonal: seasonal, ...(trend ? { hasTrend: true as const } : {}) };
  return { key, name, domain, access, owner: owner ?? null, sources, card: { ...card, ...days, ...shape } };
}

/** Whose holidays a KPI keeps: those of the committees that follow it where they agree, else the workspace's. */
function countryOf(kpiKey: string, { committees, workspace }: Sections): string | undefined {
  const followers = [...committees.values()].filter(({ kpis }) => kpis.includes(kpiKey));
  const countries = new Set(followers.map(({ country }) => country ?? workspace?.country));
  const [only] = countries;
  return countries.size === 1 ? only : workspace?.country;
}

function source(key: string, written: Written<'sources'>, workspace: WorkspaceEntry): SourceEntry {
  const { name, owner, freshness, daysAhead } = written;
  const timeZone = written.timeZone ?? workspace.timeZone;
  const zone = freshness?.timeZone ?? timeZone;
  return {
    key,
    name,
    owner: owner ?? null,
    timeZone,
    daysAhead,
    freshness: freshness === undefined ? null : { by: freshness.by, lagDays: freshness.lagDays, zone },
  };
}

function channelLevels(sections: Sections): Organisation['channels'] {
  const levels = new Map([...sections.channels].map(([key, { access }]) => [key, access]));
  for (const { channel } of sections.committees.values()) {
    if (channel?.access !== undefined) levels.set(channel.id, channel.access);
  }
  return [...levels].map(([key, access]) => ({ key, access }));
}

/** Fills in what the file leaves to the workspace or to us. Expects sections without a fault. */
export function resolveOrganisation(sections: Sections, workspace: WorkspaceEntry): Organisation {
  const resolved = {
    workspace: { name: workspace.name, currency: workspace.currency },
    language: workspace.language,
    people: [...sections.people].map(([key, written]) => person(key, written, workspace)),
    channels: channelLevels(sections),
    committees: [...sections.committees].map(([key, written]) => committee(key, written, workspace)),
    projects: [...sections.projects].map(([key, written]) => ({
      key,
      name: written.name,
      committee: written.committee ?? null,
      lead: written.lead ?? null,
    })),
    sources: [...sections.sources].map(([key, written]) => source(key, written, workspace)),
    kpis: [...sections.kpis].map(([key, written]) => kpi(key, written, sections)),
  };
  return { ...resolved, warnings: warningsOf(resolved) };
}
