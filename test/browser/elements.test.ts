import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserOfFile } from '../support/browser/browser-of-file.js';
import { choose, chooseAll } from '../support/browser/elements.js';
import { see } from '../support/browser/see.js';
import { WorkspacePage } from '../support/browser/workspace-page.js';
import { chromiumPath } from '../support/chromium.js';
import { type Gallery, startGallery } from '../support/gallery/start-gallery.js';
import { people, places } from '../support/slack/team.js';

/** In Ben's zone, London. */
const moment = Date.UTC(2026, 11, 24, 9, 30) / 1_000;

describe.skipIf(!chromiumPath)('in the browser, the elements of a message', () => {
  const browser = browserOfFile();
  let gallery: Gallery;

  beforeAll(async () => {
    gallery = await startGallery();
  });
  afterEach(() => gallery.tidy());
  afterAll(() => gallery.stop());

  /** Ben in a channel of his own, with a message that holds every element. */
  const openRequest = async (name: string) => {
    const page = new WorkspacePage(await browser.open(gallery.address('ben', gallery.newChannel(name))));
    await page.send('/gallery elements');
    const request = page.message('A request for');
    await see(request.getByRole('button', { name: 'Approve' }));
    const field = (label: string): Locator => request.getByRole('combobox', { name: new RegExp(`, ${label}$`) });
    const told = (text: string) => see(page.message(`You chose ${text}`).getByText('Only visible to you'));
    return { page, request, field, told };
  };

  it('answer the app: a button is pressed, and the message becomes what the app makes of it', async () => {
    const { page, request } = await openRequest('approval');

    await request.getByRole('button', { name: 'Approve' }).click();

    await see(page.message(`Approved by ${people.ben.id}`));
    expect(await page.main.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  });

  it('ask before they act where the app wants it, and do nothing when one says no', async () => {
    const { page, request } = await openRequest('confirmation');
    const refuse = request.getByRole('button', { name: 'Refuse' });
    const question = page.question('Refuse the request?');

    await refuse.click();
    await see(question.getByText('Ana will be told at once.'));
    await question.getByRole('button', { name: 'Not now' }).click();
    await expect.poll(() => question.count()).toBe(0);
    expect(gallery.standIn.requests.toApp().filter(({ name }) => name === 'block_actions')).toHaveLength(1);
    await refuse.click();
    await question.getByRole('button', { name: 'Refuse it' }).click();

    await see(page.message('Refused'));
  });

  it('reach the app from a thread too, open menus, and links in another tab', async () => {
    const { page, request, told } = await openRequest('more-buttons');

    await request.getByRole('button', { name: 'Details of the request' }).click();
    await see(page.main.getByRole('link', { name: '1 reply' }));
    await request.getByRole('button', { name: 'More options' }).click();
    await page.page.getByRole('menuitem', { name: 'Copy' }).click();
    await told('more: copy');
    const link = request.getByRole('link', { name: /^Handbook/ });

    expect(await link.getAttribute('href')).toBe('https://example.com/handbook');
    expect(await link.getAttribute('target')).toBe('_blank');
  });

  it('choose one thing: an option, one of a group, a person, a conversation, a channel', async () => {
    const { page, field, told } = await openRequest('selects');

    await choose(page.page, field('Fruit'), 'Fig');
    await told('fruit: fig');
    await choose(page.page, field('Dish'), 'Curry');
    await told('dish: curry');
    await choose(page.page, field('Person'), 'Omar Haddad');
    await told(`person: ${people.omar.id}`);
    await choose(page.page, field('Channel'), '#growth-steering');
    await told(`channel: ${places['growth-steering'].id}`);
    await choose(page.page, field('Conversation'), '#growth-ops');

    await told(`conversation: ${places['growth-ops'].id}`);
    expect(await field('Fruit').inputValue()).toBe('Fig');
  });

  it('choose several, no more than the app allows, and take one back', async () => {
    const { page, request, field, told } = await openRequest('multi-selects');

    // The app answers each choice with a message, which scrolls the conversation: an open list closes at that.
    await choose(page.page, field('Fruits'), 'Apple');
    await told('fruits: apple');
    await chooseAll(page.page, field('Fruits'), ['Plum']);
    await told('fruits: apple+plum');
    await chooseAll(page.page, field('People'), ['Ana Lopes', 'Omar Haddad']);
    await told(`people: ${people.ana.id}+${people.omar.id}`);
    await field('People').click();
    await see(page.page.getByText('No more than 2 can be chosen.'));
    await field('People').press('Escape');
    await field('Fruits').press('Backspace');

    await told('fruits: apple');
    expect(await request.getByText('Apple').count()).toBeGreaterThan(0);
  });

  it('choose what the app offers for typed text: slowly, in groups, nothing, and with an error', async () => {
    const { page, field, told } = await openRequest('external');
    const kpi = field('KPI');

    await kpi.click();
    await kpi.fill('l');
    await see(page.page.getByText('Type at least 2 characters.'));
    await kpi.fill('lead');
    await page.page.getByRole('option', { name: 'Lead volume' }).click();
    await told('kpi: lead_volume');
    await kpi.fill('nowhere');
    await see(page.page.getByText('No results'));
    await kpi.fill('groups');
    await see(page.page.getByRole('group', { name: 'Marketing' }).or(page.page.getByText('Marketing')).first());
    await kpi.fill('fail');
    await see(page.page.getByText(/The app responded with status code 500/));
    await kpi.fill('slow');
    await see(page.page.getByText('Loading…'));
    await page.page.getByRole('option', { name: 'Churn' }).click();

    await told('kpi: churn');
    expect(gallery.typed).toEqual(expect.arrayContaining(['lead', 'nowhere', 'groups', 'fail', 'slow']));
  });

  it('pick dates, times and moments in the reader’s zone, and small lists', async () => {
    const { request, told } = await openRequest('pickers');

    await request.getByLabel('Choose: date, Date').fill('2026-12-24');
    await told('date: 2026-12-24');
    await request.getByLabel('Choose: time, Time').fill('09:30');
    await told('time: 09:30');
    await request.getByLabel('Choose a date and time').fill('2026-12-24T09:30');
    await told(`moment: ${moment}`);
    await request.getByRole('radiogroup', { name: 'Size' }).getByLabel('Large').check();
    await told('size: large');
    await request.getByRole('group', { name: 'Toppings' }).getByLabel('Nuts').check();
    await told('toppings: nuts');
    await request.getByLabel('Honey').check();

    await told('toppings: nuts+honey');
  });

  it('send what is typed in a message at Enter', async () => {
    const { request, told } = await openRequest('comment');

    await request.getByLabel('Comment').fill('Fine by me');
    await request.getByLabel('Comment').press('Enter');

    await told('comment: Fine by me');
  });

  it('stand in the Home tab, which the app draws anew each time one looks', async () => {
    const page = new WorkspacePage(await browser.open(gallery.address('omar')));

    await page.channel('Gallery').click();
    await see(page.main.getByRole('heading', { name: 'Gallery at home' }));
    await see(page.main.getByText('Drawn 1 times'));
    await page.main.getByRole('button', { name: 'Draw again' }).click();
    await see(page.main.getByText('Drawn 2 times'));
    await choose(page.page, page.main.getByRole('combobox', { name: 'Choose: view' }), 'Month');
    await page.openChannel('growth-ops');
    await page.channel('Gallery').click();

    await see(page.main.getByText('Drawn 3 times'));
  });
});
