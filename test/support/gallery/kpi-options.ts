import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import type { Option, OptionGroup } from '@slack/types';
import { option, optionGroup } from './objects.js';

const names = ['Lead volume', 'Lead cost', 'Lead quality', 'Sales', 'Sales by shop', 'Reach', 'Churn'];

/**
 * What the external selects answer to typed text: KPIs that hold it; `slow` after a second, `groups` in groups,
 * `fail` as an error of the server. Anything else finds nothing.
 */
export function answerTyping(app: App, typed: string[]): void {
  app.options(/^choose_kpis?$/, async ({ options: { value }, ack }) => {
    typed.push(value);
    if (value === 'fail') throw new Error('The catalogue is away');
    if (value === 'groups') {
      const groups = [optionGroup('Marketing', ['Reach', 'Lead cost']), optionGroup('Shops', ['Sales'])];
      await ack({ option_groups: groups as OptionGroup[] });
      return;
    }
    if (value === 'slow') await sleep(1_000);
    const found = names.filter((name) => value === 'slow' || name.toLowerCase().includes(value.toLowerCase()));
    await ack({ options: found.map((name) => option(name)) as Option[] });
  });
}
