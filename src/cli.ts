#!/usr/bin/env node
import { CommanderError } from 'commander';
import { buildProgram, complain, type SandboxOptions } from './cli-program.js';
import { AppError, ConfigError } from './kernel/errors.js';

/** The `copil` command: what operators do in a terminal. Exit codes: 0 done, 1 a fault that is explained, 2 wrong usage. */

// `copil … | head`: whoever listens has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** Loaded only here: production is installed without it. */
async function openSandbox({ port, seed, asOf, reset }: SandboxOptions): Promise<void> {
  const { runSandbox } = await import('./sandbox/runtime/run-sandbox.js').catch(explainMissing);
  await runSandbox({
    ...(port !== undefined && { port }),
    ...(seed !== undefined && { seed }),
    ...(asOf !== undefined && { startDay: asOf }),
    isReset: reset,
  });
}

/** Of what cannot be loaded, only a file of the sandbox's own is missing on purpose; a package is missing by mistake. */
function explainMissing(error: NodeJS.ErrnoException & { readonly url?: string }): never {
  const isOfSandbox = error.url?.startsWith(new URL('./sandbox/', import.meta.url).href) ?? false;
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !isOfSandbox) throw error;
  throw new ConfigError(
    'This installation holds no sandbox: it was made for production. Run "npm start" or "npm run copil -- sandbox" in a clone of Copil.',
    [],
    { cause: error },
  );
}

async function run(): Promise<void> {
  try {
    await buildProgram(openSandbox).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said what is wrong; having asked for help is no fault.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    complain(error instanceof AppError ? `copil: ${error.message}` : `copil: an unexpected error. ${describe(error)}`);
    process.exitCode = 1;
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

await run();
