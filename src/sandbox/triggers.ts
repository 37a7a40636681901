import { token } from './ids.js';
import { limits } from './limits.js';
import { Refusal } from './refusal.js';

export interface Trigger {
  readonly user: string;
  /** The modal in which the person acted, when they did. */
  readonly viewId?: string;
}

/** Trigger ids live three seconds and open one view. */
export class Triggers {
  readonly #now: () => number;
  readonly #issued = new Map<string, Trigger & { at: number; isUsed: boolean }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(trigger: Trigger): string {
    const now = this.#now();
    // The oldest come first: the first that lives on ends the search.
    for (const [old, { at }] of this.#issued) {
      if (now - at <= 20 * limits.triggerLifeMs) break;
      this.#issued.delete(old);
    }
    const id = `${now}.${Math.floor(now / 7)}.${token(32).toLowerCase()}`;
    this.#issued.set(id, { ...trigger, at: now, isUsed: false });
    return id;
  }

  /** @throws Refusal invalid_trigger_id, expired_trigger_id, exchanged_trigger_id */
  exchange(id: string): Trigger {
    const trigger = this.#issued.get(id);
    if (!trigger) throw new Refusal('invalid_trigger_id');
    if (trigger.isUsed) throw new Refusal('exchanged_trigger_id');
    if (this.#now() - trigger.at > limits.triggerLifeMs) throw new Refusal('expired_trigger_id');
    trigger.isUsed = true;
    return trigger;
  }
}
