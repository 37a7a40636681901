import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { secrets } from '../slack/start-slack.js';

export interface BuiltProcess {
  readonly child: ChildProcess;
  /** Everything it wrote so far. */
  readonly output: () => string;
  /** With which code it ended; null after a signal. */
  readonly ended: Promise<number | null>;
}

type Where = { readonly cwd: string; readonly env: Readonly<Record<string, string>> };

/** A process of what was built, `main.js` or `cli.js`, with an environment and nothing else. */
export function runBuilt(file: string, words: readonly string[], { cwd, env }: Where): BuiltProcess {
  const path = fileURLToPath(new URL(`../../../dist/${file}`, import.meta.url));
  const child = spawn(process.execPath, [path, ...words], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { child, output: () => text, ended };
}

/** What a command of `copil` ended with and wrote. */
export async function copil(words: readonly string[], where: Where): Promise<{ code: number | null; output: string }> {
  const { ended, output } = runBuilt('cli.js', words, where);
  return { code: await ended, output: output() };
}

/** Settings of the program in production, in HTTP mode and beside a stand-in. */
export function productionSettings(apiUrl: string, databaseUrl: string): Record<string, string> {
  return {
    SLACK_API_URL: apiUrl,
    SLACK_BOT_TOKEN: secrets.botToken,
    SLACK_SIGNING_SECRET: secrets.signingSecret,
    DATABASE_URL: databaseUrl,
    COPIL_CONFIG: 'copil.yml',
    COPIL_API_TOKEN: 'readings-token',
    PORT: '0',
  };
}

/** The program in production, once it says that it is ready. @throws with what it wrote, when it does not */
export async function startProduction(where: Where): Promise<BuiltProcess & { readonly address: string }> {
  const started = runBuilt('main.js', [], where);
  const { port } = await vi.waitFor(() => readyLine(started), { timeout: 60_000 });
  return { ...started, address: `http://127.0.0.1:${port}` };
}

function readyLine({ output }: BuiltProcess): { readonly port: number } {
  const line = output()
    .split('\n')
    .find((one) => one.includes('Copil is ready'));
  if (!line) throw new Error(`Copil is not ready:\n${output()}`);
  return JSON.parse(line) as { port: number };
}

/** Ends a process that may have ended by itself, and waits for it. */
export async function endProcess({ child, ended }: BuiltProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  child.kill(signal);
  await ended;
}
