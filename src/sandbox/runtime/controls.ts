import { ConflictError } from '../../kernel/errors.js';
import { inLanguage } from '../../platform/pages/in-language.js';
import type { ClockMove, InTwoLanguages, SandboxControls, SandboxProgress } from '../desk/controls.js';
import { type Sandbox, zoneOf } from './sandbox.js';
import { moveTime, type TimeMachineParts } from './time-machine.js';
import { runtimeWords } from './words.js';

/** Less than this is the time a start takes, not a clock that was moved. */
const aheadFromMs = 60_000;
/** How often the readings go on with a clock that nobody moves. */
const readingsEachMs = 60_000;

export type ControlledParts = {
  readonly sandbox: AtWork;
  /** Writes the workspace down, with its clock. */
  readonly flush: () => Promise<void>;
  /** Makes everything anew. */
  readonly reset: (tell: (text: InTwoLanguages) => void) => Promise<void>;
};

/** What the controls need of a sandbox; a reset replaces the app and the sample. */
export type AtWork = Pick<Sandbox, 'clock' | 'organisation' | 'log' | 'hasPassedRun'> & {
  readonly app: Pick<Sandbox['app'], 'nextRuns' | 'sweepNow' | 'unfinishedWork'>;
  readonly sample: Pick<Sandbox['sample'], 'arrivals' | 'goOn'>;
};

export type RunningControls = SandboxControls & {
  /** Lets a move end at its next step. */
  stop(): Promise<void>;
};

export function isClockAhead(clock: AtWork['clock']): boolean {
  return clock.offsetMs() > aheadFromMs;
}

/** The clock and the reset of a sandbox at work, one thing at a time. */
export function createControls({ sandbox, flush, reset }: ControlledParts): RunningControls {
  const listeners = new Set<(progress: SandboxProgress) => void>();
  let work: Promise<void> | undefined;
  let goingOn: Promise<void> | undefined;
  let isMoving = false;
  const tell = (text: InTwoLanguages, isDone = false): void => {
    for (const listener of listeners) listener({ text, isDone });
  };
  /** `failed` is told when it does not end well. */
  const exclusively = async (failed: InTwoLanguages, doWork: () => Promise<InTwoLanguages>): Promise<void> => {
    if (work) throw new ConflictError('The clock of the sandbox is moving, or the sandbox is reset');
    const alone = async (): Promise<void> => {
      let last = failed;
      try {
        await goingOn;
        last = await doWork();
        await flush();
      } finally {
        work = undefined;
        tell(last, true);
      }
    };
    work = alone();
    await work;
  };
  const machine = createMachine(sandbox, tell);
  const timer = setInterval(() => {
    if (work || goingOn) return;
    goingOn = sandbox.sample
      .goOn(sandbox.clock.now())
      .catch(noteFailure(sandbox))
      .finally(() => {
        goingOn = undefined;
      });
  }, readingsEachMs);
  return {
    clock: () => ({
      now: sandbox.clock.now().getTime(),
      isAhead: isClockAhead(sandbox.clock),
      isMoving,
      hasPassedRun: sandbox.hasPassedRun,
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
        await reset(tell);
        return runtimeWords.wasReset;
      }),
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      clearInterval(timer);
      machine.end();
      await Promise.allSettled([goingOn, work]);
    },
  };
}

const noteFailure =
  ({ log }: AtWork) =>
  (error: unknown) =>
    log.warn('the sample’s readings did not go on; they are tried again', { err: error });

async function nextRun({ app, clock }: AtWork, locale: string) {
  const now = clock.now();
  const run = (await app.nextRuns(now))[0];
  if (!run) return null;
  return { at: run.at.getTime(), text: inLanguage(locale, runtimeWords.nextRun(run, now)) };
}

function createMachine(sandbox: AtWork, tell: (text: InTwoLanguages) => void): TimeMachineParts & { end(): void } {
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
    passed() {
      sandbox.hasPassedRun = true;
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
