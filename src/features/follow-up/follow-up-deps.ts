import type { AppDeps, StoreDeps } from '../../surface/app-deps.js';
import type { Item } from './item.js';
import type { ItemGate } from './item-gate.js';

/** What blockers and actions need of the rest of the program. */
export type FollowUpDeps = AppDeps & {
  /** What approvals have to say about what is raised and changed. */
  readonly gate: ItemGate;
  /** An item was raised or changed, and this is stored. */
  readonly onChanged: (change: {
    readonly before: Item | null;
    readonly after: Item;
    readonly actorKey: string;
  }) => void;
};

/** What storing a change needs. */
export type ItemStoreDeps = StoreDeps & Pick<FollowUpDeps, 'onChanged' | 'gate'>;
