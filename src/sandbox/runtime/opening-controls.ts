import type { InTwoLanguages, SandboxControls, SandboxProgress } from '../desk/controls.js';
import { isClockAhead, type RunningControls } from './controls.js';
import type { Ground } from './sandbox.js';
import { runtimeWords } from './words.js';

export type OpeningControls = SandboxControls & {
  /** Tells whoever looks how far the sandbox is. */
  tell(text: InTwoLanguages): void;
};

/** The page's controls from its first moment on: what is asked of them before the sandbox is at work waits until it is. */
export function createOpeningControls(
  { clock, hasPassedRun }: Pick<Ground, 'clock' | 'hasPassedRun'>,
  opened: Promise<RunningControls>,
): OpeningControls {
  let running: RunningControls | undefined;
  const listeners = new Set<(progress: SandboxProgress) => void>();
  const pass = (progress: SandboxProgress): void => {
    for (const listener of listeners) listener(progress);
  };
  const begin = (controls: RunningControls): void => {
    running = controls;
    controls.onProgress(pass);
    pass({ text: runtimeWords.isThere, isDone: true });
  };
  // Whoever opens the sandbox hears of a failure.
  opened.then(begin, () => undefined);
  return {
    opened,
    tell: (text) => pass({ text, isDone: false }),
    clock: () =>
      running?.clock() ?? {
        now: clock.now().getTime(),
        isAhead: isClockAhead(clock),
        isMoving: false,
        hasPassedRun,
        next: () => Promise.resolve(null),
      },
    moveClock: async (to) => (await opened).moveClock(to),
    reset: async () => (await opened).reset(),
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
