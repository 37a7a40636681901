import { ConflictError } from '../../../src/kernel/errors.js';
import type { ClockMove, SandboxControls, SandboxProgress } from '../../../src/sandbox/desk/controls.js';

const day = 86_400_000;
const days = { day: 1, week: 7, quarter: 91 } as const;
/** A Saturday, so that the next run is two days away. */
const start = Date.UTC(2026, 10, 21, 12);

export interface ControlsOptions {
  /** Called at each scheduled run that the clock passes. */
  readonly run: () => Promise<void>;
  readonly reset: () => Promise<void>;
}

/** A clock that only the page moves, with a run on each Monday at 09:00. */
export class MovableControls implements SandboxControls {
  readonly #options: ControlsOptions;
  readonly #listeners = new Set<(progress: SandboxProgress) => void>();
  #now = start;
  resets = 0;
  #isMoving = false;
  #hasPassedRun = false;
  /** Holds a move until it resolves, for tests of what is shown meanwhile. */
  pause: Promise<void> = Promise.resolve();

  constructor(options: ControlsOptions) {
    this.#options = options;
  }

  readonly businessClock = { now: () => new Date(this.#now) };

  clock() {
    return {
      now: this.#now,
      isAhead: this.#now > start,
      isMoving: this.#isMoving,
      hasPassedRun: this.#hasPassedRun,
      next: (locale: string) => Promise.resolve({ at: this.#nextRun(), text: nextText(locale) }),
    };
  }

  async moveClock(to: ClockMove): Promise<void> {
    if (this.#isMoving) throw new ConflictError('The clock is moving');
    this.#isMoving = true;
    this.#tell({ text: { en: 'Moving the clock', fr: 'L’horloge avance' }, isDone: false });
    await this.pause;
    const end = to === 'next-run' ? this.#nextRun() : this.#now + days[to] * day;
    while (this.#nextRun() <= end) {
      this.#now = this.#nextRun();
      this.#hasPassedRun = true;
      await this.#options.run();
    }
    this.#now = end;
    this.#isMoving = false;
    this.#tell({ text: { en: 'The clock has moved', fr: 'L’horloge a avancé' }, isDone: true });
  }

  async reset(): Promise<void> {
    this.#now = start;
    this.#hasPassedRun = false;
    this.resets += 1;
    await this.#options.reset();
    this.#tell({ text: { en: 'As at first', fr: 'Comme au début' }, isDone: true });
  }

  onProgress(listener: (progress: SandboxProgress) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #nextRun(): number {
    const today = new Date(this.#now);
    const days = (8 - today.getUTCDay()) % 7;
    const monday = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + days, 8);
    return monday > this.#now ? monday : monday + 7 * day;
  }

  #tell(progress: SandboxProgress): void {
    for (const listener of this.#listeners) listener(progress);
  }
}

function nextText(locale: string): string {
  return locale.startsWith('fr') ? 'lundi 09:00 : le digest' : 'Monday 09:00: the weekly digest';
}
