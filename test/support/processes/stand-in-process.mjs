/**
 * Slack as a process of its own, for tests that start the app as production does: `node stand-in-process.mjs
 * '{"users":[…],"channels":[…],"botToken":…}'`. The parent asks over IPC with `{ id, ask, with }` and gets
 * `{ id, answer }`; the first message is `{ apiUrl }`.
 */
import { createStandIn } from '../../../dist/sandbox/stand-in.js';

const standIn = createStandIn({ rateLimits: 'off', fileReadyAfterMs: 20, ...JSON.parse(process.argv[2]) });

const asks = {
  requestUrl: (url) => standIn.setRequestUrl(url),
  connections: () => standIn.sockets.connections,
  messages: (channel) => standIn.state.messagesOf(channel),
  async slash({ user, line, channel }) {
    const person = standIn.clientOf(user);
    const ack = await person.slash(line, channel);
    return { ack, seen: person.ephemerals(channel) };
  },
  /** What Slack would have refused, in either direction. */
  refused: () => standIn.requests.all().filter((entry) => entry.refused !== undefined),
};

process.on('message', ({ id, ask, with: argument }) => {
  void Promise.resolve(asks[ask](argument)).then((answer) => process.send?.({ id, answer: answer ?? null }));
});
process.on('SIGTERM', () => void standIn.stop().then(() => process.exit(0)));
await standIn.start();
process.send?.({ apiUrl: standIn.apiUrl });
