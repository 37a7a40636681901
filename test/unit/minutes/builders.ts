import type { MinutedItem, MinutesContent } from '../../../src/features/minutes/content.js';

type Decision = MinutesContent['decided'][number];

export function aDecision(differing: Partial<Decision> = {}): Decision {
  return {
    name: 'D3',
    question: 'Where does the budget go?',
    phase: 'decided',
    outcome: 'B Search',
    rationale: 'Cheapest\n# and quickest',
    owner: 'Ben Okafor',
    reviewOn: '2027-03-01',
    deadlineOn: '2026-11-18',
    votes: [
      {
        option: 'B Search',
        voters: [
          { name: 'Ana Lopes', by: 'Omar Haddad' },
          { name: 'Ben Okafor', by: null },
        ],
      },
    ],
    abstentions: [{ name: 'Chloé Martin', by: null }],
    silent: [],
    kpi: { name: { en: 'Leads', fr: 'Prospects' }, accessLevel: 'internal' },
    ...differing,
  };
}

export function anItem(differing: Partial<MinutedItem> = {}): MinutedItem {
  const promised = { owner: 'Ben Okafor', dueOn: '2026-11-20', outcome: '', kpi: null };
  return { name: 'A9', title: 'Call the agency', state: 'open', ...promised, ...differing };
}

/** Growth met over week 46: Ana and Ben were there, Chloé had excused herself, Omar was a guest. */
export function aContent(differing: Partial<MinutesContent> = {}): MinutesContent {
  return {
    format: 1,
    committee: {
      key: 'growth-ops',
      name: { en: 'Growth', fr: 'Croissance' },
      locale: 'en',
      timeZone: 'Europe/Paris',
    },
    period: '2026-W46',
    publishedAt: '2026-11-16T08:00:00.000Z',
    since: '2026-11-16T08:00:00.000Z',
    until: '2026-11-23T08:00:00.000Z',
    attendance: {
      confirmedBy: 'Ana Lopes',
      confirmedOn: '2026-11-17',
      correctableUntil: '2026-12-01',
      present: ['Ana Lopes', 'Ben Okafor'],
      excused: ['Chloé Martin'],
      absent: [],
      guests: ['Omar Haddad'],
    },
    members: 3,
    membersWhoRead: 2,
    readers: [
      { name: 'Ana Lopes', on: '2026-11-16' },
      { name: 'Ben Okafor', on: '2026-11-17' },
    ],
    decided: [aDecision()],
    requested: [aDecision({ name: 'D4', question: 'When?', phase: 'open', outcome: '', rationale: '', votes: [] })],
    raised: [anItem()],
    closed: [],
    late: [anItem({ name: 'B2', title: 'No access', state: 'taken', dueOn: '2026-11-13' })],
    approvals: [
      {
        name: 'A7',
        title: 'Move the fair',
        state: 'approved',
        on: '2026-11-17',
        votes: [
          { name: 'Ana Lopes', by: null },
          { name: 'Ines Roy', by: 'Ben Okafor' },
        ],
        reason: '',
      },
    ],
    corrections: [{ number: 1, author: 'Ben Okafor', on: '2026-11-18', text: 'We began at ten.' }],
    auditHead: '1234-9f3ac21b77e0d412',
    ...differing,
  };
}
