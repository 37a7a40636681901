/** Where the sandbox's clock can be moved to: real time is where a fresh sandbox begins, and `reset` goes back to it. */
export type ClockMove = 'next-run' | 'day' | 'week' | 'quarter';

/** What a person reads, in both languages; whoever shows it chooses by the locale of the one who is acted as. */
export interface InTwoLanguages {
  readonly en: string;
  readonly fr: string;
}

/** A step of long work, such as a clock that passes three Mondays; the last one has `isDone`. */
export interface SandboxProgress {
  readonly text: InTwoLanguages;
  readonly isDone: boolean;
}

/** Somebody a visitor can act as. */
export interface SandboxActor {
  readonly userId: string;
  /** Such as "Project lead" and « Cheffe de projet ». */
  readonly role: InTwoLanguages;
}

/** What only whoever runs the app beside the workspace can do; the page's server asks for it. */
export interface SandboxControls {
  /** Resolves once the app is at work: what a person does before waits. At once where there is none. */
  readonly opened?: Promise<unknown>;
  clock(): {
    /** Milliseconds since the epoch of the business clock. */
    readonly now: number;
    /** Ahead of real time. */
    readonly isAhead: boolean;
    readonly isMoving: boolean;
    /** A move went past a scheduled run since the workspace was made, also before a restart. */
    readonly hasPassedRun: boolean;
    /** The next scheduled run, its committee's name and level, in the language asked for. */
    next(locale: string): Promise<{ readonly at: number; readonly text: string } | null>;
  };
  /**
   * Moves the clock forward, stopping at each scheduled run on the way so that its digest leaves in its time, the
   * readings going on with it. Resolves when everything due has left.
   * @throws ConflictError while it is moving already, or while the sandbox is reset
   */
  moveClock(to: ClockMove): Promise<void>;
  /**
   * Back to the sample organisation as of today, the clock included; what was posted and typed is gone.
   * @throws ConflictError while the clock is moving
   */
  reset(): Promise<void>;
  /** Calls the listener for each step of long work, and when the clock changed; the returned function ends that. */
  onProgress(listener: (progress: SandboxProgress) => void): () => void;
}
