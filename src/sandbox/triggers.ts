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
    for (const [id, { at }] of this.#issued) if (this.#now() - at > 20 * limits.triggerLifeMs) this.#issued.delete(id);
    const id = `${this.#now()}.${Math.floor(this.#now() / 7)}.${token(32).toLowerCase()}`;
    this.#issued.set(id, { ...trigger, at: this.#now(), isUsed: false });
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
