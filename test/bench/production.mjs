import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { secrets } from './company.mjs';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/**
 * Starts `dist/main.js` as an operator would, with its settings in the environment, and resolves once `/readyz` says
 * that it does its work. `folder` becomes its working folder, so that no `.env` of the project is read.
 * @returns `pid`, `port`, `readyMs` (from the moment before the process was made), `stop`
 */
export async function startProduction({ folder, databaseUrl, apiUrl, organisationFile }) {
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    SLACK_BOT_TOKEN: secrets.botToken,
    SLACK_SIGNING_SECRET: secrets.signingSecret,
    SLACK_API_URL: apiUrl,
    DATABASE_URL: databaseUrl,
    COPIL_CONFIG: organisationFile,
    PORT: String(port),
    LOG_LEVEL: 'warn',
  };
  const startedAt = performance.now();
  const child = spawn(process.execPath, [main], { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = once(child, 'exit');
  await untilReady(port, child);
  return {
    pid: child.pid,
    port,
    readyMs: performance.now() - startedAt,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilReady(port, child) {
  const giveUpAt = performance.now() + 30_000;
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`the app ended by itself with ${child.exitCode}`);
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    const { status } = response ?? {};
    await response?.body?.cancel();
    if (status === 200) return;
    await sleep(5);
  }
  child.kill('SIGKILL');
  throw new Error('the app was not ready within 30 seconds');
}

async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
