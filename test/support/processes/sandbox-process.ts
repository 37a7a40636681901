import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../../dist/sandbox/main.js', import.meta.url));

export interface SandboxProcess {
  readonly child: ChildProcess;
  /** Everything it wrote so far. */
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

/** The sandbox as `npm start` runs it, in a folder of its own and on a port the system chooses. */
export function startSandbox(folder: string, environment: Readonly<Record<string, string>> = {}): SandboxProcess {
  const child = spawn(process.execPath, [entry], {
    cwd: folder,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text, exit: new Promise((resolve) => child.once('exit', resolve)) };
}

/** The address the sandbox announces once the digest is on its way. @throws Error with what it wrote, when it ends before */
export async function addressOf({ output, exit }: SandboxProcess): Promise<string> {
  let hasEnded = false;
  void exit.then(() => (hasEnded = true));
  for (;;) {
    const address = /is open: (http:\/\/127\.0\.0\.1:\d+)/.exec(output())?.[1];
    if (address) return address;
    if (hasEnded) throw new Error(`The sandbox ended:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
