import type { SlackState } from '../state/slack-state.js';
import { exportState } from '../state/snapshot.js';
import type { KeptWorkspace, WorkspaceFolder } from './workspace-folder.js';

export type KeeperParts = {
  readonly state: SlackState;
  readonly folder: WorkspaceFolder;
  /** What belongs to the workspace besides its state. */
  details(): Omit<KeptWorkspace, 'slack'>;
  /** Hears once of each stretch of failures: what is typed now would be lost at the end. */
  onFailure(error: unknown): void;
  readonly delayMs?: number;
};

/** Writes the workspace down after it changed, so that it outlives the process. */
export interface Keeper {
  /** Something that is kept changed and is no part of the state, such as the clock. */
  note(): void;
  /** Writes now; resolves when it is done, also when it failed. */
  flush(): Promise<void>;
  /** Writes a last time and no more. */
  stop(): Promise<void>;
}

const usualDelayMs = 1_000;

/** Begins to follow the state at once. Changes in quick succession become one writing. */
export function createKeeper(parts: KeeperParts): Keeper {
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  let isFailing = false;
  const write = async (): Promise<void> => {
    const files = [...parts.state.files.values()].flatMap(({ id, bytes }) => (bytes ? [{ id, bytes }] : []));
    try {
      await parts.folder.write({ ...parts.details(), slack: exportState(parts.state) }, files);
      isFailing = false;
    } catch (error) {
      if (!isFailing) parts.onFailure(error);
      isFailing = true;
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };
  const note = (): void => {
    timer ??= setTimeout(() => void flush(), parts.delayMs ?? usualDelayMs);
  };
  const unfollow = parts.state.onChange(note);
  return {
    note,
    flush,
    async stop() {
      unfollow();
      await flush();
    },
  };
}
