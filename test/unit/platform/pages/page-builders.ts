import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Blocks } from '../../../../src/platform/pages/blocks.js';
import { makeDrawing } from '../../../../src/platform/pages/drawing.js';
import type { FileUrl, PageBlock, PagePerson, PageWorkspace } from '../../../../src/platform/pages/page-view.js';

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

/** What is drawn of blocks, for a reader in Paris. */
export function drawnBlocks(
  blocks: readonly PageBlock[],
  { fileUrl, place = workspace }: { readonly fileUrl: FileUrl; readonly place?: PageWorkspace },
): string {
  const reader = { locale: 'fr-FR', timeZone: 'Europe/Paris' };
  const channelHref = (id: string) => `?c=${id}`;
  const drawing = makeDrawing({ workspace: place, fileUrl, reader, channelHref });
  return renderToStaticMarkup(createElement(Blocks, { blocks, drawing }));
}

export function aSection(text: string): PageBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}
