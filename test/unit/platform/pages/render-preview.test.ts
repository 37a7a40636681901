import { describe, expect, it } from 'vitest';
import { renderPreviewPage } from '../../../../src/platform/pages/render-preview.js';
import { aSection, workspace } from './page-builders.js';

const reader = { locale: 'fr-FR', timeZone: 'Europe/Paris' };
const image = { type: 'image', slack_file: { id: 'F00000001' }, alt_text: 'Tableau de bord' };

describe('the preview', () => {
  it('shows each message with its thread under it, in order, with images beside the file', () => {
    const html = renderPreviewPage({
      title: 'growth-ops 2026-W46',
      reader,
      workspace,
      messages: [
        message({ blocks: [aSection('Parent de <@U0ANA>'), image], files: [file] }),
        message({ channel: '@ana', blocks: [aSection('À part')] }),
        message({ thread: 0, blocks: [aSection('Réponse')] }),
      ],
    });

    const order = ['Parent de', 'Dans son fil · 1 réponse', 'Réponse', 'À part'].map((words) => html.indexOf(words));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(0);
    expect(html).toContain('@Ana Ferreira');
    expect(html).toContain('<img src="board-F00000001.png" alt="Tableau de bord"');
  });

  it('stands alone: styles inside, no script, nothing loaded', () => {
    const html = renderPreviewPage({ title: 'x', reader, messages: [message({ blocks: [aSection('a')] })] });

    expect(html).toContain('<style>');
    expect(html).not.toMatch(/<script|<link rel="stylesheet"|@import|src="https?:/);
  });

  it('shows the text that notifications and screen readers get', () => {
    const html = renderPreviewPage({
      title: 'x',
      reader,
      messages: [message({ text: 'Résumé *complet*', blocks: [aSection('bloc')] })],
    });

    expect(html).toMatch(
      /Texte des notifications et des lecteurs d’écran<\/summary>.*Résumé <strong>complet<\/strong>/s,
    );
  });

  it('escapes its title and says when there is nothing', () => {
    const html = renderPreviewPage({ title: '</title><script>1</script>', reader, messages: [] });

    expect(html).not.toContain('<script>');
    expect(html).toContain('Il n’y a aucun message à envoyer.');
  });

  it('gives no id twice, whatever the library puts into its blocks', () => {
    const elements = [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }];
    const richText = { type: 'rich_text', elements };

    const html = renderPreviewPage({
      title: 'x',
      reader,
      messages: [message({ blocks: [richText, richText] }), message({ thread: 0, blocks: [richText] })],
    });

    expect(html.split('slack_blocks_to_jsx').length).toBeGreaterThan(3);
    expect(html).not.toContain('id="slack_blocks_to_jsx"');
  });
});

const file = { id: 'F00000001', name: 'board.png', path: 'board-F00000001.png' };

function message(fields: Partial<Parameters<typeof renderPreviewPage>[0]['messages'][number]>) {
  return { channel: '#growth-ops', thread: null, text: '', blocks: [], files: [], ...fields };
}
