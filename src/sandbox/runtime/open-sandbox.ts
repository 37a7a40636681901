import { createDesk } from '../desk/desk.js';
import { sandboxActors } from './actors.js';
import { createControls } from './controls.js';
import { eachInTurn } from './in-turn.js';
import { createKeeper } from './keeper.js';
import { resetSandbox } from './reset-sandbox.js';
import { buildSandbox, type SandboxOptions } from './sandbox.js';

export type OpenSandbox = { readonly baseUrl: string; stop(): Promise<void> };

/**
 * Opens the sandbox: as it was left where there is one, else new. Its page is served before it is ready, and shows the
 * digest when this resolves.
 * @throws ConfigError for a database that is not a sandbox's, another seed or day than it was made with, a taken
 * port, and a database that another sandbox uses
 */
export async function openSandbox(options: SandboxOptions): Promise<OpenSandbox> {
  const sandbox = await buildSandbox(options);
  const keeper = createKeeper({
    state: sandbox.standIn.state,
    folder: sandbox.folder,
    details: () => ({
      workspaceId: sandbox.sample.workspaceId,
      clockOffsetMs: sandbox.clock.offsetMs(),
      hasPassedRun: sandbox.hasPassedRun,
    }),
    onFailure: (error) =>
      options.announce(
        `copil: what is written in the sandbox cannot be kept in ${sandbox.folder.path}: ${String(error)}`,
      ),
  });
  const controls = createControls({
    sandbox,
    flush: keeper.flush,
    reset: (tell) => resetSandbox(sandbox, tell),
  });
  const desk = createDesk({
    standIn: sandbox.standIn,
    controls,
    sampleActors: sandboxActors(sandbox.organisation),
    report: (error) => sandbox.log.error('the page met an error', { err: error }),
  });
  sandbox.standIn.serveOthersWith(desk.listener);
  keeper.note();
  return {
    baseUrl: sandbox.standIn.baseUrl,
    stop: () =>
      eachInTurn([
        () => controls.stop(),
        () => sandbox.app.stop(),
        () => keeper.stop(),
        () => desk.stop(),
        () => sandbox.standIn.stop(),
        () => sandbox.database.close(),
        () => sandbox.lock.release(),
      ]),
  };
}
