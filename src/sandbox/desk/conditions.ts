import type { ActiveFault, Fault } from '../faults.js';
import type { LoggedRequest } from '../request-log.js';
import type { StandIn } from '../stand-in.js';
import type { PageCondition } from './page-api.js';

type ConditionId = PageCondition['id'];

const slowFilesMs = 20_000;

const faultOf: Readonly<Record<Exclude<ConditionId, 'slow-files'>, Fault>> = {
  'rate-limited': { kind: 'rate_limited', retryAfterSeconds: 5, method: 'chat.post*' },
  'server-error': { kind: 'status', status: 500 },
  'no-answer': { kind: 'hang' },
  outage: { kind: 'status', status: 503 },
  'no-uploads': { kind: 'error', error: 'file_uploads_disabled', method: 'files.getUploadURLExternal' },
};

const order: readonly ConditionId[] = [
  'rate-limited',
  'server-error',
  'no-answer',
  'outage',
  'slow-files',
  'no-uploads',
];

/** The bad days a visitor can switch on, and how many requests each of them met. */
export class Conditions {
  readonly #standIn: Pick<StandIn, 'faults'>;
  readonly #on = new Map<ConditionId, ActiveFault | null>();
  readonly #metBefore = new Map<ConditionId, number>();

  constructor(standIn: Pick<StandIn, 'faults'>) {
    this.#standIn = standIn;
  }

  /** Switching on what is on, or off what is off, changes nothing. */
  set(id: ConditionId, { isOn }: { readonly isOn: boolean }): void {
    if (isOn === this.#on.has(id)) return;
    if (isOn) this.#start(id);
    else this.#end(id);
  }

  /** Ends all of them until `resume` is called. */
  pause(): { resume(): void } {
    const paused = order.filter((id) => this.#on.has(id));
    for (const id of paused) this.set(id, { isOn: false });
    return {
      resume: () => {
        for (const id of paused) this.set(id, { isOn: true });
      },
    };
  }

  /** None is on, and nothing met any of them. */
  forget(): void {
    this.pause();
    this.#metBefore.clear();
  }

  /** Files that were uploaded while they take long met it, too, although nothing went wrong with the request. */
  note({ name, direction, status, fault }: LoggedRequest): void {
    const isUpload = direction === 'to_slack' && name === 'files.completeUploadExternal' && status === 200;
    if (isUpload && !fault && this.#on.has('slow-files')) this.#count('slow-files', 1);
  }

  list(): PageCondition[] {
    return order.map((id) => ({ id, isOn: this.#on.has(id), met: this.#met(id) }));
  }

  #start(id: ConditionId): void {
    const { faults } = this.#standIn;
    this.#on.set(id, id === 'slow-files' ? null : faults.add(faultOf[id]));
    if (id === 'slow-files') faults.slowFiles(slowFilesMs);
  }

  #end(id: ConditionId): void {
    const fault = this.#on.get(id);
    this.#on.delete(id);
    if (fault) this.#count(id, fault.used);
    fault?.clear();
    if (id === 'slow-files') this.#standIn.faults.slowFiles(undefined);
  }

  #count(id: ConditionId, more: number): void {
    this.#metBefore.set(id, (this.#metBefore.get(id) ?? 0) + more);
  }

  #met(id: ConditionId): number {
    return (this.#metBefore.get(id) ?? 0) + (this.#on.get(id)?.used ?? 0);
  }
}
