import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Findings {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
  }[];
}

/** What a colour scheme changes. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * A line for each place where axe-core finds the page hard to use; the context must bypass the page's policy.
 * A list that hangs from a field stands last in the page, outside of every landmark: that alone is no fault.
 */
export async function accessibilityFaults(page: Page, only?: 'colours'): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.addScriptTag({ content: source });
  const hasOpenList = (await page.locator('[data-trigger]').getByRole('listbox').count()) > 0;
  const options = {
    resultTypes: ['violations'],
    ...(only ? { runOnly: colourRules } : { rules: { region: { enabled: !hasOpenList } } }),
  };
  const { violations } = await page.evaluate<Findings>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

/** How many pixels stick out at the right: what makes a page scroll sideways. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
