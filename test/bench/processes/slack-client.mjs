/**
 * Slack's side of slash commands, in a process of its own so that it takes nothing from the app's thread. Requests are
 * signed beforehand and go over kept connections. Each order is a message, with what is `asked` (command, lines, and a
 * text that stands in every good answer); each answer holds the latencies in ms.
 */
import { Agent, request } from 'node:http';
import { signedCommands } from '../slash-requests.mjs';

const { port } = JSON.parse(process.argv[2]);

process.on('message', (order) => void obey(order));

async function obey(order) {
  const agent = new Agent({ keepAlive: true, maxSockets: order.clients ?? Number.POSITIVE_INFINITY });
  const commands = signedCommands({ ...order.asked, count: order.requests });
  const askNext = () => ask(agent, { ...commands.pop(), expected: order.asked.expected });
  try {
    process.send(await (order.clients ? inTurn(askNext, order) : atRate(askNext, order)));
  } catch (error) {
    process.send({ failed: String(error) });
  } finally {
    agent.destroy();
  }
}

/** So many clients, each asking again as soon as it was answered. */
async function inTurn(askNext, { clients, requests }) {
  const latencies = [];
  const startedAt = performance.now();
  let left = requests;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      const askedAt = performance.now();
      await askNext();
      latencies.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { latencies, seconds: (performance.now() - startedAt) / 1_000 };
}

/** So many a second whatever the answers take, counted from when each was due: a stall is felt by all that came in it. */
async function atRate(askNext, { perSecond, requests }) {
  const latencies = [];
  const startedAt = performance.now();
  const asked = [];
  for (let index = 0; index < requests; index += 1) {
    const dueAt = startedAt + (index * 1_000) / perSecond;
    while (performance.now() < dueAt) await new Promise((resolve) => setTimeout(resolve, dueAt - performance.now()));
    const askedAt = performance.now();
    // The timer of this process may be late; that is its own delay and not the app's.
    asked.push(askNext().then(() => latencies.push(performance.now() - askedAt)));
  }
  await Promise.all(asked);
  return { latencies, seconds: (performance.now() - startedAt) / 1_000 };
}

function ask(agent, { body, headers, expected }) {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { agent, host: '127.0.0.1', port, path: '/slack/events', method: 'POST', headers },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200 && text.includes(expected)) resolve();
          else reject(new Error(`answered ${response.statusCode}: ${text.slice(0, 200)}`));
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
