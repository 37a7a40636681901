import type { PageActor, PageEntry, PageState } from '../../../src/sandbox/desk/page-api.js';

const ana: PageActor = {
  id: 'U0ANA',
  name: 'Ana Moreau',
  isBot: false,
  handle: 'ana',
  locale: 'fr-FR',
  timeZone: 'Europe/Paris',
  role: 'Cheffe de projet',
  isGuest: false,
  unread: 0,
};

export const ben: PageActor = { ...ana, id: 'U0BEN', name: 'Ben Walker', handle: 'ben', locale: 'en-GB' };

/** A state as the server sends it: Ana acts, in two channels and the conversation with the app. */
export function aState(parts: Partial<PageState> = {}): PageState {
  const head = { canWrite: true, readTs: '', version: 1 };
  return {
    version: 1,
    workspace: { name: 'Maison Lumen', people: [ana, ben], channels: [] },
    actor: ana,
    actors: [ana, ben],
    channels: [
      { ...head, id: 'C0OPS', name: 'growth-ops', kind: 'channel' },
      { ...head, id: 'C0STEERING', name: 'growth-steering', kind: 'private', unread: 2 },
      { ...head, id: 'D0APP', name: 'Copil', kind: 'im' },
    ],
    appChannel: 'D0APP',
    home: { isEmpty: true },
    modals: [],
    commands: [{ command: '/copil', description: 'Digests', usageHint: '[help | next]' }],
    shortcuts: [],
    clock: { now: 0, isAhead: false, isMoving: false, next: null },
    tour: [],
    conditions: [],
    ...parts,
  };
}

/** Ana's message at a time stamp, written at that second. */
export function anEntry(ts: string, parts: Partial<PageEntry> = {}): PageEntry {
  return {
    ts,
    author: ana,
    at: Number(ts) * 1000,
    text: `message ${ts}`,
    blocks: [],
    isEdited: false,
    isEphemeral: false,
    replies: [],
    files: [],
    version: 1,
    ...parts,
  };
}
