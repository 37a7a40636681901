import type { BrowserContextOptions, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { accessibilityFaults, sidewaysOverflow } from '../support/browser/accessibility.js';
import { browserOfFile } from '../support/browser/browser-of-file.js';
import { see } from '../support/browser/see.js';
import { WorkspacePage } from '../support/browser/workspace-page.js';
import { chromiumPath } from '../support/chromium.js';
import { type Gallery, type GalleryChannel, startGallery } from '../support/gallery/start-gallery.js';
import { people } from '../support/slack/team.js';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** What a window of 1280 by 800 is at 200 %. */
const enlarged = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };

const hasFocus = (element: Locator) => element.evaluate((one) => one === document.activeElement);

describe.skipIf(!chromiumPath)('in the browser, for everybody', () => {
  const browser = browserOfFile();
  let gallery: Gallery;
  let channel: GalleryChannel;
  let thread: string;

  /** A channel with a long thread, every block and every element. */
  beforeAll(async () => {
    gallery = await startGallery();
    channel = gallery.newChannel('everything');
    const ben = gallery.standIn.clientOf(people.ben.id);
    const parent = await ben.write(channel.id, 'A question for all of you');
    thread = parent.ts;
    await ben.write(channel.id, 'An answer', { thread });
    for (const sample of ['display', 'figures', 'elements', 'private']) {
      await ben.slash(`/gallery ${sample}`, channel.id);
    }
    await vi.waitFor(() => expect(gallery.standIn.state.messagesOf(channel.id)).toHaveLength(5), { timeout: 60_000 });
  });
  afterEach(() => gallery.tidy());
  afterAll(() => gallery.stop());

  const open = async (options: BrowserContextOptions = {}, inThread = false) =>
    new WorkspacePage(await browser.open(gallery.address('ben', channel, inThread ? thread : undefined), options));

  describe.each(['light', 'dark'] as const)('in %s, axe-core finds nothing wrong with', (colorScheme) => {
    const openScheme = (more: BrowserContextOptions = {}) => open({ colorScheme, bypassCSP: true, ...more });
    const expectNoFault = async ({ page }: WorkspacePage) =>
      expect(await accessibilityFaults(page, colorScheme === 'dark' ? 'colours' : undefined)).toEqual([]);

    it('a channel with every block and element', async () => {
      const page = await openScheme();
      await see(page.main.getByRole('button', { name: 'Approve' }));

      await expectNoFault(page);
    });

    it('a thread, a message’s menu, a large picture, the people switch and a confirmation', async () => {
      const page = await openScheme();
      await page.main.getByRole('link', { name: '1 reply' }).click();
      await see(page.message('An answer', page.thread));
      await expectNoFault(page);
      await page.openMenu(page.message('An answer', page.thread));
      await expectNoFault(page);
      await page.page.keyboard.press('Escape');
      await page.main.getByRole('link', { name: /A blue picture/ }).click();
      await see(page.dialog('Image: A blue picture'));
      await expectNoFault(page);
      await page.page.keyboard.press('Escape');
      await page.page.getByRole('button', { name: /^Acting as / }).click();
      await expectNoFault(page);
      await page.page.keyboard.press('Escape');
      await page.main.getByRole('button', { name: 'Refuse' }).click();
      await see(page.question('Refuse the request?'));

      await expectNoFault(page);
    });

    it('a form, its mistakes, a list of choices and the Home tab', async () => {
      const page = await openScheme();
      await page.send('/form inputs');
      const form = page.dialog('Every input');
      await see(form);
      await expectNoFault(page);
      // The form puts the focus on its first field when it is there: a key pressed before that may miss its field.
      const opensList = async () => {
        await form.getByRole('combobox', { name: /^Fruit( |$)/ }).press('ArrowDown');
        return page.page.getByRole('option', { name: 'Kiwi' }).isVisible();
      };
      await expect.poll(opensList).toBe(true);
      await expectNoFault(page);
      await page.page.keyboard.press('Escape');
      await form.getByRole('button', { name: 'Send' }).click();
      await see(form.getByText('Please complete this required field.'));
      await expectNoFault(page);
      await form.getByRole('button', { name: 'Close', exact: true }).click();
      await page.channel('Gallery').click();
      await see(page.main.getByRole('heading', { name: 'Gallery at home' }));

      await expectNoFault(page);
    });

    it('the inspector, bad days and the question before a reset', async () => {
      const page = await openScheme();
      await page.page.getByRole('button', { name: 'Requests' }).click();
      await page.request('slash_command').click();
      await see(page.page.getByRole('region', { name: 'Response' }));
      await expectNoFault(page);
      await page.page.getByRole('button', { name: 'Requests' }).click();
      await page.openTool('Bad days…');
      await see(page.dialog('Bad days'));
      await expectNoFault(page);
      await page.page.keyboard.press('Escape');
      await page.openTool('Reset the sandbox…');
      await see(page.question('Reset the sandbox?'));

      await expectNoFault(page);
    });

    it('a phone: the channel, its list of channels, and a form', async () => {
      const page = await openScheme(phone);
      await see(page.main.getByRole('button', { name: 'Approve' }));
      await expectNoFault(page);
      await page.page.getByRole('button', { name: 'Show channels' }).click();
      await see(page.channel('growth-ops'));
      await expectNoFault(page);
      await page.channels.getByRole('button', { name: 'Close channels' }).click();
      await page.send('/form checked');
      await see(page.dialog('Checked form'));

      await expectNoFault(page);
    });
  });

  it('is dark where the reader’s machine is', async () => {
    const background = async (colorScheme: 'light' | 'dark') => {
      const page = await open({ colorScheme });
      return page.page.locator('body').evaluate((body) => {
        const parts = /(\d+), (\d+), (\d+)/.exec(getComputedStyle(body).backgroundColor) ?? [];
        return Number(parts[1]) + Number(parts[2]) + Number(parts[3]);
      });
    };

    expect(await background('light')).toBeGreaterThan(650);
    expect(await background('dark')).toBeLessThan(150);
  });

  it.each([
    ['on a phone', phone],
    ['at 200 %', enlarged],
  ])('is used without scrolling sideways %s', async (_, size) => {
    const page = await open(size);
    await see(page.main.getByRole('button', { name: 'Approve' }));
    expect(await sidewaysOverflow(page.page)).toBe(0);

    await page.page.getByRole('button', { name: 'Show channels' }).click();
    await page.openChannel('growth-ops');
    await page.page.getByRole('button', { name: 'Show channels' }).click();
    await page.openChannel(channel.name);
    await page.main.getByRole('link', { name: '1 reply' }).click();
    await see(page.message('An answer', page.thread));
    expect(await sidewaysOverflow(page.page)).toBe(0);
    await page.thread.getByRole('link', { name: /Back to #everything/ }).click();
    await page.send('/form inputs');
    const form = page.dialog('Every input');
    await form.getByRole('button', { name: 'Send' }).click();
    await see(form.getByText('Please complete this required field.'));
    expect(await sidewaysOverflow(page.page)).toBe(0);
    await form.getByRole('button', { name: 'Close', exact: true }).click();
    await page.openTool('Requests');
    await see(page.page.getByRole('button', { name: 'Pause' }));

    expect(await sidewaysOverflow(page.page)).toBe(0);
  });

  describe('with the keyboard alone', () => {
    const tabTo = async ({ page }: WorkspacePage, target: Locator, key = 'Tab') => {
      for (let presses = 0; presses < 60; presses += 1) {
        if (await hasFocus(target)) return;
        await page.keyboard.press(key);
      }
      throw new Error(`${String(target)} was not reached with ${key}`);
    };

    it('one skips to the messages, opens a channel, writes, and answers in a thread', async () => {
      const own = gallery.newChannel('keys');
      const page = await open();
      const { keyboard } = page.page;
      await see(page.main.getByRole('button', { name: 'Approve' }));
      await keyboard.press('Tab');
      expect(await hasFocus(page.page.getByRole('link', { name: 'Skip to messages' }))).toBe(true);
      await keyboard.press('Enter');
      await expect.poll(() => hasFocus(page.main)).toBe(true);

      await tabTo(page, page.channel(own.name), 'Shift+Tab');
      await keyboard.press('Enter');
      await see(page.main.getByRole('heading', { level: 1, name: own.name }));
      await tabTo(page, page.composer());
      await keyboard.type('With keys');
      await keyboard.press('Enter');
      await see(page.message('With keys'));
      await tabTo(page, page.message('With keys').getByRole('button', { name: 'Reply in thread' }), 'Shift+Tab');
      await keyboard.press('Enter');
      await see(page.thread);
      await tabTo(page, page.composer(page.thread));
      await keyboard.type('And again');
      await keyboard.press('Enter');
      await see(page.message('And again', page.thread));
      await tabTo(page, page.thread.getByRole('button', { name: 'Close thread' }), 'Shift+Tab');
      await keyboard.press('Enter');

      await expect.poll(() => page.thread.count()).toBe(0);
      await expect.poll(() => page.page.evaluate('document.activeElement !== document.body')).toBe(true);
    });

    it('one opens a message’s menu, fills a form and sends it, and is back where one was', async () => {
      const own = gallery.newChannel('keys-menu');
      await gallery.standIn.clientOf(people.ana.id).write(own.id, 'Note this');
      const page = new WorkspacePage(await browser.open(gallery.address('ben', own)));
      const { keyboard } = page.page;
      const more = page.message('Note this').getByRole('button', { name: 'More actions' });
      await see(page.message('Note this'));
      await page.composer().focus();
      await tabTo(page, more, 'Shift+Tab');
      await keyboard.press('Enter');
      await expect.poll(() => hasFocus(page.page.getByRole('menuitem', { name: 'Make a note' }))).toBe(true);
      await keyboard.press('Escape');
      await expect.poll(() => hasFocus(more)).toBe(true);
      await keyboard.press('Enter');
      await expect.poll(() => hasFocus(page.page.getByRole('menuitem', { name: 'Make a note' }))).toBe(true);
      await keyboard.press('Enter');
      const form = page.dialog('Make a note');
      await expect.poll(() => hasFocus(form.getByLabel('Note'))).toBe(true);
      await keyboard.press('Control+A');
      await keyboard.type('By keys');
      await tabTo(page, form.getByRole('button', { name: 'Keep' }));
      await keyboard.press('Tab');
      expect(await form.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
      await keyboard.press('Shift+Tab');
      await keyboard.press('Enter');

      await see(page.main.getByRole('link', { name: '1 reply' }));
      await expect.poll(() => form.count()).toBe(0);
      await expect.poll(() => hasFocus(more)).toBe(true);
    });

    it('one acts in a question, chooses in a list, and moves through the requests', async () => {
      const page = await open();
      const { keyboard } = page.page;
      const refuse = page.main.getByRole('button', { name: 'Refuse' });
      await refuse.focus();
      await keyboard.press('Enter');
      const question = page.question('Refuse the request?');
      await see(question);
      await tabTo(page, question.getByRole('button', { name: 'Not now' }));
      await keyboard.press('Enter');
      await expect.poll(() => hasFocus(refuse)).toBe(true);

      const fruit = page.main.getByRole('combobox', { name: /, Fruit$/ });
      await tabTo(page, fruit);
      await keyboard.press('ArrowDown');
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await see(page.message('You chose fruit:'));
      await page.page.getByRole('button', { name: 'Requests' }).focus();
      await keyboard.press('Enter');
      await tabTo(page, page.page.getByLabel('Filter requests'), 'Shift+Tab');
      const requests = page.page.getByRole('listbox', { name: /^Between / });
      await tabTo(page, requests.getByRole('option').first());
      await keyboard.press('ArrowDown');
      await expect.poll(() => requests.getByRole('option', { selected: true }).count()).toBe(1);
      await keyboard.press('Escape');

      await expect.poll(() => hasFocus(page.page.getByRole('button', { name: 'Requests' }))).toBe(true);
    });
  });
});
