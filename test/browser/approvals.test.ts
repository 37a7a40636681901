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

const [ines, david] = ['U0INES001', 'U0DAVID01'];
const request = 'Add a second landing page to the autumn campaign';

/** The sample asks once its digest has arrived, which takes a while on a machine that does other things too. */
const patience = { timeout: 240_000 };

const inTwoWeeks = () => new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);

describe.skipIf(!chromiumPath)('in the browser, approvals', () => {
  const browser = browserOfFile();
  let folder: string;
  let sandbox: SandboxProcess;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-approvals-'));
    sandbox = startSandbox(folder, { DATABASE_URL: `file:${join(folder, 'sandbox.db')}` });
    url = await addressOf(sandbox);
  });

  afterAll(async () => {
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit).toBe(0);
    await rm(folder, { recursive: true, force: true });
  });

  /** The newest message with that text and that button. */
  const card = (page: WorkspacePage, text: string, button: string | RegExp): Locator =>
    page.main
      .getByRole('article')
      .filter({ hasText: text })
      .filter({ has: page.page.getByRole('button', { name: button }) })
      .last();
  const sendIn = async (page: WorkspacePage, channel: string, text: string) => {
    const composer = page.main.getByRole('textbox', { name: `Envoyer un message à #${channel}` });
    await composer.fill(text);
    await composer.press('Enter');
  };

  it('an executive asks for a change, who asked makes it in English, and one click approves it', patience, async () => {
    const page = new WorkspacePage(await browser.open(`${url}/?as=${ines}&c=C0GROWTHOPS`));
    await card(page, request, /^Approuver/).waitFor({ state: 'visible', timeout: 200_000 });
    await see(card(page, request, /^Approuver/).getByText('Taux de conversion', { exact: false }));

    await card(page, request, /^Approuver/)
      .getByRole('button', { name: /^Demander une modification/ })
      .click();
    const wish = page.dialog(/^À modifier.*A\d+/);
    await wish.getByLabel('Que faut-il modifier ?').fill('Avec deux langues');
    await wish.getByRole('button', { name: 'Envoyer' }).click();
    await see(card(page, request, /^Approuver/).getByText(/Inès Dubois demande une modification.*Avec deux langues/));

    const asker = new WorkspacePage(await browser.open(`${url}/?as=${david}`));
    await asker.channel('Copil').click();
    const notice = asker.message(/Inès Dubois asks for a change of A\d+/);
    await notice.getByRole('button', { name: /^Edit A\d+/ }).click();
    const form = asker.dialog(/^Edit A\d+/);
    await form.getByLabel('What will be done?').fill('Add a landing page in two languages');
    await form.getByRole('button', { name: 'Save' }).click();

    await see(page.main.getByText(/La demande a changé \(titre\)/));
    await card(page, 'Add a landing page in two languages', /^Approuver/)
      .getByRole('button', { name: /^Approuver/ })
      .click();
    await see(page.main.getByText(/Approbation donnée le .* par Inès Dubois/).last());
    await see(asker.message(/A\d+ Add a landing page in two languages is approved: it can begin/));
  });

  it('a rejection says why, and a vote is left to a colleague for some days', patience, async () => {
    const asker = new WorkspacePage(await browser.open(`${url}/?as=${david}&c=C0GROWTHOPS`));
    await asker.send('/action');
    const form = asker.dialog('Add an action');
    await form.getByLabel('What will be done?').fill('Rent a stand at the fair');
    await form.getByLabel(/^Cost/).fill('9000');
    await form.getByLabel('Due date').fill(inTwoWeeks());
    await form.getByRole('button', { name: 'Save' }).click();

    const page = new WorkspacePage(await browser.open(`${url}/?as=${ines}&c=C0GROWTHOPS`));
    await card(page, 'Rent a stand at the fair', /^Refuser/)
      .getByRole('button', { name: /^Refuser/ })
      .click();
    const reason = page.dialog(/^Refuser A\d+/);
    await reason.getByLabel('Pourquoi refuser ?').fill('Pas cette année');
    await reason.getByRole('button', { name: 'Refuser' }).click();
    await see(page.main.getByText(/Approbation refusée le .*Inès Dubois.*Pas cette année/).last());

    await sendIn(page, 'growth-ops', '/approval déléguer @Chloé Lefèvre jusqu’à vendredi');
    await see(
      page.main
        .getByText(/Chloé Lefèvre peut voter à votre place/)
        .or(page.dialog('Confier mon vote'))
        .first(),
    );
  });
});
