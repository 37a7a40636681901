import { readToolConfig } from '../../config.js';
import type { SandboxAsk } from '../../features/setup/public.js';
import { ConfigError } from '../../kernel/errors.js';
import { openSandbox } from './open-sandbox.js';

/** The sandbox's own data, where no other database was chosen. */
export const sandboxDatabase = 'file:./data/sandbox.db';

export type SandboxRun = SandboxAsk & {
  readonly port?: number;
  readonly isReset?: boolean;
};

/**
 * Runs the sandbox until a signal ends it: a Slack workspace on this machine with the sample organisation in it, and the
 * very app that production runs beside it.
 * @throws ConfigError where a real token is set, for a database that is not a sandbox's or that another sandbox
 * uses, and for a taken port
 */
export async function runSandbox(run: SandboxRun = {}): Promise<void> {
  const settings = readToolConfig();
  if (settings.slack) {
    throw new ConfigError(
      'The sandbox does not start where SLACK_BOT_TOKEN is set: it must never meet a real workspace.',
    );
  }
  const { port, isReset = false, ...ask } = run;
  const sandbox = await openSandbox({
    settings: port === undefined ? settings : { ...settings, port },
    databaseUrl: settings.isDatabaseChosen ? settings.databaseUrl.reveal() : sandboxDatabase,
    ask,
    isReset,
    announce,
  });
  await sandbox.opened;
  announce(`Copil’s sandbox is open: ${sandbox.baseUrl} (sample data; nothing leaves this machine; Ctrl+C ends it)`);
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      void sandbox.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`copil: the sandbox did not stop cleanly. ${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

function announce(line: string): void {
  process.stdout.write(`${line}\n`);
}
