import type { Change } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';
import { shownFileIds } from './shown-files.js';

const soonMs = 20;

/**
 * Says again that a message changed when a file it shows becomes ready or is deleted: the workspace tells of the file,
 * and a page asks for messages.
 */
export class FileWatch {
  readonly #state: SlackState;
  readonly #showing = new Map<string, Map<string, { readonly channel: string; readonly ts: string }>>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(state: SlackState) {
    this.#state = state;
    this.#readAll();
  }

  note(change: Change): void {
    if (change.kind === 'all') {
      this.#showing.clear();
      this.#readAll();
    }
    if (change.kind === 'message' && !change.isGone) this.#keepMessage(change);
    if (change.kind === 'file') this.#tell(change.file);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
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
    }
  }

  /** A timer may fire a moment before the instant it was set for; the file is looked at again then. */
  #tell(id: string): void {
    const file = this.#state.files.get(id);
    const isEarly = file?.readyAt !== undefined && !this.#state.isReady(file);
    if (isEarly && file.readyAt !== undefined && file.readyAt - this.#state.now() < soonMs) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#tell(id);
      }, soonMs).unref();
      this.#timers.add(timer);
      return;
    }
    for (const place of this.#showing.get(id)?.values() ?? []) this.#state.changed({ kind: 'message', ...place });
  }
}
