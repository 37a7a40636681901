import type { App } from '@slack/bolt';
import type { PlainTextOption as Option } from '@slack/types';
import { z } from 'zod';
import type { Logger } from '../../log.js';
import type { Acknowledgement } from '../acknowledgement.js';
import type { Answering } from '../answering.js';
import { clampText } from '../escape.js';
import { slackLimits as limits } from '../limits.js';
import type { OptionsContext, SelectOption } from '../requests.js';
import { fromOf, requester, text, View, valuesOf } from './payloads.js';
import type { Runner } from './runner.js';

export type OptionsHandlers = ReadonlyMap<string, (context: OptionsContext) => Promise<readonly SelectOption[]>>;

/** The person sees no options, and can read nothing else there: what goes wrong is in the log alone. */
export function listenToOptions(bolt: App, handlers: OptionsHandlers, run: Runner): void {
  bolt.options(/^/, async ({ body, ack, context }) => {
    const { data } = OptionsBody.safeParse(body);
    if (!data) return;
    const { action_id: actionId, block_id: blockId, value, view } = data;
    const send = (options: Option[]): Promise<void> => ack({ options });
    await run(
      { ...fromOf(data, context), channel: null, kind: 'options', about: { actionId } },
      { context, answering: ({ acknowledgement }) => createSuggesting(acknowledgement, send) },
      async ({ user, team, correlationId, log }, { suggest }) => {
        const handler = handlers.get(actionId);
        if (!handler) return log.warn('nobody gives options for a select', { actionId });
        const query = value.trim();
        const privateMetadata = view?.private_metadata ?? null;
        const asked = { user, team, actionId, blockId, query, privateMetadata, values: valuesOf(view) };
        await suggest(toSlackOptions(await handler({ ...asked, correlationId, log }), log));
      },
    );
  });
}

const OptionsBody = z.object({
  ...requester,
  action_id: z.string(),
  block_id: text,
  value: text,
  view: View.nullish().catch(null),
});

type Suggesting = Answering & { readonly suggest: (options: Option[]) => Promise<void> };

function createSuggesting(acknowledgement: Acknowledgement, send: (options: Option[]) => Promise<void>): Suggesting {
  const suggest = async (options: Option[]): Promise<void> => void (await acknowledgement.give(() => send(options)));
  const suggestNothing = (): Promise<void> => suggest([]);
  return {
    suggest,
    ack: suggestNothing,
    refuse: suggestNothing,
    respond: async () => undefined,
    isAcknowledged: acknowledgement.isGiven,
  };
}

/** A value that is cut would name something else, so an option whose value is too long is left out. */
function toSlackOptions(options: readonly SelectOption[], log: Logger): Option[] {
  const usable = options.filter(({ text, value }) => {
    const isUsable = text.trim() !== '' && value !== '' && value.length <= limits.optionValue;
    if (!isUsable) log.warn('an option was left out that Slack would refuse', { value: value.slice(0, 200) });
    return isUsable;
  });
  return usable.slice(0, limits.options).map(({ text, value, description }) => ({
    text: plain(text),
    value,
    ...(description !== undefined && description.trim() !== '' && { description: plain(description) }),
  }));
}

function plain(words: string): { type: 'plain_text'; text: string } {
  return { type: 'plain_text', text: clampText(words, limits.optionText) };
}
