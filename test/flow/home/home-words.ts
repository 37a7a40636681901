import { expect } from 'vitest';
import type { StoredView } from '../../../src/sandbox/state/model.js';
import type { Office } from '../../support/running-app.js';
import { cardText } from '../../support/slack/card-words.js';
import { type PersonName, people } from '../../support/slack/team.js';

/** What stands in people's Home tabs, and what they do there. */
export function homeWords(office: Office) {
  const { slack } = office;
  const shown = (name: PersonName): StoredView | undefined =>
    slack.state.views.get(slack.state.homes.get(people[name].id) ?? '');
  const read = (name: PersonName): string => cardText(shown(name)?.view ?? {});
  return {
    read,
    /** Opens the tab and waits for it to show something that matches. */
    async open(name: PersonName, pattern: RegExp = /./): Promise<string> {
      await slack.person(name).as.openHome();
      await expect.poll(() => read(name)).toMatch(pattern);
      return read(name);
    },
    /** Waits until the tab, without being opened anew, shows it. */
    async expectShown(name: PersonName, pattern: RegExp): Promise<void> {
      await expect.poll(() => read(name)).toMatch(pattern);
    },
    async expectGone(name: PersonName, pattern: RegExp): Promise<void> {
      await expect.poll(() => read(name)).not.toMatch(pattern);
    },
    /** Presses a button; `about` is what its block or its value names. */
    async press(name: PersonName, actionId: string, about?: string) {
      const view = shown(name);
      if (!view) throw new Error(`${name} has no Home`);
      return slack.person(name).as.act({ kind: 'view', view }, { actionId, ...(about ? { blockId: about } : {}) });
    },
    /** Waits for a form, which opens after the request that asked for it is acknowledged. */
    async form(name: PersonName, callbackId: string): Promise<StoredView> {
      const modal = () => slack.person(name).as.modals().at(-1);
      await expect.poll(() => modal()?.view['callback_id']).toBe(callbackId);
      const found = modal();
      if (!found) throw new Error(`${name} has no form open`);
      return found;
    },
    /** Fills the form and sends it. */
    async send(name: PersonName, callbackId: string, values: Readonly<Record<string, unknown>>) {
      return slack.person(name).as.submit(await this.form(name, callbackId), values);
    },
  };
}
