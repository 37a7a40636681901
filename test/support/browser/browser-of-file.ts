import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { chromiumArguments, chromiumPath } from '../chromium.js';

/** A loaded machine needs its time; what never comes is told after this. */
export const patienceMs = 60_000;

export interface BrowserOfFile {
  /** A page that nobody else uses in this test, at that address. What goes wrong in it fails the test, unless it is expected. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** Lets a test make something fail on purpose. */
  forgive(...patterns: readonly RegExp[]): void;
}

/** Kept for the tests that come after: a browser takes two seconds to begin a page, and a fifth of that to go on with it. */
interface KeptPage {
  readonly page: Page;
  readonly kind: string;
  isInUse: boolean;
}

/**
 * One browser for the tests of a file. A test gets pages in which nothing is left of the test before. After a test fails:
 * an error in the page or on its console (a refusal by the content security policy is one), and any request that would
 * have left this machine.
 */
export function browserOfFile(): BrowserOfFile {
  let browser: Browser | undefined;
  let kept: KeptPage[] = [];
  let faults: string[] = [];
  let forgiven: RegExp[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: chromiumArguments });
  });

  afterEach(async () => {
    const [found, allowed] = [faults, forgiven];
    for (const { page } of kept.filter(({ isInUse }) => isInUse)) await clear(page);
    kept = kept.filter(({ page }) => !page.isClosed()).map((one) => ({ ...one, isInUse: false }));
    [faults, forgiven] = [[], []];
    expect(found.filter((fault) => !allowed.some((pattern) => pattern.test(fault)))).toEqual([]);
  });

  afterAll(() => browser?.close());

  const begin = async (options: BrowserContextOptions): Promise<Page> => {
    if (!browser) throw new Error('No browser runs');
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...options });
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
    return page;
  };

  return {
    async open(url, { colorScheme = 'light', ...options } = {}) {
      const kind = JSON.stringify(options);
      const free = kept.find((one) => one.kind === kind && !one.isInUse);
      const one = free ?? { page: await begin(options), kind, isInUse: true };
      if (free) free.isInUse = true;
      else kept.push(one);
      await one.page.emulateMedia({ colorScheme });
      await one.page.goto(url);
      return one.page;
    },
    forgive: (...patterns) => {
      forgiven.push(...patterns);
    },
  };
}

/** What a test leaves in a page, and the pages that it opened from there. */
async function clear(page: Page): Promise<void> {
  for (const other of page.context().pages()) if (other !== page) await other.close();
  if (page.isClosed()) return;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.evaluate('localStorage.clear(); sessionStorage.clear()').catch(() => undefined);
  await page.context().clearCookies();
  await page.goto('about:blank');
}
