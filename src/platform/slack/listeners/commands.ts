import type { App } from '@slack/bolt';
import { z } from 'zod';
import { createAnswering } from '../answering.js';
import { type CommandContext, UnknownRequestError } from '../requests.js';
import { homeOf, text as maybeText } from './payloads.js';
import { bodyOf, type Runner } from './runner.js';

export type CommandHandlers = ReadonlyMap<string, (context: CommandContext) => Promise<void>>;

export function listenToCommands(bolt: App, handlers: CommandHandlers, run: Runner): void {
  bolt.command(/^\//, async ({ body, ack, respond, context }) => {
    const { data } = CommandBody.safeParse(body);
    if (!data) return;
    const { command, text, user_id: user, team_id: team, channel_id: channel, trigger_id: triggerId } = data;
    const comesFrom = homeOf({ teams: [team], enterprise: data.enterprise_id });
    await run(
      { user, team, channel, triggerId, comesFrom, kind: 'command', about: { command } },
      {
        context,
        respond,
        answering: (ways) =>
          createAnswering({ ...ways, sendAck: (answer) => ack(answer && bodyOf(answer)), canAckAnswer: true }),
      },
      async (base) => {
        const handler = handlers.get(command);
        if (!handler) throw new UnknownRequestError('command', command);
        await handler({ ...base, command, text: text.trim() });
      },
    );
  });
}

const CommandBody = z.object({
  command: z.string(),
  text: maybeText,
  user_id: z.string().min(1),
  team_id: maybeText,
  enterprise_id: maybeText,
  channel_id: z
    .string()
    .min(1)
    .nullish()
    .catch(null)
    .transform((id) => id ?? null),
  trigger_id: maybeText,
});
