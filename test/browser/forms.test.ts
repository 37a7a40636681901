import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserOfFile } from '../support/browser/browser-of-file.js';
import { choose, chooseAll } from '../support/browser/elements.js';
import { see } from '../support/browser/see.js';
import { WorkspacePage } from '../support/browser/workspace-page.js';
import { chromiumPath } from '../support/chromium.js';
import { type Gallery, startGallery } from '../support/gallery/start-gallery.js';
import { people, places } from '../support/slack/team.js';

const hasFocus = (element: Locator) => element.evaluate((one) => one === document.activeElement);

describe.skipIf(!chromiumPath)('in the browser, forms', () => {
  const browser = browserOfFile();
  let gallery: Gallery;

  beforeAll(async () => {
    gallery = await startGallery();
  });
  afterEach(() => gallery.tidy());
  afterAll(() => gallery.stop());

  const openForm = async (kind: string, title: string) => {
    const channel = gallery.newChannel(`form-${kind}-${gallery.standIn.state.channels.size}`);
    const page = new WorkspacePage(await browser.open(gallery.address('ben', channel)));
    await page.send(`/form ${kind}`);
    const form = page.dialog(title);
    await see(form);
    return { page, form, channel };
  };
  const sentToApp = (name: string) => gallery.standIn.requests.toApp().filter((request) => request.name === name);

  it('take every input, and the app receives exactly what was filled in', async () => {
    const { page, form } = await openForm('inputs', 'Every input');
    const select = (name: string) => form.getByRole('combobox', { name: new RegExp(`^${name}( |$)`) });

    await form.getByLabel('Short text').fill('A word');
    await form.getByLabel('Long text').fill('Line one\nLine two');
    await form.getByLabel('Number').fill('12.5');
    await form.getByLabel('E-mail').fill('ben@example.com');
    await form.getByLabel('Web address').fill('https://example.com');
    await form.getByLabel('Formatted text').fill('Plain paragraph');
    await form.getByLabel('Date and time').fill('2026-12-24T09:30');
    await choose(page.page, select('Fruit'), 'Kiwi');
    await choose(page.page, select('Dish'), 'Soup');
    await choose(page.page, select('KPI'), 'Reach');
    await choose(page.page, select('Person'), 'Ana Lopes');
    await choose(page.page, select('Conversation'), '#growth-ops');
    await choose(page.page, select('Channel'), '#growth-steering');
    await chooseAll(page.page, select('Fruits'), ['Fig', 'Plum']);
    await chooseAll(page.page, select('KPIs'), ['Reach', 'Churn']);
    await chooseAll(page.page, select('People'), ['Omar Haddad']);
    await chooseAll(page.page, select('Conversations'), ['#growth-ops']);
    await chooseAll(page.page, select('Channels'), ['#growth-steering']);
    await form.getByLabel('Date', { exact: false }).and(form.locator('[type=date]')).fill('2026-12-24');
    await form.locator('[type=time]').fill('09:30');
    await form.getByRole('radio', { name: 'Small' }).check();
    await form.getByRole('checkbox', { name: 'Cream' }).check();
    await see(form.getByText('The sandbox takes no files.'));
    await form.getByRole('button', { name: 'Send' }).click();

    const received = page.message('Received');
    await see(received);
    await expect.poll(() => form.count()).toBe(0);
    const text = await received.innerText();
    for (const line of [
      'short: A word',
      'long: Line one',
      'number: 12.5',
      'email: ben@example.com',
      'address: https://example.com',
      `moment: ${Date.UTC(2026, 11, 24, 9, 30) / 1_000}`,
      'fruit: kiwi',
      'dish: soup',
      'kpi: reach',
      `person: ${people.ana.id}`,
      `conversation: ${places['growth-ops'].id}`,
      `channel: ${places['growth-steering'].id}`,
      'fruits: fig+plum',
      'kpis: reach+churn',
      `people: ${people.omar.id}`,
      'date: 2026-12-24',
      'time: 09:30',
      'size: small',
      'toppings: cream',
      'files: nothing',
    ])
      expect(text).toContain(line);
    expect(text).toContain('Plain paragraph');
  });

  it('open a select again at a click, after one chose in it or left its list', async () => {
    const { page, form } = await openForm('inputs', 'Every input');
    const fruit = form.getByRole('combobox', { name: /^Fruit( |$)/ });
    const options = page.page.getByRole('option');
    await choose(page.page, fruit, 'Kiwi');
    await expect.poll(() => options.count()).toBe(0);

    await fruit.click();
    await see(page.page.getByRole('option', { name: 'Fig' }));
    await page.page.keyboard.press('Escape');
    await expect.poll(() => options.count()).toBe(0);
    await fruit.click();
    await see(page.page.getByRole('option', { name: 'Fig' }));
    await fruit.fill('fi');
    await expect.poll(() => options.allInnerTexts()).toEqual(['Fig']);
    await page.page.keyboard.press('Escape');

    await expect.poll(() => options.count()).toBe(0);
    expect(await fruit.inputValue()).toBe('Kiwi');
    await fruit.click();
    await see(page.page.getByRole('option', { name: 'Plum' }));
  });

  it('say at each field what is missing or no address, and tell the app nothing until that is mended', async () => {
    const { form } = await openForm('inputs', 'Every input');
    const before = sentToApp('view_submission').length;
    await see(form.getByText('At most 40 characters'));

    await form.getByLabel('E-mail').fill('ben at home');
    await form.getByLabel('Number').fill('1000');
    await form.getByRole('button', { name: 'Send' }).click();

    await see(form.getByText('Please complete this required field.'));
    await see(form.getByText(/This is not an email address/));
    await see(form.getByText('This must be 100 or less.'));
    await see(form.getByText('3 fields need another look.'));
    expect(await hasFocus(form.getByLabel('Short text'))).toBe(true);
    expect(sentToApp('view_submission')).toHaveLength(before);
  });

  it('show what the app finds wrong at its field, keep what was typed, and close once it is right', async () => {
    const { page, form } = await openForm('checked', 'Checked form');
    await form.getByLabel('Reason').fill('New shop');
    await form.getByLabel('Amount').fill('3');
    await form.getByRole('button', { name: 'Save' }).click();

    await see(form.getByText('Ten or more is needed'));
    expect(await hasFocus(form.getByLabel('Amount'))).toBe(true);
    expect(await form.getByLabel('Reason').inputValue()).toBe('New shop');
    await form.getByLabel('Amount').fill('12');
    await form.getByLabel('Amount').press('Control+Enter');

    await see(page.message('Saved: 12'));
    await expect.poll(() => form.count()).toBe(0);
  });

  it('lie on each other, three at most, keep what is below, and go all at once', async () => {
    const { page, form } = await openForm('stack', 'First');
    await form.getByLabel('First note').fill('Kept below');
    await form.getByRole('button', { name: 'Open the second' }).click();
    const second = page.dialog('Second');
    await see(second);
    await second.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => form.getByLabel('First note').inputValue()).toBe('Kept below');
    await form.getByRole('button', { name: 'Open the second' }).click();
    await second.getByLabel('Name').fill('Ben');
    await second.getByRole('button', { name: 'Next' }).click();
    const third = page.dialog('Third');
    await see(third.getByText('The third, for Ben.'));
    await third.getByRole('button', { name: 'Open a fourth' }).click();
    await expect.poll(() => gallery.standIn.requests.toSlack('views.push').at(-1)?.refused).toBe('push_limit_reached');
    await third.getByRole('button', { name: 'Finish' }).click();

    await expect.poll(() => page.page.getByRole('dialog').count()).toBe(0);
    expect(gallery.standIn.clientOf(people.ben.id).modals()).toEqual([]);
  });

  it('change while they are open, by hash, and what one was typing stays', async () => {
    const { form } = await openForm('live', 'Live form');
    await see(form.getByText('Pressed 0 times'));
    // What it showed first may be gone before a busy machine looks.
    expect(JSON.stringify(gallery.standIn.requests.toSlack('views.open').at(-1))).toContain('Loading …');
    await form.getByLabel('Kept text').fill('Still here');
    await form.getByRole('button', { name: 'Count' }).click();
    await see(form.getByText('Pressed 1 times'));
    await form.getByRole('button', { name: 'Count' }).click();
    await see(form.getByText('Pressed 2 times'));
    await form.getByLabel('Search').pressSequentially('churn');

    await see(form.getByText('Searched: churn'));
    expect(await form.getByLabel('Kept text').inputValue()).toBe('Still here');
    expect(await form.getByLabel('Search').inputValue()).toBe('churn');
    expect(await hasFocus(form.getByLabel('Search'))).toBe(true);
  });

  it('close by the button, by Escape and by the cross, never lose typed text unasked, and the app hears of it', async () => {
    const { page, form } = await openForm('stack', 'First');
    const before = sentToApp('view_closed').length;
    expect(await hasFocus(form.getByLabel('First note'))).toBe(true);
    await form.getByLabel('First note').fill('Unsaved');
    await page.page.keyboard.press('Escape');
    const question = page.question('Discard changes?');
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await expect.poll(() => form.getByLabel('First note').inputValue()).toBe('Unsaved');
    await page.page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Discard' }).click();

    await expect.poll(() => page.page.getByRole('dialog').count()).toBe(0);
    await expect.poll(() => hasFocus(page.composer())).toBe(true);
    await expect.poll(() => sentToApp('view_closed').length).toBe(before + 1);
    await page.send('/form stack');
    await form.getByRole('button', { name: 'Close', exact: true }).click();
    await expect.poll(() => sentToApp('view_closed').length).toBe(before + 2);
  });

  it('ask before the cross or the button at the bottom throws typed text away, in covered forms as well', async () => {
    const { page, form } = await openForm('stack', 'First');
    const second = page.dialog('Second');
    const question = page.question('Discard changes?');
    await form.getByLabel('First note').fill('Unsaved');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await form.getByRole('button', { name: 'Open the second' }).click();
    await see(second);
    await second.getByRole('button', { name: 'Close', exact: true }).click();
    await question.getByRole('button', { name: 'Keep editing' }).click();
    await second.getByRole('button', { name: 'Cancel' }).click();

    await expect.poll(() => form.getByLabel('First note').inputValue()).toBe('Unsaved');
    await form.getByRole('button', { name: 'Open the second' }).click();
    await see(second);
    await second.getByRole('button', { name: 'Close', exact: true }).click();
    await question.getByRole('button', { name: 'Discard' }).click();

    await expect.poll(() => page.page.getByRole('dialog').count()).toBe(0);
    expect(gallery.standIn.clientOf(people.ben.id).modals()).toEqual([]);
  });

  it('keep what was typed while one acts as somebody else and comes back', async () => {
    const channel = gallery.newChannel('form-of-two');
    const page = new WorkspacePage(await browser.open(gallery.address('ana', channel)));
    await page.actAs('Ben Okafor');
    await page.send('/form stack');
    const form = page.dialog('First');
    await form.getByLabel('First note').fill('Unsaved');

    await page.page.goBack();
    await expect.poll(() => form.count()).toBe(0);
    await page.page.goForward();

    await expect.poll(() => form.getByLabel('First note').inputValue()).toBe('Unsaved');
  });

  it('open from the menu of a message, and what is submitted goes into its thread', async () => {
    const channel = gallery.newChannel('message-notes');
    await gallery.standIn.clientOf(people.ana.id).write(channel.id, 'Remember the milk');
    const page = new WorkspacePage(await browser.open(gallery.address('ben', channel)));

    await page.openMenu(page.message('Remember the milk'));
    await page.page.getByRole('menuitem', { name: 'Make a note' }).click();
    const form = page.dialog('Make a note');
    expect(await form.getByLabel('Note').inputValue()).toBe('Remember the milk');
    await form.getByRole('button', { name: 'Keep' }).click();
    await page.main.getByRole('link', { name: '1 reply' }).click();

    await see(page.message('Note: Remember the milk', page.thread));
  });

  it('open from the app’s shortcuts beside the composer', async () => {
    const page = new WorkspacePage(await browser.open(gallery.address('ben', gallery.newChannel('shortcuts'))));

    await page.main.getByRole('button', { name: 'Shortcuts and commands' }).click();
    await see(page.page.getByRole('menuitem', { name: '/gallery' }));
    await page.page.getByRole('menuitem', { name: 'Write a note' }).click();
    const form = page.dialog('Write a note');
    await choose(page.page, form.getByRole('combobox', { name: /^Where/ }), '#growth-ops');
    await form.getByLabel('Note').fill('For everyone');
    await form.getByRole('button', { name: 'Post' }).click();
    await page.openChannel('growth-ops');

    await see(page.message('Note: For everyone'));
  });
});
