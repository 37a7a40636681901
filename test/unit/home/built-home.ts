import type { Action, Blocker, Item } from '../../../src/features/follow-up/item.js';
import { homeView } from '../../../src/features/home/compose.js';
import type { HomeContent, HomeReader, ItemGroup } from '../../../src/features/home/content.js';
import { usualHours } from '../../../src/organisation/calendar/working-hours.js';
import { fitView } from '../../../src/platform/slack/fit-view.js';
import { loadTexts } from '../../../src/platform/texts.js';
import { checkView } from '../../../src/sandbox/blocks/view.js';

const texts = loadTexts();

/** A Wednesday. */
export const today = '2026-11-18';

const facts = {
  workspaceId: 'w',
  committeeId: 'ops',
  details: '',
  ownerKey: 'ana',
  dueOn: '2026-11-27',
  firstDueOn: '2026-11-27',
  redates: 0,
  projectKey: null,
  kpiKey: null,
  raisedByKey: 'ben',
  raisedAt: new Date('2026-11-10T09:00:00Z'),
  closedAt: null,
  closedByKey: null,
  outcome: null,
  source: null,
  version: 1,
  reminders: 0,
  snoozedUntil: null,
} as const;

export function action(number: number, fields: Partial<Action> = {}): Action {
  const own = { kind: 'action', state: 'open', actionType: 'corrective', costMinor: null } as const;
  return { ...facts, ...own, id: `a${number}`, number, title: `Action ${number}`, ...fields };
}

export function blocker(number: number, fields: Partial<Blocker> = {}): Blocker {
  const own = { kind: 'blocker', state: 'open', severity: 'high', unblockerKey: null, escalatedToId: null } as const;
  return { ...facts, ...own, id: `b${number}`, number, title: `Blocker ${number}`, ...fields };
}

export function group(
  items: readonly Item[],
  count: ItemGroup['count'] = { value: items.length, isMore: false },
): ItemGroup {
  return { items, count };
}

const none = { value: 0, isMore: false };

const names: Readonly<Record<string, string>> = { ana: 'Ana Lopes', ben: 'Ben *Okafor*' };

export const emptyContent: HomeContent = {
  waiting: { proposed: group([]), overdue: group([]), unblock: group([]) },
  actions: group([]),
  held: group([]),
  marks: new Map(),
  blockers: group([]),
  more: { action: none, blocker: none },
  kpis: [],
  meetings: [],
  absences: [],
  approvals: null,
  decisions: null,
  others: [],
  facts: {
    today,
    personName: (key) => (key === null ? '' : (names[key] ?? key)),
    slackUserOf: () => null,
    committee: () => undefined,
    committeeByKey: () => undefined,
    kpi: (key) =>
      key === 'cpl' || key === 'margin'
        ? {
            name: { en: `KPI ${key}`, fr: `Indicateur ${key}` },
            accessLevel: key === 'margin' ? 'confidential' : 'internal',
          }
        : undefined,
    projectName: () => undefined,
    ageOf: () => 6,
  },
};

export function readerIn(locale: 'en' | 'fr', person: Partial<HomeReader['person']> = {}): HomeReader {
  const seat = { id: 'ops' } as HomeReader['committees'][number];
  return {
    person: {
      id: 'p',
      workspaceId: 'w',
      key: 'ana',
      name: 'Ana Lopes',
      email: null,
      slackUserId: 'U0ANA000001',
      locale,
      timeZone: 'Europe/Paris',
      isOperator: false,
      accessLevel: 'internal',
      isGuest: false,
      isNamedGuest: false,
      affiliation: 'member',
      country: null,
      workingHours: usualHours,
      leftAt: null,
      lookedAt: null,
      ...person,
    },
    seats: new Map([['ops', ['member']]]),
    committees: [seat],
    locale,
    say: texts.in(locale),
    today,
  };
}

/** The Home as Slack gets it: every text that is read and what can be pressed. Throws what Slack would refuse of it. */
export function homeOf(content: Partial<HomeContent>, reader: HomeReader = readerIn('en')) {
  const view = fitView(homeView({ ...emptyContent, ...content }, reader));
  checkView(structuredClone(view), { type: 'home', isUsableFile: () => true });
  const json = JSON.stringify(view);
  const buttons = [...json.matchAll(/"action_id":"([^"]+)"/g)].map((match) => match[1] ?? '');
  const read = [...json.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map((match) => JSON.parse(`"${match[1]}"`) as string);
  return { view, buttons, text: read.join('\n') };
}
