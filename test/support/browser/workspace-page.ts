import type { Locator, Page } from 'playwright-core';

/** The page as an English reader speaks of it. Everything is found by role and name, as a screen reader would. */
export class WorkspacePage {
  readonly page: Page;
  readonly main: Locator;
  readonly thread: Locator;
  readonly channels: Locator;
  /** The notices that go away by themselves. */
  readonly notices: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.thread = page.getByRole('complementary', { name: 'Thread' });
    this.channels = page.getByRole('navigation', { name: 'Channels' });
    this.notices = page.getByRole('status');
  }

  channel(name: string): Locator {
    return this.channels.getByRole('link', { name });
  }

  async openChannel(name: string): Promise<void> {
    await this.channel(name).click();
    await this.main.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** The newest message that holds the text. */
  message(text: string | RegExp, where: Locator = this.main): Locator {
    return where.getByRole('article').filter({ hasText: text }).last();
  }

  composer(where: Locator = this.main): Locator {
    return where.getByRole('textbox', { name: /^(Message|Reply to) / });
  }

  async send(text: string, where: Locator = this.main): Promise<void> {
    await this.composer(where).fill(text);
    await this.composer(where).press('Enter');
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }

  question(name: string | RegExp): Locator {
    return this.page.getByRole('alertdialog', { name });
  }

  async openMenu(message: Locator): Promise<void> {
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
  }

  async reply(message: Locator): Promise<void> {
    await message.hover();
    await message.getByRole('button', { name: 'Reply in thread' }).click();
    await this.thread.waitFor();
  }

  /** Opens the thread that hangs under the message, once it has an answer. */
  async openThread(message: Locator): Promise<void> {
    const row = message.locator('xpath=ancestor::li[1]');
    await row.getByRole('link', { name: /^\d+ repl(y|ies)/ }).click();
    await this.thread.waitFor();
  }

  async actAs(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^(Acting as|Vous êtes) / }).click();
    await this.page.getByRole('menuitemradio', { name }).click();
  }

  /** Opens one of the tools behind the three dots. */
  async openTool(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More sandbox tools' }).click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  /** The line of the list of requests with that name, the newest first. */
  request(name: string | RegExp): Locator {
    return this.page.getByRole('option').filter({ hasText: name }).first();
  }
}
