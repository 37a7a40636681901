import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ack } from '../../../src/sandbox/outgoing/delivery.js';
import type { LoggedRequest } from '../../../src/sandbox/request-log.js';
import type { Ephemeral, Message } from '../../../src/sandbox/state/model.js';
import { secrets } from './start-slack.js';
import { people, places } from './team.js';

/** What can be asked of a Slack that runs elsewhere: only what somebody sitting in front of it could do or see. */
type Asks = {
  /** Where the app listens in HTTP mode. */
  requestUrl: { with: string; answer: null };
  /** Open sockets of the app. */
  connections: { with: undefined; answer: number };
  messages: { with: string; answer: Message[] };
  slash: { with: { user: string; line: string; channel: string }; answer: { ack: Ack; seen: Ephemeral[] } };
  refused: { with: undefined; answer: LoggedRequest[] };
};

export interface SlackProcess {
  readonly apiUrl: string;
  ask<Name extends keyof Asks>(name: Name, argument?: Asks[Name]['with']): Promise<Asks[Name]['answer']>;
  stop(): Promise<void>;
}

/** Starts the default team's Slack in another process, from what was built. */
export async function startSlackProcess(): Promise<SlackProcess> {
  const file = fileURLToPath(new URL('../processes/stand-in-process.mjs', import.meta.url));
  const options = { ...secrets, users: Object.values(people), channels: Object.values(places) };
  const child = fork(file, [JSON.stringify(options)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const { apiUrl } = (await nextMessage(child, (message) => 'apiUrl' in message)) as { apiUrl: string };
  let asked = 0;
  return {
    apiUrl,
    async ask(ask, argument) {
      asked += 1;
      const id = asked;
      const answered = nextMessage(child, (message) => message['id'] === id);
      child.send({ id, ask, with: argument });
      return ((await answered) as { answer: never }).answer;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

type Sent = Readonly<Record<string, unknown>>;

function nextMessage(child: ChildProcess, isWanted: (message: Sent) => boolean): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`Slack’s process ended by itself with ${code}`));
    const onMessage = (message: unknown) => {
      if (!isWanted(message as Sent)) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(message as Sent);
    };
    child.on('message', onMessage);
    child.once('exit', onExit);
  });
}
