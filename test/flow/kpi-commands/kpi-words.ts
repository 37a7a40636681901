import { setTimeout as sleep } from 'node:timers/promises';
import type { Ephemeral, StoredView } from '../../../src/sandbox/state/model.js';
import type { Office } from '../../support/running-app.js';
import { type PersonName, places } from '../../support/slack/team.js';

/** Somebody who looks at KPIs: what they type, press and send, and what they alone see. */
export function kpiWords(office: Office, name: PersonName) {
  const { as, slash } = office.slack.person(name);
  return {
    ask: async (line: string): Promise<Ephemeral> => {
      const [first] = (await slash(line)).seen;
      if (!first) throw new Error(`${line} was not answered`);
      return first;
    },
    /** Presses a button of an answer; what it then says, in its place or below it. */
    press: async (answer: Ephemeral, actionId: string): Promise<string> => {
      const before = as.ephemerals().map(({ id, text }) => ({ id, text }));
      await as.act({ kind: 'ephemeral', message: answer, channel: channelOf(office, answer) }, { actionId });
      return until(() => {
        const now = as.ephemerals();
        return now.find((one) => !before.some((old) => old.id === one.id && old.text === one.text))?.text;
      }, `an answer to ${actionId}`);
    },
    /** Presses a button, or types a line, that opens a form. */
    form: async (act: Ephemeral | string, actionId = ''): Promise<StoredView> => {
      if (typeof act === 'string') await as.slash(act, channelOf(office).id);
      else await as.act({ kind: 'ephemeral', message: act, channel: channelOf(office, act) }, { actionId });
      return until(() => as.modals().at(-1), 'a form');
    },
    send: (view: StoredView, values: Readonly<Record<string, string>>) => as.submit(view, values),
  };
}

function channelOf(office: Office, answer?: Ephemeral) {
  const channel = answer?.channel ?? places['growth-ops'].id;
  const found = office.slack.state.channels.get(channel);
  if (!found) throw new Error(`No channel ${channel}`);
  return found;
}

async function until<T>(look: () => T | undefined, what: string): Promise<T> {
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > giveUpAt) throw new Error(`No ${what} came`);
    await sleep(10);
  }
}
