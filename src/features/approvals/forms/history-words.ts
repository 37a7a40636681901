import type { HistoryEntry } from '../../../platform/db/history.js';
import type { ModalView } from '../../../platform/slack/view.js';
import { numberIn, quoteIn, textIn } from '../../../surface/history/event-fields.js';
import type { HistoryNames, HistoryReader } from '../../../surface/history/history-view.js';
import { type HistoryDeps, historyOfSubject } from '../../../surface/history/read-history.js';
import { itemName } from '../../follow-up/public.js';
import type { ApprovalFacts } from '../approval-facts.js';

/** What happened to a request. */
export function approvalHistory(
  deps: HistoryDeps,
  { approval, item }: Pick<ApprovalFacts, 'approval' | 'item'>,
  reader: HistoryReader,
): Promise<ModalView> {
  const subject = { subjectKind: 'approval', subjectId: approval.id, name: itemName(item), title: item.title };
  const wordsOf = (event: HistoryEntry, names: HistoryNames) => changeText(event, names, reader);
  return historyOfSubject(deps, { ...subject, precision: 'minute', wordsOf }, reader);
}

function changeText({ what, after }: HistoryEntry, names: HistoryNames, { say }: HistoryReader): string {
  const text = say('approvals.history.what', {
    what: what.replace('approval.', ''),
    choice: textIn(after, 'choice'),
    committee: names.committee(textIn(after, 'committeeId')),
    votes: numberIn(after, 'votes'),
  });
  const comment = quoteIn(after, 'comment') || quoteIn(after, 'reason') || quoteIn(after, 'outcome');
  return comment === '' ? text : `${text} “${comment}”`;
}
