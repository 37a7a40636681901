import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserOfFile } from '../support/browser/browser-of-file.js';
import { see } from '../support/browser/see.js';
import { WorkspacePage } from '../support/browser/workspace-page.js';
import { chromiumPath } from '../support/chromium.js';
import { type Gallery, startGallery } from '../support/gallery/start-gallery.js';
import { people } from '../support/slack/team.js';

describe.skipIf(!chromiumPath)('in the browser, what the sandbox adds to Slack', () => {
  const browser = browserOfFile();
  let gallery: Gallery;

  beforeAll(async () => {
    gallery = await startGallery();
  });
  afterEach(() => gallery.tidy());
  afterAll(() => gallery.stop());

  const open = async (name: string) => {
    const channel = gallery.newChannel(name);
    return { channel, page: new WorkspacePage(await browser.open(gallery.address('ben', channel))) };
  };

  it('moves the clock: a day, a week, and to the next run, which it names and which then happens', async () => {
    const { page } = await open('clock');
    const clock = page.page.getByRole('group', { name: 'Clock of the workspace' });
    await see(clock.getByText(/21 Nov/));

    await clock.getByRole('button', { name: 'A day forward' }).click();
    await see(clock.getByText(/22 Nov/));
    await see(clock.getByRole('button', { name: 'Next, Monday 09:00: the weekly digest' }));
    await clock.getByRole('button', { name: /^Next, Monday/ }).click();
    await see(clock.getByText(/23 Nov/));
    await page.openChannel('growth-ops');
    await see(page.message('The weekly digest'));
    await clock.getByRole('button', { name: 'A week forward' }).click();

    await see(clock.getByText(/30 Nov/));
    const digests = page.main.getByRole('article').filter({ hasText: 'The weekly digest' });
    await expect.poll(() => digests.count()).toBe(2);
  });

  it('tells what takes long, and moves the clock once however often one presses', async () => {
    const { page } = await open('waiting');
    let go = () => {};
    gallery.controls.pause = new Promise((resolve) => {
      go = resolve;
    });
    const before = gallery.controls.clock().now;
    const clock = page.page.getByRole('group', { name: 'Clock of the workspace' });
    const forward = clock.getByRole('button', { name: 'A day forward' });

    await forward.click();
    await see(page.notices.filter({ hasText: 'Moving the clock' }));
    await forward.press('Enter');
    go();

    await see(page.notices.filter({ hasText: 'The workspace is now at' }));
    expect(gallery.controls.clock().now - before).toBe(86_400_000);
  });

  it('shows every request both ways, what was in it, and what Slack would refuse', async () => {
    const { page } = await open('requests');
    await page.page.getByRole('button', { name: 'Requests' }).click();
    const inspector = page.page.getByRole('region', { name: 'Requests', exact: true });
    await see(inspector);

    await page.send('/gallery hello');
    const row = page.request('slash_command');
    await see(row.getByText('To Copil'));
    await see(row.getByText(/\d+ ms/));
    await row.click();
    const detail = inspector.getByRole('region', { name: 'slash_command' });
    await see(detail.getByRole('region', { name: 'Request' }).getByText('/gallery'));
    await see(detail.getByRole('region', { name: 'Response' }).getByText('You typed: hello'));
    await gallery.client.chat.postMessage({ channel: 'C0NOWHERE01', text: 'Lost' }).catch(() => undefined);
    await inspector.getByLabel('Only problems').check();
    await see(page.request('chat.postMessage').getByText('Refused: channel_not_found'));
    await inspector.getByLabel('Filter requests').fill('views');
    await see(inspector.getByText('No request matches.'));
    await inspector.getByRole('button', { name: 'Close' }).click();

    await expect.poll(() => inspector.count()).toBe(0);
    const button = page.page.getByRole('button', { name: 'Requests' });
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it('brings the keyboard into the inspector, however it was opened, and back out of it with Escape', async () => {
    const { page } = await open('inspector-keys');
    const button = page.page.getByRole('button', { name: 'Requests' });
    const hasFocus = (name: Locator) => name.evaluate((one) => one === document.activeElement);
    const filter = page.page.getByLabel('Filter requests');

    await button.press('Enter');
    await expect.poll(() => hasFocus(filter)).toBe(true);
    await page.page.keyboard.press('Escape');
    await expect.poll(() => hasFocus(button)).toBe(true);
    await page.send('/gallery hello');
    await page.openTool('Requests');
    await expect.poll(() => hasFocus(filter)).toBe(true);
    await page.request('slash_command').click();
    await page.page.keyboard.press('Escape');

    await expect.poll(() => hasFocus(button)).toBe(true);
    expect(await filter.count()).toBe(0);
  });

  it('switches bad days on and off, counts what met them, and says so in the bar', async () => {
    const { page, channel } = await open('bad-days');
    const names = [
      'Too many requests (429)',
      'Errors at Slack (500)',
      'No answer',
      'Slack is down',
      'Slow files',
    ] as const;
    await page.openTool('Bad days…');
    const dialog = page.dialog('Bad days');
    for (const name of names) {
      await dialog.getByRole('switch', { name }).focus();
      await page.page.keyboard.press('Space');
      await expect.poll(() => dialog.getByRole('switch', { name }).isChecked()).toBe(true);
      await page.page.keyboard.press('Space');
      await expect.poll(() => dialog.getByRole('switch', { name }).isChecked()).toBe(false);
    }
    await dialog.getByRole('switch', { name: 'Slack is down' }).focus();
    await page.page.keyboard.press('Space');
    await see(dialog.getByText('Met by 0 requests'));

    const call = fetch(`${gallery.standIn.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${gallery.standIn.state.installation.botToken}` },
      body: new URLSearchParams({ channel: channel.id, text: 'Never seen' }),
    });
    expect((await call).status).toBe(503);
    await see(dialog.getByText('Met by 1 request', { exact: false }));
    await dialog.getByRole('button', { name: 'Close' }).click();
    await see(page.page.getByRole('button', { name: '1 bad day' }));

    expect(await page.main.getByText('Never seen').count()).toBe(0);
  });

  it('keeps pictures back on a day of slow files', async () => {
    const { page } = await open('slow-files');
    await page.openTool('Bad days…');
    await page.dialog('Bad days').getByRole('switch', { name: 'Slow files' }).focus();
    await page.page.keyboard.press('Space');
    await expect.poll(() => page.dialog('Bad days').getByRole('switch', { name: 'Slow files' }).isChecked()).toBe(true);
    await page.page.keyboard.press('Escape');

    await page.send('/gallery picture');

    await see(page.message('The picture is not ready'));
  });

  it('starts anew only when one says so', async () => {
    const { page } = await open('reset');
    const question = page.question('Reset the sandbox?');

    await page.openTool('Reset the sandbox…');
    await see(question.getByText('every message, in all conversations, and what you typed'));
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => question.count()).toBe(0);
    expect(gallery.controls.resets).toBe(0);
    await page.openTool('Reset the sandbox…');
    await question.getByRole('button', { name: 'Reset' }).click();

    await see(page.notices.filter({ hasText: 'The sandbox is as new.' }));
    expect(gallery.controls.resets).toBe(1);
  });

  it('gives the transcript to keep, as whoever one acts as sees it', async () => {
    const { page, channel } = await open('transcript');
    const secret = gallery.newChannel('not-bens', { isPrivate: true, without: ['ben'] });
    await gallery.standIn.clientOf(people.ana.id).write(secret.id, 'Not for Ben');
    await page.send('Keep this');
    await see(page.message('Keep this'));

    const download = page.page.waitForEvent('download');
    await page.openTool('Export transcript (Markdown)');
    const file = await download;
    const text = await readFile(await file.path(), 'utf8');

    expect(file.suggestedFilename()).toMatch(/^copil-sandbox.*\.md$/);
    expect(text).toContain(`## #${channel.name}`);
    expect(text).toContain('Keep this');
    expect(text).not.toContain('Not for Ben');
  });

  it('lists what to try first, ticks it when it is done, and can be folded away', async () => {
    const { page } = await open('tour');
    const tour = page.page.getByRole('region', { name: 'Try this' });
    const { client } = gallery;
    const growthOps = [...gallery.standIn.state.channels.values()].find(({ name }) => name === 'growth-ops');
    await client.chat.postMessage({
      channel: growthOps?.id ?? '',
      text: 'A digest to read',
      blocks: [{ type: 'header', text: { type: 'plain_text', text: 'A digest to read' } }],
      metadata: { event_type: 'digest', event_payload: {} },
    });

    await see(tour.getByText('Read the digest'));
    await see(tour.getByText('Open a chart'));
    expect(await tour.getByText('Raise a blocker').count()).toBe(0);
    await page.openChannel('growth-ops');
    await see(tour.getByRole('listitem').filter({ hasText: 'Read the digest' }).getByText('(Done)'));
    await tour.getByRole('button', { name: 'Fold the list' }).click();

    await expect.poll(() => tour.getByText('Open a chart').isVisible()).toBe(false);
  });

  it('explains itself', async () => {
    const { page } = await open('help');

    await page.openTool('What is this?');

    await see(page.dialog('What is this?').getByText('Nothing leaves this machine.', { exact: false }));
  });
});
