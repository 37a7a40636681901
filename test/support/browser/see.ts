import type { Locator } from 'playwright-core';

/** Waits until it is shown; the error tells what was looked for. */
export async function see(what: Locator): Promise<void> {
  await what.waitFor({ state: 'visible' });
}
