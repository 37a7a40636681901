import { regionalDay } from '../../../kernel/dates-in-words.js';
import type { HistoryEntry } from '../../../platform/db/history.js';
import type { ModalView } from '../../../platform/slack/view.js';
import { numberIn, quoteIn, textIn } from '../../../surface/history/event-fields.js';
import type { HistoryReader } from '../../../surface/history/history-view.js';
import { type HistoryDeps, historyOfSubject } from '../../../surface/history/read-history.js';
import { type Decision, decisionName } from '../decision.js';

/** What became of a decision. */
export function decisionHistory(deps: HistoryDeps, decision: Decision, reader: HistoryReader): Promise<ModalView> {
  const { id: subjectId, question: title } = decision;
  const subject = { subjectKind: 'decision', subjectId, name: decisionName(decision), title };
  const wordsOf = (event: HistoryEntry) => changeText(event, reader);
  return historyOfSubject(deps, { ...subject, precision: 'day', wordsOf }, reader);
}

const known = ['requested', 'voted', 'closed', 'decided', 'lapsed', 'withdrawn', 'superseded', 'reviewed', 'changed'];

function changeText({ what, before, after }: HistoryEntry, { say, locale, today }: HistoryReader): string {
  const kind = what.replace('decision.', '');
  const day = textIn(after, 'deadlineOn');
  const hasDeadline = kind === 'changed' && textIn(before, 'state') === 'lapsed';
  return say(`decisions.history.${hasDeadline ? 'extended' : known.includes(kind) ? kind : 'changed'}`, {
    choice: quoteIn(after, 'choice'),
    before: quoteIn(before, 'choice') || 'none',
    outcome: quoteIn(after, 'outcome'),
    reason: quoteIn(after, kind === 'decided' ? 'rationale' : 'reason'),
    by: numberIn(after, 'by'),
    count: numberIn(after, 'votesTakenBack'),
    date: day === '' ? '' : regionalDay(day, { locale, near: today }),
  });
}
