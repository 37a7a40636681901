import type { PageBlock, PageMessage, PagePerson, PageWorkspace } from '../../../src/sandbox/page/page-view.js';
import type { WorkspacePage } from '../../../src/sandbox/page/render-page.js';

export const copil: PagePerson = { id: 'U0COPIL', name: 'Copil', isBot: true, emoji: '🧭' };
export const ana: PagePerson = { id: 'U0ANA', name: 'Ana Ferreira', isBot: false };
export const jules: PagePerson = { id: 'U0JULES', name: 'Jules Martin', isBot: false };

export const workspace: PageWorkspace = {
  name: 'Maison Lumen',
  people: [copil, ana, jules],
  channels: [
    { id: 'C0OPS', name: 'growth-ops', kind: 'channel', topic: 'Chaque lundi' },
    { id: 'C0STEERING', name: 'growth-steering', kind: 'private' },
    { id: 'D0ANA', name: 'Ana Ferreira', kind: 'im', unread: 1 },
  ],
};

export const mondayNine = Date.UTC(2026, 10, 16, 8);

/** A message of Copil's, Monday 16 November 2026 at 09:00 in Paris. */
export function aMessage(fields: Partial<PageMessage> = {}): PageMessage {
  return {
    ts: '1794816000.000100',
    author: copil,
    at: mondayNine,
    text: '',
    blocks: [],
    isEdited: false,
    isEphemeral: false,
    replies: [],
    files: [],
    ...fields,
  };
}

export function aPage(fields: Partial<WorkspacePage> = {}): WorkspacePage {
  return {
    workspace,
    channelId: 'C0OPS',
    messages: [],
    fileUrl: (id) => `/files/${id}/board.png`,
    reader: { locale: 'fr-FR', timeZone: 'Europe/Paris' },
    ...fields,
  };
}

export function aSection(text: string): PageBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}
