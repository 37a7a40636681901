import type { Change } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';
import { shownFileIds } from './shown-files.js';

/** A file that takes longer is one that never becomes ready. */
const longestWaitMs = 3_600_000;

/**
 * Says again that a message changed when a file it shows becomes ready or is deleted: the workspace tells of the file at
 * best, and a page asks for messages.
 */
export class FileWatch {
  readonly #state: SlackState;
  readonly #showing = new Map<string, Map<string, { readonly channel: string; readonly ts: string }>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(state: SlackState) {
    this.#state = state;
    this.#readAll();
  }

  note(change: Change): void {
    if (change.kind === 'all') {
      this.stop();
      this.#showing.clear();
      this.#readAll();
    }
    if (change.kind === 'message' && !change.isGone) this.#keepMessage(change);
    if (change.kind === 'file' && !this.#isAwaited(change.file)) this.#tell(change.file);
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #readAll(): void {
    for (const messages of this.#state.messages.values()) for (const message of messages) this.#keep(message);
  }

  #keepMessage({ channel, ts }: { channel: string; ts: string }): void {
    // A message that changed is nearly always a new one.
    const message = this.#state.messagesOf(channel).findLast((one) => one.ts === ts);
    if (message) this.#keep(message);
  }

  #keep(message: Parameters<typeof shownFileIds>[0] & { readonly channel: string; readonly ts: string }): void {
    const { channel, ts } = message;
    for (const id of shownFileIds(message)) {
      const places = this.#showing.get(id) ?? new Map<string, { channel: string; ts: string }>();
      this.#showing.set(id, places.set(`${channel} ${ts}`, { channel, ts }));
      this.#isAwaited(id);
    }
  }

  /** Whether the file becomes ready at a known time; it is looked at then. */
  #isAwaited(id: string): boolean {
    const file = this.#state.files.get(id);
    if (file?.readyAt === undefined || this.#state.isReady(file)) return false;
    const wait = file.readyAt - this.#state.now();
    if (wait > longestWaitMs) return false;
    clearTimeout(this.#timers.get(id));
    const look = (): void => {
      this.#timers.delete(id);
      if (!this.#isAwaited(id)) this.#tell(id);
    };
    this.#timers.set(id, setTimeout(look, wait + 1).unref());
    return true;
  }

  #tell(id: string): void {
    for (const place of this.#showing.get(id)?.values() ?? []) this.#state.changed({ kind: 'message', ...place });
  }
}
