import type { Registered } from '../../../src/app.js';
import type { House, Reader } from './house.js';
import { kpis } from './house.js';

type Ids = House['ids'];

const kpiKeys = Object.keys(kpis);
const typed = (text: string) => ({ type: 'plain_text_input', value: text });
const picked = (value: string) => ({
  type: 'external_select',
  selected_option: { text: { type: 'plain_text', text: value }, value },
});
const day = (date: string) => ({ type: 'datepicker', selected_date: date });
const person = (id: string) => ({ type: 'users_select', selected_user: id });

/** What is typed behind each command; `KPI` stands for the key of each KPI, and of one that is not there. */
const itemLines = ['', 'help', 'list all', 'list all kpi KPI', 'B1', 'A1', 'B2', 'A2', 'pumice #KPI by 30 November'];
const kpiLines = ['help', 'KPI', 'log KPI 5', 'explain KPI because', 'explain KPI'];
const decisionLines = ['help', 'D1', 'D2', 'list', 'list pine', 'oak?'];
const approvalLines = ['', 'help', 'A1', 'A2', 'delegate'];

const commands: Readonly<Record<string, readonly string[]>> = {
  '/copil': ['', 'help', 'nonsense'],
  '/blocker': itemLines,
  '/action': itemLines,
  '/approval': approvalLines,
  '/decision': decisionLines,
  '/kpi': kpiLines,
};

const committeeLines = ['', 'growth-ops', 'vault'];
const minutesLines = ['', 'growth-ops', 'vault', 'vault last'];
const decidedLines = ['', 'D1', 'D2', 'pine', 'vault'];

/** Words behind `/copil`, and what is typed behind each. */
const words: Readonly<Record<string, readonly string[]>> = {
  next: committeeLines,
  status: committeeLines,
  digest: committeeLines,
  blocker: itemLines,
  action: itemLines,
  approval: approvalLines,
  approvals: ['A1'],
  approbation: ['A1'],
  approbations: ['A1'],
  delegate: [''],
  déléguer: [''],
  deleguer: [''],
  away: [''],
  absent: [''],
  back: [''],
  retour: [''],
  decide: decisionLines,
  decider: ['D2'],
  décider: ['D2'],
  decisions: decidedLines,
  décisions: decidedLines,
  minutes: minutesLines,
  'compte-rendu': minutesLines,
  cr: minutesLines,
  kpi: kpiLines,
};

const votes = ['A', 'B', 'C', 'D', 'E', 'F', 'abstain'];
const every = (name: string, of: readonly string[]) => of.map((id) => `${name}|${id}`);
const named = (names: readonly string[], of: readonly string[]) => names.flatMap((name) => every(name, of));
const listOf = (kpiKey: string) => JSON.stringify({ kind: 'blocker', who: 'all', overdue: false, kpiKey, skip: 0 });
const rounds = (approvals: readonly string[]) => approvals.map((id) => `${id}|1`);

type Values = (ids: Ids) => readonly string[];
const items: Values = (ids) => ids.items;
const decisions: Values = (ids) => ids.decisions;
const digests: Values = (ids) => ids.digests;
const approvals: Values = (ids) => rounds(ids.approvals);
const kpi: Values = () => kpiKeys;
const nothing: Values = () => [''];

const itemButtons = [
  'take',
  'accept',
  'reopen',
  'done',
  'redate',
  'drop',
  'reassign',
  'edit',
  'ask',
  'history',
  'open',
];

/** What a click on each button may carry. */
const actions: Readonly<Record<string, Values>> = {
  ...Object.fromEntries([...itemButtons, 'pick'].map((name) => [`item:${name}`, items])),
  'item:hand': (ids) => ids.items.map((id) => `${id}|gil`),
  'item:keep': (ids) => ids.items.map((id) => `${id}|gil`),
  'item:escalate': (ids) => ids.items.map((id) => `${id}|steering`),
  'item:more': (ids) => named(['edit', 'history', 'reassign', 'ask', 'offer'], ids.items),
  'item:snooze': (ids) => ids.items.map((id) => `${id}|3`),
  'item:page:previous': () => kpiKeys.map(listOf),
  'item:page:next': () => kpiKeys.map(listOf),
  'item:list': () => ['action', 'blocker'],
  'item:new': () => named(['blocker', 'action'], kpiKeys),
  'item:from-thread:blocker': nothing,
  'item:from-thread:action': nothing,
  'leaver:reassign': () => ['U0GIL000001'],
  ...Object.fromEntries(['approve', 'reject', 'change', 'details'].map((name) => [`approval:${name}`, approvals])),
  'approval:more': (ids) => named(['history', 'withdraw', 'abstain', 'delegate'], rounds(ids.approvals)),
  'approval:delegate': nothing,
  'approval:undelegate': nothing,
  ...Object.fromEntries(
    ['details', 'open', 'record', 'extend', 'reviewed'].map((one) => [`decision:${one}`, decisions]),
  ),
  ...Object.fromEntries(
    votes.map((name) => [`decision:vote:${name}`, (ids: Ids) => ids.decisions.map((id) => `${id}|${name}|mark`)]),
  ),
  'decision:more': (ids) => named(['edit', 'history', 'withdraw', 'reviewed'], ids.decisions),
  'decision:page:previous': () => [JSON.stringify({ words: 'pine', skip: 0 })],
  'decision:page:next': (ids) =>
    ids.committees.map((committeeId) => JSON.stringify({ words: '', committeeId, skip: 0 })),
  'decision:from-thread': nothing,
  'minutes:read': (ids) => ids.periods,
  ...Object.fromEntries(['open', 'attend', 'correct', 'show'].map((name) => [`minutes:${name}`, digests])),
  'kpi:show': kpi,
  'kpi:log': kpi,
  'kpi:explain': kpi,
  'kpi:undo': (ids) => ids.imports,
  'home:away': nothing,
  'home:back': nothing,
};

type Form = { readonly metadata: object; readonly values: Readonly<Record<string, object>> };

const itemForm = (key: string, metadata: object, committeeId: string): Form => ({
  metadata,
  values: {
    committee: picked(committeeId),
    title: typed('pumice'),
    owner: person('U0OMAR00001'),
    due: day('2026-11-30'),
    kpi: picked(key),
    project: picked('redesign'),
    details: typed(''),
    severity: picked('low'),
    actionType: picked('exploratory'),
  },
});
const kinds = ['blocker', 'action', 'blocker', 'action'];
const ofItem = (values: Readonly<Record<string, object>>) => (ids: Ids) =>
  ids.items.map((itemId, index) => ({ metadata: { kind: kinds[index], itemId }, values }));
const ofDecision = (values: Readonly<Record<string, object>>) => (ids: Ids) =>
  ids.decisions.map((decisionId) => ({ metadata: { decisionId, mark: 'mark' }, values }));
const ofApproval = (values: Readonly<Record<string, object>>) => (ids: Ids) =>
  ids.approvals.map((approvalId) => ({ metadata: { approvalId, round: 1 }, values }));
const ofDigest = (values: Readonly<Record<string, object>>) => (ids: Ids) =>
  ids.digests.map((digestId) => ({ metadata: { digestId, mark: 'mark' }, values }));
const ofKpi = (values: Readonly<Record<string, object>>) => () =>
  kpiKeys.map((key) => ({ metadata: { kpi: key, period: '2026-11-18' }, values }));
const decisionValues = (key: string) => ({
  question: typed('oak?'),
  options: typed('Yes\nNo'),
  deadline: day('2026-11-30'),
  kpi: picked(key),
});

/** What a form may be sent with, whoever opened it or nobody. */
const views: Readonly<Record<string, (ids: Ids) => readonly Form[]>> = {
  'item:form': (ids) => [
    ...kpiKeys.flatMap((key) => ids.committees.map((id) => itemForm(key, { kind: 'blocker' }, id))),
    ...ids.items.flatMap((itemId, index) =>
      kpiKeys.map((key) => itemForm(key, { kind: kinds[index], itemId }, ids.committees[0])),
    ),
  ],
  'item:close': ofItem({ outcome: typed('') }),
  'item:drop': ofItem({ reason: typed('') }),
  'item:redate': ofItem({ due: day('2026-12-01'), reason: typed('') }),
  'item:reassign': ofItem({ owner: person('U0GIL000001') }),
  'approval:ask': ofItem({ why: typed('because') }),
  'approval:reject': ofApproval({ reason: typed('') }),
  'approval:change': ofApproval({ what: typed('') }),
  'approval:withdraw': ofApproval({ reason: typed('') }),
  'approval:delegate': () => [{ metadata: {}, values: { person: person('U0GIL000001') } }],
  'decision:form': (ids) => [
    ...kpiKeys.map((key) => ({ metadata: {}, values: decisionValues(key) })),
    ...kpiKeys.flatMap((key) => ofDecision(decisionValues(key))(ids)),
  ],
  'decision:record': ofDecision({ rationale: typed('') }),
  'decision:withdraw': ofDecision({ reason: typed('') }),
  'decision:extend': ofDecision({ deadline: day('2026-12-04') }),
  'minutes:attend': ofDigest({}),
  'minutes:correct': ofDigest({ text: typed('') }),
  'kpi:log': ofKpi({ value: typed('5'), period: typed('2026-11-18') }),
  'kpi:explain': ofKpi({ text: typed('because') }),
  'home:away': () => [{ metadata: {}, values: {} }],
};

/** What is typed into each select. */
const options: Readonly<Record<string, readonly string[]>> = {
  'item:kpi': ['', 'wage', 'margin', 'a'],
  'item:project': ['', 'site'],
};

const shortcuts: Readonly<Record<string, 'global' | 'message'>> = {
  raise_blocker: 'message',
  make_action: 'message',
  ask_decision: 'message',
  new_blocker: 'global',
  new_action: 'global',
};

/** Events that somebody is answered for, and those that only change what is stored. */
const events: Readonly<Record<string, 'answered' | 'stored'>> = {
  app_mention: 'answered',
  app_home_opened: 'answered',
  member_joined_channel: 'stored',
  member_left_channel: 'stored',
  channel_unarchive: 'stored',
  group_unarchive: 'stored',
  user_change: 'stored',
  tokens_revoked: 'stored',
  app_uninstalled: 'stored',
};

/** A message of each kind as the outbox would hold it for a person. Its composer is told to speak of what is above them. */
const deliveries: Readonly<Record<string, 'channel' | ((ids: Ids, reader: Reader) => object)>> = {
  // Goes to channels alone: theirs is looked at.
  digest: 'channel',
  text: () => ({ text: 'words that were chosen when it was written' }),
  card: ({ items: [itemId] }) => ({ itemId }),
  reminder: ({ items: [a, b] }, personKey) => ({ personKey, day: '2026-11-19', itemIds: [a, b] }),
  silence: ({ items: [a, b] }, personKey) => ({ personKey, day: '2026-11-19', itemIds: [a, b] }),
  leaver: ({ committees: [committeeId] }) => ({ committeeId, personKey: 'ben', cause: 'gone' }),
  handed: ({ committees: [committeeId], items: [a, b] }) => ({
    committeeId,
    leaverKey: 'chloe',
    byKey: 'ana',
    itemIds: [a, b],
  }),
  linked: () => ({ from: '2026-11-18T00:00:00Z', until: '2026-11-19T23:00:00Z' }),
  owner: ({ items: [a, b] }) => ({ about: 'gained', itemIds: [a, b], otherKey: 'ana', byKey: 'chloe', answer: null }),
  approval: ({ approvals: [approvalId] }) => ({ approvalId }),
  'approval-record': ({ approvals: [approvalId] }) => ({ approvalId }),
  'approval-delegation': () => ({ delegationId: 'none', what: 'given' }),
  'approval-notice': ({ approvals: [approvalId] }, personKey) => ({ approvalId, personKey, about: { what: 'end' } }),
  'approval-waiting': ({ approvals: [id] }, personKey) => ({ personKey, day: '2026-11-19', approvalIds: [id] }),
  decision: ({ decisions: [decisionId] }) => ({ decisionId }),
  'decision-record': ({ decisions: [decisionId] }) => ({ decisionId }),
  'decision-notice': ({ decisions: [decisionId] }, personKey) => ({ decisionId, personKey, about: 'review' }),
  minutes: ({ digests: [digestId] }) => ({ digestId }),
  morning: ({ items: [a, b], approvals: [approval], digests: [digestId] }, personKey) => ({
    personKey,
    day: '2026-11-19',
    plans: {
      meetings: { digestIds: [digestId] },
      approvals: { approvalIds: [approval] },
      reminders: { itemIds: [a, b] },
      silence: { itemIds: [a, b] },
    },
  }),
  'minutes-notice': ({ digests: [digestId] }, personKey) => ({
    digestId,
    personKey,
    about: 'attendance',
    number: null,
  }),
};

/** All of them stand in one Home, which is opened. */
const homeSections = {
  opening: 'opened',
  away: 'opened',
  delegations: 'opened',
  waiting: 'opened',
  owned: 'opened',
  kpis: 'opened',
  meetings: 'opened',
  buttons: 'opened',
  help: 'opened',
} as const;

/** What each answers to whoever has no token. */
const routes: Readonly<Record<string, number>> = {
  'GET /healthz': 200,
  'GET /readyz': 200,
  'GET /metrics': 200,
  'POST /api/readings': 401,
};

/** By kind of surface, as `App.registered` calls them. */
export const rows = {
  commands,
  words,
  actions,
  views,
  options,
  shortcuts,
  events,
  deliveries,
  homeSections,
  routes,
} satisfies Record<keyof Registered, object>;
