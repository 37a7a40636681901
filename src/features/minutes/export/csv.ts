import { csvRecord } from '../../../kernel/csv.js';
import type { MinutedVoters, MinutesContent } from '../content.js';

/** Names of the columns, in their order; a later version adds at the end. */
const columns = ['section', 'name', 'title', 'state', 'person', 'date', 'outcome', 'details'] as const;

type Cells = Partial<Record<(typeof columns)[number], string>>;

/** Minutes as CSV: a record for each person, decision, item and correction, in the order of the minutes. */
export function csvOf(content: MinutesContent): string {
  return [columns, ...recordsOf(content).map((cells) => columns.map((column) => cells[column] ?? ''))]
    .map((cells) => csvRecord(cells))
    .join('');
}

function recordsOf(content: MinutesContent): Cells[] {
  const { attendance, readers, approvals, corrections } = content;
  const { present = [], excused = [], absent = [], guests = [] } = attendance ?? {};
  return [
    ...Object.entries({ present, excused, absent, guest: guests }).flatMap(([state, names]) =>
      names.map((person) => ({ section: 'attendance', state, person, date: attendance?.confirmedOn ?? '' })),
    ),
    ...(attendance ? [] : [{ section: 'attendance', state: 'not confirmed' }]),
    ...readers.map(({ name, on }) => ({ section: 'read', person: name, date: on })),
    ...decisionRecords('decided', content.decided),
    ...decisionRecords('requested', content.requested),
    ...itemRecords('raised', content.raised),
    ...itemRecords('closed', content.closed),
    ...itemRecords('late', content.late),
    ...approvals.map(({ name, title, state, on, votes, reason }) => ({
      section: 'approval',
      name,
      title,
      state,
      date: on,
      person: voterNames(votes).join('; '),
      outcome: reason,
    })),
    ...corrections.map(({ number, author, on, text }) => ({
      section: 'correction',
      name: String(number),
      title: text,
      person: author,
      date: on,
    })),
  ];
}

function voterNames(voters: MinutedVoters): string[] {
  return voters.map(({ name, by }) => (by === null ? name : `${by} for ${name}`));
}

function decisionRecords(section: string, decisions: MinutesContent['decided']): Cells[] {
  return decisions.map((decision) => ({
    section,
    name: decision.name,
    title: decision.question,
    state: decision.phase,
    person: decision.owner,
    date: section === 'decided' ? (decision.reviewOn ?? '') : decision.deadlineOn,
    outcome: decision.outcome,
    details: [
      decision.rationale,
      ...decision.votes.map(({ option, voters }) => `${option}: ${voterNames(voters).join(', ')}`),
      decision.abstentions.length > 0 ? `abstained: ${voterNames(decision.abstentions).join(', ')}` : '',
      decision.silent.length > 0 ? `no vote: ${decision.silent.join(', ')}` : '',
    ]
      .filter(Boolean)
      .join('\n'),
  }));
}

function itemRecords(section: string, items: MinutesContent['raised']): Cells[] {
  return items.map(({ name, title, state, owner, dueOn, outcome }) => ({
    section,
    name,
    title,
    state,
    person: owner,
    date: dueOn,
    outcome,
  }));
}
