import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOfFile } from '../support/browser/browser-of-file.js';
import { see } from '../support/browser/see.js';
import { WorkspacePage } from '../support/browser/workspace-page.js';
import { chromiumPath } from '../support/chromium.js';
import { addressOf, type SandboxProcess, startSandbox } from '../support/processes/sandbox-process.js';

const [ana, ines, david] = ['U0ANA0001', 'U0INES001', 'U0DAVID01'];
const question = 'Hire an agency for the spring?';

/** The digest of next Monday is drawn on a machine that does other things too. */
const patience = { timeout: 240_000 };

describe.skipIf(!chromiumPath)('in the browser, decisions', () => {
  const browser = browserOfFile();
  let folder: string;
  let sandbox: SandboxProcess;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-decisions-'));
    sandbox = startSandbox(folder, { DATABASE_URL: `file:${join(folder, 'sandbox.db')}` });
    url = await addressOf(sandbox);
  });

  afterAll(async () => {
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit).toBe(0);
    await rm(folder, { recursive: true, force: true });
  });

  const openAs = async (person: string) => new WorkspacePage(await browser.open(`${url}/?as=${person}&c=C0GROWTHOPS`));
  const card = (page: WorkspacePage) => page.message(/D\d+\s+Hire an agency for the spring\?/);

  it('a lead asks in English, two executives vote in French, and the chair records the outcome', patience, async () => {
    const asker = await openAs(david);
    await asker.send(`/decision ${question}`);
    const form = asker.dialog('Ask for a decision');
    await form.getByLabel('Options, one a line').fill('Yes | 9,000 € | two people for three months');
    await form.getByRole('button', { name: 'Save' }).click();
    await see(form.getByText('There is one option only: write at least two, one a line.'));
    await form.getByLabel('Options, one a line').fill('Yes | 9,000 € | two people for three months\nNo, by ourselves');
    await form.getByRole('button', { name: 'Save' }).click();

    const executive = await openAs(ines);
    await see(card(executive).getByText(/0 vote sur 2, quorum 2.*Encore attendu\s: Ana Moreau, Inès Dubois/));
    await card(executive).getByRole('button', { name: 'Voter pour A Yes' }).click();
    await see(card(executive).getByText(/1 vote\s: Inès Dubois/));

    const chair = await openAs(ana);
    await card(chair).getByRole('button', { name: 'Voter pour A Yes' }).click();
    await see(card(chair).getByText(/Résultat du vote\s: A Yes\./));
    await card(chair).getByRole('button', { name: 'Consigner la décision' }).click();
    const record = chair.dialog(/^Consigner D\d+/);
    await record.getByLabel('Pourquoi ?').fill('Deux absences en mars');
    await record.getByRole('button', { name: 'Enregistrer' }).click();

    await see(card(chair).getByText(/Décidée le .*A Yes, consignée par Ana Moreau/));
    await see(card(asker).getByText(/Responsable\s: David Okafor/));
  });

  it('is found again in English, and told by the digest of next Monday in French', patience, async () => {
    const asker = await openAs(david);
    await asker.send('/copil decisions agency');
    await see(asker.message(/Decisions · “agency”.*Hire an agency for the spring\?.*Decided on .*A Yes/s));

    const clock = asker.page.getByRole('group', { name: 'Clock of the workspace' });
    await clock.getByRole('button', { name: /^Next, / }).click();
    // The sample's own question is still open, so that the digest says so before its thread is opened.
    const digest = asker.message(/Décisions attendues.*Où placer les/s);
    await digest.waitFor({ state: 'visible', timeout: 120_000 });
    await asker.openThread(digest);

    await see(asker.message(/Décidé depuis le dernier point.*Hire an agency for the spring\?.*A Yes/s, asker.thread));
    await see(asker.message(/À voter \(1\).*Où placer les 12\s000\s€/s, asker.thread));
  });
});
