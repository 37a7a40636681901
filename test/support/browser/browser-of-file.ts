import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { chromiumArguments, chromiumPath } from '../chromium.js';

/** A loaded machine needs its time; what never comes is told after this. */
export const patienceMs = 60_000;

export interface BrowserOfFile {
  /** A page in a context of its own, at that address. What goes wrong in it fails the test, unless it is expected. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** Lets a test make something fail on purpose. */
  forgive(...patterns: readonly RegExp[]): void;
}

/**
 * One browser for the tests of a file and a context for each test. After a test fails: an error in the page or on its
 * console (a refusal by the content security policy is one), and any request that would have left this machine.
 */
export function browserOfFile(): BrowserOfFile {
  let browser: Browser | undefined;
  let contexts: BrowserContext[] = [];
  let faults: string[] = [];
  let forgiven: RegExp[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: chromiumArguments });
  });

  afterEach(async () => {
    const [found, allowed] = [faults, forgiven];
    await Promise.all(contexts.map((context) => context.close()));
    [contexts, faults, forgiven] = [[], [], []];
    expect(found.filter((fault) => !allowed.some((pattern) => pattern.test(fault)))).toEqual([]);
  });

  afterAll(() => browser?.close());

  return {
    async open(url, options = {}) {
      if (!browser) throw new Error('No browser runs');
      const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...options });
      contexts.push(context);
      context.setDefaultTimeout(patienceMs);
      await context.route(
        ({ hostname }) => hostname !== '127.0.0.1',
        (route) => {
          faults.push(`asked for ${route.request().url()}`);
          return route.abort();
        },
      );
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
      page.on('console', (line) => {
        if (line.type() === 'error') faults.push(`${line.text()} (${line.location().url})`);
      });
      await page.goto(url);
      return page;
    },
    forgive: (...patterns) => {
      forgiven.push(...patterns);
    },
  };
}
