import type { Subject } from '../../../surface/acts/subject.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { Item } from '../item.js';
import { maySee } from '../rights.js';
import { findItem } from '../stored-items.js';
import { cardView } from './card-view.js';
import { refusalOf } from './refusals.js';

/** Blockers and actions, as people meet them in Slack. */
export function itemSubject(deps: FollowUpDeps): Subject<Item> {
  return {
    async find(speaker, id) {
      const item = await findItem(deps.database.client, { workspaceId: deps.workspaceId, id });
      return item && maySee(speaker, item) ? item : null;
    },
    refusal: (speaker, error) => refusalOf(deps, speaker, error),
    whole: { callbackId: 'item:view', draw: (speaker, item) => cardView(deps, speaker, item) },
  };
}
