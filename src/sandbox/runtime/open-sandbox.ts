import { createDesk } from '../desk/desk.js';
import { sandboxActors } from './actors.js';
import { createControls } from './controls.js';
import { eachInTurn } from './in-turn.js';
import { createKeeper } from './keeper.js';
import { createOpeningControls } from './opening-controls.js';
import { resetSandbox } from './reset-sandbox.js';
import { buildSandbox, closeGround, openGround, type Sandbox, type SandboxOptions } from './sandbox.js';

export type OpenSandbox = {
  readonly baseUrl: string;
  /** The digest is on its way, and everything can be used. Rejects where that cannot be; all is closed then. */
  readonly opened: Promise<void>;
  /** Once it is opened. */
  stop(): Promise<void>;
};

/**
 * Opens the sandbox: as it was left where there is one, else new. The page is served when this resolves, so that a
 * browser is ready when the sample is: it says how far that is, and the digest appears by itself.
 * @throws ConfigError for a database that is not a sandbox's, another seed or day than it was made with, a taken
 * port, and a database that another sandbox uses
 */
export async function openSandbox(options: SandboxOptions): Promise<OpenSandbox> {
  const ground = await openGround(options);
  const { standIn, organisation, log, isNew } = ground;
  if (isNew) options.announce(`copil: preparing the sample organisation, which appears at ${standIn.baseUrl} …`);
  const building = Promise.resolve().then(() => buildSandbox(ground, (text) => page.tell(text)));
  const atWork = building.then((sandbox) => putToWork(sandbox));
  const page = createOpeningControls(
    ground,
    atWork.then(({ controls }) => controls),
  );
  const desk = createDesk({
    standIn,
    controls: page,
    sampleActors: sandboxActors(organisation),
    report: (error) => log.error('the page met an error', { err: error }),
  });
  standIn.serveOthersWith(desk.listener);
  return {
    baseUrl: standIn.baseUrl,
    opened: atWork.then(
      () => undefined,
      async (error: unknown) => {
        desk.stop();
        await closeGround(ground).catch(() => undefined);
        throw error;
      },
    ),
    async stop() {
      const { sandbox, controls, keeper } = await atWork;
      await eachInTurn([
        () => controls.stop(),
        () => sandbox.app.stop(),
        () => keeper.stop(),
        () => desk.stop(),
        () => closeGround(sandbox),
      ]);
    },
  };
}

/** What is written in it is kept from now on, and its clock can be moved. */
function putToWork(sandbox: Sandbox) {
  const keeper = createKeeper({
    state: sandbox.standIn.state,
    folder: sandbox.folder,
    details: () => ({
      workspaceId: sandbox.sample.workspaceId,
      clockOffsetMs: sandbox.clock.offsetMs(),
      hasPassedRun: sandbox.hasPassedRun,
    }),
    onFailure: (error) =>
      sandbox.options.announce(
        `copil: what is written in the sandbox cannot be kept in ${sandbox.folder.path}: ${String(error)}`,
      ),
  });
  keeper.note();
  const controls = createControls({ sandbox, flush: keeper.flush, reset: (tell) => resetSandbox(sandbox, tell) });
  return { sandbox, keeper, controls };
}
