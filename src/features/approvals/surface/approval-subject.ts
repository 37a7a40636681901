import type { Subject } from '../../../surface/acts/subject.js';
import type { ApprovalSurfaceDeps } from '../approval-deps.js';
import type { CardContent } from '../cards/card-content.js';
import { readCardContent } from '../cards/read-content.js';
import { detailsView } from '../forms/details-view.js';
import { refusalOf } from './refusals.js';
import { maySeeApproval } from './rights.js';

/** Approvals, as people meet them in Slack. */
export function approvalSubject(deps: ApprovalSurfaceDeps): Subject<CardContent> {
  return {
    async find(speaker, id) {
      const content = await readCardContent(deps, id);
      return content && maySeeApproval(speaker, content) ? content : null;
    },
    refusal: (speaker, error) => refusalOf(deps, speaker, error),
    whole: {
      callbackId: 'approval:details',
      draw: async (speaker, content) => detailsView(content, speaker, speaker.person.key),
    },
  };
}
