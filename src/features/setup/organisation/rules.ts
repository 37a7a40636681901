import type { LooseFault } from '../../../platform/yaml/schema-faults.js';
import { isPayable } from './approvals-entry.js';
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
