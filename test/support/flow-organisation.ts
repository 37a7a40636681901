import { stringify } from 'yaml';
import { type ChannelName, type PersonName, people, places } from './slack/team.js';

/** Of the team; `vera` and the KPI `payroll` are there where a test says who and what they are. */
type Somebody = PersonName | 'zoe' | 'vera';

/** What a flow test says of a committee; the rest is a weekly digest on Mondays at 09:00 in growth-ops. */
export type CommitteeWords = {
  readonly name?: { readonly en: string; readonly fr: string };
  /** A channel of the team, an id of its own, or null for none. */
  readonly channel?: ChannelName | { readonly id: string } | null;
  /** Null: nobody said it. */
  readonly access?: 'public' | 'internal' | 'confidential' | null;
  readonly locale?: 'en' | 'fr';
  readonly timeZone?: string;
  readonly schedule?: Readonly<Record<string, unknown>>;
  readonly workingHours?: { readonly from: string; readonly to: string; readonly days?: readonly string[] };
  readonly lateSource?: string;
  readonly level?: 'operational' | 'steering' | 'strategic';
  /** Key of the committee above. */
  readonly parent?: string;
  readonly country?: string;
  readonly chair?: Somebody;
  readonly leads?: readonly Somebody[];
  readonly members?: readonly Somebody[];
  readonly approvers?: readonly Somebody[];
  /** When its actions need an approval, as `copil.yml` says it. */
  readonly approvals?: Readonly<Record<string, unknown>>;
  /** How long its minutes may be corrected, as `copil.yml` says it. */
  readonly minutes?: Readonly<Record<string, unknown>>;
  /** What is shown where a guest is in its channel, as `copil.yml` says it. */
  readonly guests?: 'withhold' | 'allow';
  readonly kpis?: readonly (KpiName | 'payroll')[];
};

export type Committees = Readonly<Record<string, CommitteeWords>>;

const kpi = (en: string, fr: string, more: Readonly<Record<string, unknown>> = {}) => ({
  name: { en, fr },
  domain: 'performance',
  format: { style: 'number', decimals: 0 },
  direction: 'higher',
  rollUp: 'sum',
  grain: 'day',
  sources: ['crm'],
  targets: [{ from: '2020-01-01', value: 1 }],
  ...more,
});

/** One that is calm, one in the red, one that everybody may see, one that few may, and one whose source is its own. */
const kpis = {
  leads: kpi('Leads', 'Prospects'),
  orders: kpi('Orders', 'Commandes', { targets: [{ from: '2020-01-01', value: 1_000_000 }], ceiling: 9_000_000 }),
  reach: kpi('Reach', 'Portée', { access: 'public' }),
  margin: kpi('Margin', 'Marge', { access: 'confidential', targets: [{ from: '2020-01-01', value: 99_000_000 }] }),
  mentions: kpi('Mentions', 'Citations', { sources: ['listening'] }),
};

export type KpiName = keyof typeof kpis;

/** What is read on each day, by how many days lie between it and a fixed one; margins are numbers found nowhere else. */
export function dailyValue(name: KpiName, index: number): number {
  if (name === 'margin') return 7_771_771;
  return 100 + (index % 7);
}

export const kpiNames = Object.keys(kpis) as KpiName[];

export function sourceOf(name: KpiName): string {
  return kpis[name].sources[0] ?? '';
}

/** `chloe` is linked at her first command, `zoe` has no account in Slack; `omar` is the operator, and keeps no holidays. */
const team = {
  ana: {
    name: 'Ana Lopes',
    email: people.ana.email,
    slack: people.ana.id,
    locale: 'fr',
    country: 'FR',
    access: 'confidential',
  },
  ben: { name: 'Ben Okafor', email: people.ben.email, slack: people.ben.id, timeZone: 'Europe/London', country: 'GB' },
  chloe: { name: 'Chloé Martin', email: people.chloe.email, locale: 'fr', country: 'FR' },
  gil: { name: 'Gil Costa', email: people.gil.email, slack: people.gil.id, guest: true, access: 'public' },
  omar: { name: 'Omar Haddad', email: people.omar.email, slack: people.omar.id, operator: true },
  zoe: { name: 'Zoe Unlinked', email: 'zoe@example.com' },
};

/** What a test says otherwise of people, and of KPIs beside those above, as `copil.yml` says it. */
export type Overrides = {
  readonly people?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly kpis?: Readonly<Record<string, unknown>>;
};

/** A `copil.yml` with these committees. */
export function organisationText(
  committees: Committees,
  { people: more = {}, kpis: others = {} }: Overrides = {},
): string {
  const overridden = Object.entries(more).map(([key, words]) => [key, { ...team[key as keyof typeof team], ...words }]);
  return stringify({
    workspace: { name: 'Flow test', language: 'en', timeZone: 'Europe/Paris' },
    people: { ...team, ...Object.fromEntries(overridden) },
    // Readings are stored ahead of a clock that a test moves later.
    sources: {
      crm: { name: { en: 'CRM', fr: 'Fichier clients' }, daysAhead: 60, freshness: { by: '08:00', lagDays: 1 } },
      listening: { name: { en: 'Social listening', fr: 'Veille sociale' }, daysAhead: 60 },
    },
    kpis: { ...kpis, ...others },
    projects: {
      redesign: { name: { en: 'Website redesign', fr: 'Refonte du site' }, committee: Object.keys(committees)[0] },
    },
    committees: Object.fromEntries(Object.entries(committees).map(([key, words]) => [key, committee(words)])),
  });
}

function committee(words: CommitteeWords): Readonly<Record<string, unknown>> {
  const { channel = 'growth-ops', access = 'internal', workingHours, ...rest } = words;
  const id = typeof channel === 'string' ? places[channel].id : channel?.id;
  return {
    name: { en: 'Growth', fr: 'Croissance' },
    level: 'operational',
    locale: 'en',
    schedule: { every: 'week', on: 'monday', at: '09:00' },
    lateSource: 'send grey',
    chair: 'ana',
    members: ['ben', 'chloe'],
    kpis: ['leads', 'orders'],
    ...rest,
    ...(workingHours && { workingHours }),
    ...(id === undefined ? {} : { channel: access === null ? id : { id, access } }),
  };
}
