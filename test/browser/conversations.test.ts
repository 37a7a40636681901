import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserOfFile } from '../support/browser/browser-of-file.js';
import { see } from '../support/browser/see.js';
import { WorkspacePage } from '../support/browser/workspace-page.js';
import { chromiumPath } from '../support/chromium.js';
import { type Gallery, type GalleryChannel, startGallery } from '../support/gallery/start-gallery.js';
import { people } from '../support/slack/team.js';

describe.skipIf(!chromiumPath)('in the browser, conversations', () => {
  const browser = browserOfFile();
  let gallery: Gallery;

  beforeAll(async () => {
    gallery = await startGallery();
  });
  afterEach(() => gallery.tidy());
  afterAll(() => gallery.stop());

  const open = async (as: keyof typeof people, channel?: GalleryChannel, thread?: string) =>
    new WorkspacePage(await browser.open(gallery.address(as, channel, thread)));
  const writeAs = (as: keyof typeof people, channel: GalleryChannel, text: string, thread?: string) =>
    gallery.standIn.clientOf(people[as].id).write(channel.id, text, thread === undefined ? {} : { thread });

  it('are listed: the channels one is in or may join, and the app', async () => {
    const secret = gallery.newChannel('secret-plans', { isPrivate: true, without: ['dora'] });
    const page = await open('ben');

    await see(page.channel('growth-ops'));
    await see(page.channel(secret.name));
    await see(page.channel('Gallery'));
    await see(page.page.getByText('Sandbox', { exact: true }));
  });

  it('show a guest what the guest was invited to, and nothing else', async () => {
    const secret = gallery.newChannel('not-for-guests', { isPrivate: true });
    const shown = gallery.newChannel('for-guests', { with: ['dora'] });
    const page = await open('dora');

    await see(page.channel(shown.name));
    expect(await page.channel(secret.name).count()).toBe(0);
    expect(await page.channel('growth-steering').count()).toBe(0);
  });

  it('count what one has not read, and mark where it begins, until one has read it', async () => {
    const [here, there] = [gallery.newChannel('read-here'), gallery.newChannel('read-there')];
    const page = await open('ben', here);
    await page.main.getByRole('heading', { level: 1, name: here.name }).waitFor();

    await writeAs('ana', there, 'First news');
    await writeAs('ana', there, 'Second news');

    await see(page.channel(`${there.name} (2 unread)`));
    await page.openChannel(there.name);
    await see(page.message('Second news'));
    await see(page.main.getByText('New', { exact: true }));
    await expect.poll(() => page.channel(`${there.name} (`).count()).toBe(0);
  });

  it('change by themselves: a message comes, is edited, and goes', async () => {
    const channel = gallery.newChannel('live');
    const page = await open('ben', channel);
    const { client } = gallery;

    const { ts = '' } = await client.chat.postMessage({ channel: channel.id, text: 'Draft of the plan' });
    await see(page.message('Draft of the plan'));
    await client.chat.update({ channel: channel.id, ts, text: 'The plan' });
    await see(page.message('The plan').getByText('(edited)'));
    await client.chat.delete({ channel: channel.id, ts });

    await expect.poll(() => page.main.getByText('The plan').count()).toBe(0);
  });

  it('have threads at their side, with their own address and a way back', async () => {
    const channel = gallery.newChannel('threads');
    const parent = await writeAs('ana', channel, 'Who is in?');
    await writeAs('omar', channel, 'I am', parent.ts);
    const page = await open('ben', channel);

    await page.main.getByRole('link', { name: '1 reply' }).click();
    await see(page.message('I am', page.thread));
    await page.send('Me too', page.thread);

    await see(page.message('Me too', page.thread));
    await see(page.main.getByRole('link', { name: '2 replies' }));
    expect(await page.main.getByText('Me too').count()).toBe(0);
    expect(new URL(page.page.url()).searchParams.get('t')).toBe(parent.ts);
    await page.thread.getByRole('button', { name: 'Close thread' }).click();
    await expect.poll(() => page.thread.count()).toBe(0);
    await page.page.goBack();
    await see(page.message('I am', page.thread));
  });

  it('send what is typed at Enter, and keep the lines of Shift and Enter', async () => {
    const channel = gallery.newChannel('typing');
    const page = await open('ben', channel);

    await page.composer().fill('One');
    await page.composer().press('Shift+Enter');
    await page.composer().pressSequentially('Two');
    await page.composer().press('Enter');

    await see(page.message('One'));
    await expect.poll(() => page.composer().inputValue()).toBe('');
    expect(gallery.standIn.state.messagesOf(channel.id).map(({ text }) => text)).toEqual(['One\nTwo']);
  });

  it('complete commands with their hints, and run them', async () => {
    const page = await open('ben', gallery.newChannel('commands'));

    await page.composer().pressSequentially('/gal');
    const suggestion = page.page.getByRole('option', { name: /\/gallery/ });
    await see(suggestion.filter({ hasText: '[display | figures' }));
    expect(await page.page.getByRole('option', { name: /\/form/ }).count()).toBe(0);
    await page.composer().press('Tab');
    await page.composer().pressSequentially('hello');
    await page.composer().press('Enter');

    await see(page.message('You typed: hello').getByText('Only visible to you'));
  });

  it('complete people and channels, and the app gets their ids', async () => {
    const channel = gallery.newChannel('mentions');
    const page = await open('ben', channel);

    await page.composer().pressSequentially('@an');
    await see(page.page.getByRole('option', { name: /Ana Lopes/ }));
    await page.composer().press('Enter');
    await page.composer().pressSequentially('see #growth-st');
    await see(page.page.getByRole('option', { name: /growth-steering/ }));
    await page.composer().press('ArrowDown');
    await page.composer().press('ArrowUp');
    await page.composer().press('Enter');
    await page.composer().press('Enter');

    await see(page.message('see').getByText('@Ana Lopes'));
    const [{ text } = { text: '' }] = gallery.standIn.state.messagesOf(channel.id);
    expect(text).toContain(`<@${people.ana.id}> see <#C0STE`);
  });

  it('say what cannot be done: an unknown command, a command in a thread, an app that does not answer', async () => {
    const channel = gallery.newChannel('refusals');
    const parent = await writeAs('ana', channel, 'A thread');
    await writeAs('ana', channel, 'An answer', parent.ts);
    const page = await open('ben', channel, parent.ts);

    await page.send('/nothing');
    await see(page.page.getByText(/\/nothing/).last());
    await page.send('/gallery hello', page.thread);
    await see(page.page.getByText('/gallery is not supported in threads. Sorry!'));
    await page.send('/gallery silence');

    await see(page.page.getByText(/operation_timeout|did not (answer|respond)/));
    expect(gallery.standIn.state.messagesOf(channel.id).filter(({ text }) => text.startsWith('/'))).toEqual([]);
  });

  it('with the app are talked in, and a mention is answered in its thread', async () => {
    const channel = gallery.newChannel('app-talk');
    const page = await open('ana', channel);
    expect(await page.page.getByRole('heading', { level: 1, name: channel.name }).count()).toBe(1);

    const english = await open('ben', channel);
    await english.send('@gallery hello');
    await english.main.getByRole('link', { name: '1 reply' }).click();
    await see(english.message('You said:', english.thread));
    await english.channel('Gallery').click();
    await english.main.getByRole('link', { name: 'Messages' }).click();
    await english.send('Good morning');

    await see(english.message('I read: Good morning'));
  });

  it('that are archived or not one’s own are read, and written in by nobody', async () => {
    const [old, foreign] = [gallery.newChannel('old-project'), gallery.newChannel('foreign', { without: ['ben'] })];
    await writeAs('ana', old, 'The end');
    gallery.standIn.faults.archiveChannel(old.id);
    const page = await open('ben', old);

    await see(page.message('The end'));
    await see(page.main.getByText('This channel is archived: nothing can be written in it.'));
    expect(await page.composer().count()).toBe(0);
    await page.openChannel(foreign.name);
    await see(page.main.getByText(/You are not a member of this channel/));
  });

  it('draw every block that shows something', async () => {
    const page = await open('ben', gallery.newChannel('display'));

    await page.send('/gallery display');
    const message = page.message('Everything a message shows');
    await see(message.getByRole('heading', { name: 'Everything a message shows' }));
    await see(message.locator('strong, b').getByText('Bold', { exact: true }).first());
    await see(message.getByText('@Ben Okafor').first());
    await see(message.getByRole('link', { name: /a page/ }));
    await see(message.getByText('Owner'));
    await see(message.getByText('As of today'));
    await see(message.getByRole('listitem').filter({ hasText: 'First point' }));
    await see(message.getByText('Somebody said so'));
    await see(message.getByText('SELECT 1'));
    await see(message.getByRole('heading', { name: 'Standard Markdown' }));
    await see(message.getByRole('columnheader', { name: 'Leads' }));
    await see(message.getByRole('cell', { name: '1,200' }));
    expect(await message.getByText('Hidden until it is opened').isVisible()).toBe(false);
    await message.getByText('More detail').click();
    await see(message.getByText('Hidden until it is opened'));
    expect(await message.getByText(/is not drawn here/).count()).toBe(0);
  });

  it('draw figures: a table, and charts whose numbers can be read', async () => {
    const page = await open('ben', gallery.newChannel('figures'));

    await page.send('/gallery figures');
    const message = page.message('Leads by month');
    await see(
      message.getByRole('region', { name: 'Leads and sales by country' }).getByRole('rowheader', { name: 'Italy' }),
    );
    await see(message.getByText('Sales by channel').first());
    await message.getByText('Figures of this chart').first().click();

    await see(message.getByRole('cell', { name: '1,180' }));
    expect(await message.locator('svg').count()).toBeGreaterThanOrEqual(2);
  });

  it('open a picture large, and give the focus back when it closes', async () => {
    const page = await open('ben', gallery.newChannel('pictures'));
    await page.send('/gallery display');
    const picture = page.message('The picture').getByRole('link', { name: /A blue picture/ });
    await expect
      .poll(() => picture.getByRole('img').evaluate((image) => ('naturalWidth' in image ? image.naturalWidth : 0)))
      .toBe(1600);

    await picture.click();
    const large = page.dialog('Image: A blue picture');
    await see(large.getByRole('img', { name: 'A blue picture' }));
    await large.getByRole('button', { name: 'Full size' }).click();
    await see(large.getByRole('button', { name: 'Fit to the window' }));
    await page.page.keyboard.press('Escape');

    await expect.poll(() => large.count()).toBe(0);
    await expect.poll(() => picture.evaluate((link) => link === document.activeElement)).toBe(true);
  });

  it('hold what one person alone sees: changed, shared and taken away by the app, and dismissed by oneself', async () => {
    const channel = gallery.newChannel('private-words');
    const page = await open('ben', channel);
    const other = await open('omar', channel);
    await page.send('/gallery private');
    const own = page.message('For your eyes only');
    await see(own.getByText('Only visible to you'));

    await own.getByRole('button', { name: 'Change' }).click();
    await see(page.message('Changed for you').getByText('Only visible to you'));
    await page.message('Changed for you').getByRole('button', { name: 'Share' }).click();
    await see(other.message('Shared with everyone'));
    expect(await other.main.getByText('Changed for you').count()).toBe(0);
    await page.message('Changed for you').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => page.main.getByText('Changed for you').count()).toBe(0);
    await page.send('/gallery private');
    await page.message('For your eyes only').getByRole('button', { name: 'Dismiss message' }).click();

    await expect.poll(() => page.main.getByText('For your eyes only').count()).toBe(0);
  });

  it('are seen as whoever one acts as, in that person’s language and with that person’s rights', async () => {
    const secret = gallery.newChannel('leads-only', { isPrivate: true, without: ['dora', 'ana'] });
    const page = await open('ben', secret);
    await page.main.getByRole('heading', { level: 1, name: secret.name }).waitFor();

    await page.actAs('Ana Lopes');
    await see(page.page.getByRole('button', { name: 'Vous êtes Ana Lopes, Membre' }));
    await see(page.page.getByText('Bac à sable', { exact: true }));
    await expect.poll(() => page.page.getByRole('link', { name: secret.name }).count()).toBe(0);
    expect(new URL(page.page.url()).searchParams.get('as')).toBe(people.ana.id);
    await page.actAs('Dora Klein');

    await see(page.page.getByRole('button', { name: 'Acting as Dora Klein, Guest' }));
  });
});
