import { AppError } from '../kernel/errors.js';
import { runSandbox } from './runtime/run-sandbox.js';

/** `npm start` without a Slack token. The rest is in `runtime/`, which `copil sandbox` starts with its options. */
try {
  await runSandbox();
} catch (error) {
  process.stderr.write(
    `copil: ${error instanceof AppError ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exitCode = 1;
}
