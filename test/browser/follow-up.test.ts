import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOfFile } from '../support/browser/browser-of-file.js';
import { see } from '../support/browser/see.js';
import { WorkspacePage } from '../support/browser/workspace-page.js';
import { chromiumPath } from '../support/chromium.js';
import { addressOf, type SandboxProcess, startSandbox } from '../support/processes/sandbox-process.js';

const ben = 'U0BEN0001';

/** What happens in one page takes seconds; a machine that does other things too takes longer. */
const patience = { timeout: 240_000 };

describe.skipIf(!chromiumPath)('in the browser, blockers and actions', () => {
  const browser = browserOfFile();
  let folder: string;
  let sandbox: SandboxProcess;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-follow-up-'));
    sandbox = startSandbox(folder, { DATABASE_URL: `file:${join(folder, 'sandbox.db')}` });
    url = await addressOf(sandbox);
  });

  afterAll(async () => {
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit).toBe(0);
    await rm(folder, { recursive: true, force: true });
  });

  /** The card of an item: of the messages with that text the one with that button. */
  const card = (page: WorkspacePage, text: string, button: string, where: Locator = page.main) =>
    where
      .getByRole('article')
      .filter({ hasText: text })
      .filter({ has: page.page.getByRole('button', { name: button, exact: true }) })
      .last();
  const nameOf = async (shown: Locator, letter: 'A' | 'B') => {
    const name = async () => new RegExp(`${letter}\\d+`).exec(await shown.innerText())?.[0] ?? '';
    // A card may be redrawn at the moment it is read.
    await expect.poll(name).not.toBe('');
    return name();
  };

  it(
    'are taken in one line, closed by their card, raised from a message, and found again on Home',
    patience,
    async () => {
      const page = new WorkspacePage(await browser.open(`${url}/?as=${ben}`));

      await page.send('/action call the display agency by next Friday #cost-per-lead');
      await see(page.message(/Saved: A\d+ call the display agency\. Ben Walker, due Friday/));
      // The channel reads French.
      const action = card(page, 'call the display agency', 'Fait');
      await see(action.getByText('Coût par lead'));
      await see(action.getByText(/vendredi \d/));
      const actionName = await nameOf(action, 'A');

      await action.getByRole('button', { name: 'Fait', exact: true }).click();
      const closing = page.dialog(`Close ${actionName}`);
      await closing.getByLabel('What came of it?').fill('Ten percent less from January');
      await closing.getByRole('button', { name: 'Save' }).click();
      await see(
        card(page, 'call the display agency', 'Rouvrir').getByText(
          /par Ben Walker le .* Ten percent less from January/,
        ),
      );
      await expect.poll(() => closing.count()).toBe(0);

      await page.send('The product feed is late again');
      await page.openMenu(page.message('The product feed is late again'));
      await page.page.getByRole('menuitem', { name: 'Raise a blocker' }).click();
      const form = page.dialog('Raise a blocker');
      await see(form.getByText('“The product feed is late again”'));
      expect(await form.getByLabel('What is blocked?').inputValue()).toBe('The product feed is late again');
      await form.getByLabel('What is blocked?').fill('Feed of the shop is late');
      await form.getByRole('button', { name: 'Save' }).click();
      // The digest may have one reply as well, as long as it arrives.
      await page.openThread(page.message('The product feed is late again'));
      const blocker = card(page, 'Feed of the shop is late', 'Escalader', page.thread);
      await see(blocker.getByText('« The product feed is late again »', { exact: false }));
      const blockerName = await nameOf(blocker, 'B');

      await page.channel('Copil').click();
      await page.main.getByRole('link', { name: 'Home' }).click();
      await see(page.main.getByText('Feed of the shop is late'));
      await see(page.main.getByText(blockerName, { exact: true }));
      expect(await page.main.getByText('call the display agency').count()).toBe(0);
    },
  );

  it('are the same in French, as Ana', patience, async () => {
    const page = new WorkspacePage(await browser.open(`${url}/?as=${ben}`));
    await page.actAs('Ana Moreau');
    const composer = page.main.getByRole('textbox', { name: 'Envoyer un message à #growth-ops' });
    const send = async (text: string) => {
      await composer.fill(text);
      await composer.press('Enter');
    };

    await send('/action relancer l’agence avant vendredi prochain');
    await see(page.message(/Enregistré\s: A\d+ relancer l’agence\. Ana Moreau, échéance vendredi/));
    const action = card(page, 'relancer l’agence', 'Fait');
    const actionName = await nameOf(action, 'A');
    await action.getByRole('button', { name: 'Fait', exact: true }).click();
    const closing = page.dialog(`Clore ${actionName}`);
    await closing.getByLabel('Quel est le résultat').fill('Contrat signé');
    await closing.getByRole('button', { name: 'Enregistrer' }).click();
    await see(card(page, 'relancer l’agence', 'Rouvrir').getByText(/par Ana Moreau le .* Contrat signé/));

    await send('/blocker le suivi est en panne avant vendredi prochain');
    await see(card(page, 'le suivi est en panne', 'Escalader'));
    await page.page.getByRole('link', { name: /^Copil/ }).click();
    await page.main.getByRole('link', { name: 'Accueil' }).click();

    await see(page.main.getByRole('heading', { name: 'Mes blocages' }).or(page.main.getByText('Mes blocages')).first());
    await see(page.main.getByText('le suivi est en panne'));
  });
});
