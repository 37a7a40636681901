import { ConflictError } from '../../kernel/errors.js';
import type { ClockMove, InTwoLanguages, SandboxControls, SandboxProgress } from '../desk/controls.js';
import { resetSandbox, type Sandbox, zoneOf } from './sandbox.js';
import { moveTime, type TimeMachineParts } from './time-machine.js';
import { runtimeWords } from './words.js';

/** Less than this is the time a start takes, not a clock that was moved. */
const aheadFromMs = 60_000;
/** How often the readings go on with a clock that nobody moves. */
const readingsEachMs = 60_000;

type Keeping = { note(): void; flush(): Promise<void> };

export type RunningControls = SandboxControls & {
  /** Lets a move end at its next step. */
  stop(): Promise<void>;
};

/** The clock and the reset of a sandbox at work, one thing at a time. */
export function createControls(sandbox: Sandbox, keeping: Keeping): RunningControls {
  const listeners = new Set<(progress: SandboxProgress) => void>();
  let work: Promise<void> | undefined;
  let isMoving = false;
  const tell = (text: InTwoLanguages, isDone = false): void => {
    for (const listener of listeners) listener({ text, isDone });
  };
  /** `failed` is told when it does not end well. */
  const exclusively = async (failed: InTwoLanguages, doWork: () => Promise<InTwoLanguages>): Promise<void> => {
    if (work) throw new ConflictError('The clock of the sandbox is moving, or the sandbox is reset');
    const doing = doWork().then(
      (done) => done,
      (error: unknown) => {
        tell(failed, true);
        throw error;
      },
    );
    work = doing.then(
      () => undefined,
      () => undefined,
    );
    try {
      const done = await doing;
      await keeping.flush();
      work = undefined;
      tell(done, true);
    } finally {
      work = undefined;
    }
  };
  const machine = createMachine(sandbox, tell);
  const timer = setInterval(() => {
    if (!work) void sandbox.sample.goOn(sandbox.clock.now()).catch(noteFailure(sandbox));
  }, readingsEachMs);
  return {
    clock: () => ({
      now: sandbox.clock.now().getTime(),
      isAhead: sandbox.clock.offsetMs() > aheadFromMs,
      isMoving,
      next: (locale) => nextRun(sandbox, locale),
    }),
    moveClock: (to: ClockMove) =>
      exclusively(runtimeWords.moveFailed, async () => {
        isMoving = true;
        try {
          await moveTime(machine, to);
        } finally {
          isMoving = false;
        }
        return runtimeWords.arrived(sandbox.clock.now(), machine.zone);
      }),
    reset: () =>
      exclusively(runtimeWords.resetFailed, async () => {
        await resetSandbox(sandbox, tell);
        return runtimeWords.wasReset;
      }),
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      clearInterval(timer);
      machine.end();
      await work;
    },
  };
}

const noteFailure = (sandbox: Sandbox) => (error: unknown) =>
  sandbox.log.warn('the sample’s readings did not go on; they are tried again', { err: error });

async function nextRun({ app, clock }: Sandbox, locale: string) {
  const now = clock.now();
  const run = (await app.nextRuns(now))[0];
  if (!run) return null;
  return { at: run.at.getTime(), text: runtimeWords.nextRun(run, now)[locale.startsWith('fr') ? 'fr' : 'en'] };
}

function createMachine(sandbox: Sandbox, tell: (text: InTwoLanguages) => void): TimeMachineParts & { end(): void } {
  let isEnding = false;
  const { clock, organisation } = sandbox;
  return {
    clock,
    zone: zoneOf(organisation),
    nextRuns: (after) => sandbox.app.nextRuns(after),
    arrivals: (span) => sandbox.sample.arrivals(span),
    async arriveAt(instant) {
      // The readings first: the sweep of the minute may come at any time, and must find them.
      await sandbox.sample.goOn(instant);
      await sandbox.app.sweepNow(() => clock.moveTo(instant));
    },
    unfinished: () => sandbox.app.unfinishedWork(),
    isEnding: () => isEnding,
    tell,
    nowMs: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    end() {
      isEnding = true;
    },
  };
}
