import { accessLevels } from '../../kpis/public.js';
import { isPayable } from './approvals-entry.js';
import type { LooseFault } from './faults.js';
import type { Organisation } from './organisation.js';
import type { Sections } from './sections.js';

/** Two people with one e-mail address or one Slack account: nobody could say who acted. */
function sharedIdentities({ people }: Sections): LooseFault[] {
  return (['email', 'slack'] as const).flatMap((field) => {
    const holders = new Map<string, string>();
    return [...people].flatMap(([key, person]): LooseFault[] => {
      const value = person[field];
      if (value === undefined) return [];
      const holder = holders.get(value);
      holders.set(value, holder ?? key);
      if (holder === undefined) return [];
      return [
        { path: ['people', key, field], message: `"${value}" already belongs to ${holder}: each person needs one` },
      ];
    });
  });
}

/** A committee that escalates, in the end, to itself. Told once for each circle, at its first member in the file. */
function circles({ committees }: Sections): LooseFault[] {
  const told = new Set<string>();
  return [...committees.keys()].flatMap((start): LooseFault[] => {
    const path = [start];
    let at = committees.get(start)?.parent;
    while (at !== undefined && !path.includes(at)) {
      path.push(at);
      at = committees.get(at)?.parent;
    }
    if (at !== start || told.has(start)) return [];
    for (const key of path) told.add(key);
    const circle = [...path, start].join(' → ');
    return [{ path: ['committees', start, 'parent'], message: `goes round in a circle: ${circle}` }];
  });
}

/** A channel whose level is said twice, and not alike. */
function channelConflicts({ channels, committees }: Sections): LooseFault[] {
  const levels = new Map([...channels].map(([id, { access }]) => [id, { access, where: `channels.${id}` }]));
  return [...committees].flatMap(([key, { channel }]): LooseFault[] => {
    if (channel?.access === undefined) return [];
    const other = levels.get(channel.id);
    if (other === undefined) levels.set(channel.id, { access: channel.access, where: `committees.${key}` });
    if (other === undefined || other.access === channel.access) return [];
    const message = `"${channel.access}" differs from "${other.access}" in ${other.where}: one channel has one level`;
    return [{ path: ['committees', key, 'channel', 'access'], message }];
  });
}

/** A guest owns nothing, and whoever chairs or leads answers for everything. */
function guestsInCharge({ people, committees }: Sections): LooseFault[] {
  const isGuest = (key: string) => people.get(key)?.guest === true;
  return [...committees].flatMap(([key, { chair, leads }]): LooseFault[] => {
    const seats = [
      { person: chair, path: ['committees', key, 'chair'] },
      ...leads.map((person, index) => ({ person, path: ['committees', key, 'leads', index] })),
    ];
    return seats
      .filter(({ person }) => isGuest(person))
      .map(({ person, path }) => ({ path, message: `"${person}" is a guest, who can neither chair nor lead` }));
  });
}

/** Approvers who may not approve, fewer than the policy takes, or a threshold that no amount can have. */
function approvalFaults({ people, committees, workspace }: Sections): LooseFault[] {
  return [...committees].flatMap(([key, { approvers, approvals }]): LooseFault[] => {
    const guests = approvers.flatMap((person, index): LooseFault[] =>
      people.get(person)?.guest === true
        ? [{ path: ['committees', key, 'approvers', index], message: `"${person}" is a guest, who cannot approve` }]
        : [],
    );
    const needed = typeof approvals?.policy === 'number' ? approvals.policy : 0;
    const few = `takes ${needed} approvers, and the committee has ${approvers.length}`;
    const tooFew = { path: ['committees', key, 'approvals', 'policy'], message: few };
    const { costAbove = 0 } = approvals ?? {};
    const odd = `"${costAbove}" is no amount in ${workspace?.currency}`;
    const isOdd = workspace !== null && !isPayable(costAbove, workspace.currency);
    return [
      ...guests,
      ...(needed > approvers.length ? [tooFew] : []),
      ...(isOdd ? [{ path: ['committees', key, 'approvals', 'costAbove'], message: odd }] : []),
    ];
  });
}

/** Faults that only show when entries are seen together. */
export function crossFaults(sections: Sections): LooseFault[] {
  return [
    ...sharedIdentities(sections),
    ...circles(sections),
    ...channelConflicts(sections),
    ...guestsInCharge(sections),
    ...approvalFaults(sections),
  ];
}

type Resolved = Omit<Organisation, 'warnings'>;

function committeeWarnings(organisation: Resolved): string[] {
  const levelOf = new Map(organisation.channels.map(({ key, access }) => [key, access]));
  const kpiLevels = new Map(organisation.kpis.map(({ key, access }) => [key, access]));
  return organisation.committees.flatMap((committee) => {
    const { key, channel } = committee;
    const where = `committees.${key}`;
    const empty = committee.kpis.length === 0 ? [`${where} follows no KPI: its digest will be empty`] : [];
    if (channel === null) return [`${where} has no channel: its digests will be sent nowhere`, ...empty];
    const level = levelOf.get(channel);
    const reach = accessLevels.indexOf(level ?? 'public');
    const above = committee.kpis.filter((kpi) => accessLevels.indexOf(kpiLevels.get(kpi) ?? 'public') > reach);
    if (above.length === 0) return empty;
    const place = level === undefined ? `${channel} has no access level` : `${channel} is ${level}`;
    return [`${where}: ${place}, so these figures will be withheld there: ${above.join(', ')}`, ...empty];
  });
}

/** What is allowed, and will still surprise somebody one day. */
export function warningsOf(organisation: Resolved): string[] {
  const unreachable = organisation.people.filter(({ email, slackUserId }) => email === null && slackUserId === null);
  const hasOperator = organisation.people.some(({ isOperator }) => isOperator);
  return [
    ...committeeWarnings(organisation),
    ...unreachable.map(({ key }) => `people.${key} has neither e-mail nor Slack id, and cannot be linked to Slack`),
    ...(hasOperator ? [] : ['nobody is an operator: a delivery that no chair can hear of will be told to nobody']),
  ];
}
