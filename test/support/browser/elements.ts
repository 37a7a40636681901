import type { Locator, Page } from 'playwright-core';

/** Types into a select and takes the option of that name. */
export async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click();
  await field.fill(option.toLowerCase());
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Takes several; the list stays open between them, and is closed at the end. */
export async function chooseAll(page: Page, field: Locator, options: readonly string[]): Promise<void> {
  for (const option of options) await choose(page, field, option);
  await field.press('Tab');
}
