import type { ChannelOptions, UserOptions } from '../../../src/sandbox/state/slack-state.js';

/** The people and channels most flow tests need; ids are fixed so that a test can name them. */
export const people = {
  ana: { id: 'U0ANA000001', name: 'ana', real_name: 'Ana Lopes', email: 'ana@example.com', locale: 'fr-FR' },
  ben: { id: 'U0BEN000001', name: 'ben', real_name: 'Ben Okafor', email: 'ben@example.com', tz: 'Europe/London' },
  chloe: { id: 'U0CHLOE0001', name: 'chloe', real_name: 'Chloé Martin', email: 'chloe@example.com', locale: 'fr-FR' },
  dora: { id: 'U0DORA00001', name: 'dora', real_name: 'Dora Klein', email: 'dora@example.com', is_restricted: true },
  /** A guest whom the organisation knows. */
  gil: { id: 'U0GIL000001', name: 'gil', real_name: 'Gil Costa', email: 'gil@agency.example', is_restricted: true },
  omar: { id: 'U0OMAR00001', name: 'omar', real_name: 'Omar Haddad', email: 'omar@example.com' },
} as const satisfies Record<string, UserOptions>;

export type PersonName = keyof typeof people;

const bot = 'U0COPIL0001';
const staff = [people.ana.id, people.ben.id, people.chloe.id, people.omar.id];

export const places = {
  'growth-ops': { id: 'C0OPS000001', name: 'growth-ops', members: [bot, ...staff] },
  'growth-steering': { id: 'C0STEER0001', name: 'growth-steering', members: [bot, ...staff] },
  'growth-strategy': { id: 'C0STRAT0001', name: 'growth-strategy', is_private: true, members: [bot, ...staff] },
  'partners-shared': { id: 'C0SHARED001', name: 'partners-shared', is_ext_shared: true, members: [bot, people.ana.id] },
  /** Public, and the app was never invited. */
  random: { id: 'C0RANDOM001', name: 'random', members: staff },
} as const satisfies Record<string, ChannelOptions & { members: readonly string[] }>;

export type ChannelName = keyof typeof places;
