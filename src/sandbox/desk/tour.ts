import type { AppManifest } from '../manifest.js';
import type { Message, User } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';
import type { PageTourStep } from './page-api.js';
import { canSee } from './sight.js';

type StepId = PageTourStep['id'];

/** What the app must declare for a step to be possible. */
const needs: Readonly<Record<StepId, (manifest: AppManifest) => boolean>> = {
  'read-digest': () => true,
  'open-chart': () => true,
  'raise-blocker': ({ commands }) => commands.some(({ command }) => command === blockerCommand),
  'make-action': ({ shortcuts }) =>
    shortcuts.some(({ type, callback_id }) => type === 'message' && callback_id === actionShortcut),
  approve: ({ commands }) => commands.some(({ command }) => command === approvalCommand),
  decide: ({ commands }) => commands.some(({ command }) => command === decisionCommand),
  'next-run': () => true,
};

const steps = Object.keys(needs) as readonly StepId[];
const blockerCommand = '/blocker';
const blockerShortcut = 'raise_blocker';
const actionShortcut = 'make_action';
const approvalCommand = '/approval';
const approvalButton = 'approval:approve';
const decisionCommand = '/decision';
const voteButtons = 'decision:vote:';

const isHeader = (block: unknown) =>
  typeof block === 'object' && block !== null && Reflect.get(block, 'type') === 'header';

interface TourView {
  readonly actors: readonly User[];
  readonly actor: User;
  /** A scheduled run was really passed by moving the clock. */
  readonly hasPassedRun: boolean;
}

/** The "try this" list of the workspace: whoever does a step ticks it for everybody. */
export class Tour {
  readonly #state: SlackState;
  readonly #manifest: AppManifest;
  readonly #done = new Set<StepId>();

  constructor(state: SlackState, manifest: AppManifest) {
    this.#state = state;
    this.#manifest = manifest;
  }

  /** @returns whether it was not ticked before */
  tick(step: StepId): boolean {
    const isNew = !this.#done.has(step);
    this.#done.add(step);
    return isNew;
  }

  clear(): void {
    this.#done.clear();
  }

  command(name: string): void {
    if (name === blockerCommand) this.tick('raise-blocker');
  }

  messageShortcut(callbackId: string): void {
    if (callbackId === actionShortcut) this.tick('make-action');
    if (callbackId === blockerShortcut) this.tick('raise-blocker');
  }

  press(actionId: string): void {
    if (actionId === approvalButton) this.tick('approve');
    if (actionId.startsWith(voteButtons)) this.tick('decide');
  }

  /** What can be seen in the workspace, or is kept with it, stays ticked over a restart. */
  list({ actors, actor, hasPassedRun }: TourView): PageTourStep[] {
    const place = this.#placeFor(actors, actor);
    const doneAlready: readonly StepId[] = [
      ...(this.#isDigestRead() ? (['read-digest'] as const) : []),
      ...(hasPassedRun ? (['next-run'] as const) : []),
    ];
    const inPlace: readonly StepId[] = ['read-digest', 'open-chart'];
    return steps
      .filter((id) => needs[id](this.#manifest))
      .map((id) => ({
        id,
        isDone: this.#done.has(id) || doneAlready.includes(id),
        ...(inPlace.includes(id) && place),
      }));
  }

  /** Where a digest is; with somebody who sees it, where the one acted as does not. */
  #placeFor(actors: readonly User[], actor: User): Pick<PageTourStep, 'channel' | 'actor'> {
    const withDigest = [...this.#state.channels.values()].filter(({ id }) =>
      this.#state.messagesOf(id).some((message) => this.#isDigest(message)),
    );
    const own = withDigest.find((channel) => canSee(channel, actor));
    if (own) return { channel: own.id };
    const found = withDigest[0];
    const other = found && actors.find((one) => canSee(found, one));
    return found && other ? { channel: found.id, actor: other.id } : {};
  }

  #isDigestRead(): boolean {
    return [...this.#state.readMarks.values()].some((marks) =>
      [...marks].some(([channel, read]) =>
        this.#state.messagesOf(channel).some((message) => message.ts <= read && this.#isDigest(message)),
      ),
    );
  }

  /** A digest opens with a title of its own; the cards of blockers and actions have none. */
  #isDigest({ channel, bot_id, thread_ts, blocks }: Message): boolean {
    const isDirect = this.#state.channels.get(channel)?.is_im ?? false;
    return bot_id !== undefined && thread_ts === undefined && blocks.some(isHeader) && !isDirect;
  }
}
