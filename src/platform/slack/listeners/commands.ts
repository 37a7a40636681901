import type { App } from '@slack/bolt';
import { createAnswering } from '../answering.js';
import { type CommandContext, UnknownRequestError } from '../requests.js';
import { bodyOf, type Runner } from './runner.js';

export type CommandHandlers = ReadonlyMap<string, (context: CommandContext) => Promise<void>>;

export function listenToCommands(bolt: App, handlers: CommandHandlers, run: Runner): void {
  bolt.command(/^\//, ({ command, ack, respond, context }) => {
    const { command: name, text } = command;
    const from = { user: command.user_id, team: command.team_id, channel: command.channel_id };
    const origin = { ...from, triggerId: command.trigger_id, kind: 'command', about: { command: name } } as const;
    return run(
      origin,
      {
        context,
        respond,
        answering: (ways) =>
          createAnswering({ ...ways, sendAck: (answer) => ack(answer && bodyOf(answer)), canAckAnswer: true }),
      },
      async (base) => {
        const handler = handlers.get(name);
        if (!handler) throw new UnknownRequestError('command', name);
        await handler({ ...base, command: name, text: text.trim() });
      },
    );
  });
}
