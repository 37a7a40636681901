import type { CalendarDate } from '../../kernel/calendar.js';
import { regionalDate, regionalDay, regionalInstant } from '../../kernel/dates-in-words.js';
import type { Locale } from '../../kernel/numbers.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { parsePeriod } from '../../kernel/periods.js';
import { type AccessLevel, mayShow } from '../../organisation/access-level.js';
import type { Say } from '../../platform/texts.js';
import { voterNames } from '../decisions/public.js';
import type { MinutedApproval, MinutedItem, MinutedKpi, MinutesContent } from './content.js';
import type { Phase } from './minutes.js';

/** The language something is said in. */
export type Words = { readonly say: Say; readonly locale: Locale };

/** Where the minutes stand, beside what they say. */
export type MinutesStatus = {
  readonly phase: Phase;
  readonly closedOn: CalendarDate | null;
  readonly hash: string | null;
};

export type Entry = { readonly lead: string; readonly text: string; readonly details: readonly string[] };

export type Section = { readonly heading: string; readonly entries: readonly Entry[]; readonly none: string };

/**
 * Minutes in words, for whatever shows them. Nothing in it is escaped: people's own text stands in it as they wrote it, with
 * its line breaks.
 */
export type MinutesDocument = {
  readonly title: string;
  readonly facts: readonly string[];
  readonly sections: readonly Section[];
  /** The last lines: by which the record can be checked, and whether anything may still change. */
  readonly foot: readonly string[];
};

export type DocumentOptions = Words & {
  readonly status: MinutesStatus;
  /** What may be shown to whoever reads it. */
  readonly clearance: AccessLevel;
};

type In = { readonly content: MinutesContent } & DocumentOptions;

export function documentOf(content: MinutesContent, options: DocumentOptions): MinutesDocument {
  const all: In = { content, ...options };
  const { say } = options;
  return {
    title: titleOf(content, options),
    facts: [...factLines(all), stateLine(content, options)],
    sections: [
      attendanceSection(all),
      section('readers', readerEntries(all), all, { read: content.membersWhoRead, members: content.members }),
      section(
        'decided',
        content.decided.map((one) => decisionEntry(one, all)),
        all,
      ),
      section(
        'requested',
        content.requested.map((one) => requestEntry(one, all)),
        all,
      ),
      section(
        'raised',
        content.raised.map((one) => itemEntry(one, all)),
        all,
      ),
      section(
        'closed',
        content.closed.map((one) => itemEntry(one, all)),
        all,
      ),
      section(
        'late',
        content.late.map((one) => itemEntry(one, all)),
        all,
      ),
      section(
        'approvals',
        content.approvals.map((one) => approvalEntry(one, all)),
        all,
      ),
      section(
        'corrections',
        content.corrections.map((one) => correctionEntry(one, all)),
        all,
      ),
    ],
    foot: [
      content.auditHead === null ? say('minutes.foot.noAudit') : say('minutes.foot.audit', { head: content.auditHead }),
      footLine(all),
    ],
  };
}

/** "Minutes: Growth, week 46 (9–15 November 2026)". */
export function titleOf(
  { committee, period }: Pick<MinutesContent, 'committee' | 'period'>,
  { say, locale }: Words,
): string {
  return say('minutes.title', { committee: committee.name[locale], period: periodText(period, locale) });
}

/** A period that this version cannot read stands as it was stored. */
export function periodText(label: string, locale: Locale): string {
  try {
    return periodLabelText(parsePeriod(label), locale);
  } catch {
    return label;
  }
}

function factLines({ content, say, locale, status }: In): string[] {
  const { timeZone } = content.committee;
  const instant = (iso: string) => regionalInstant(new Date(iso), { locale, timeZone });
  const from = instant(content.since);
  const until =
    content.until === null ? status.closedOn && regionalDate(status.closedOn, { locale }) : instant(content.until);
  return [
    say('minutes.facts.published', { date: instant(content.publishedAt) }),
    until === null ? say('minutes.facts.soFar', { from }) : say('minutes.facts.covers', { from, to: until }),
  ];
}

/** Whether the attendance is confirmed, and whether corrections are taken, in one line. */
export function stateLine(
  { attendance }: MinutesContent,
  { say, locale, status }: Words & Pick<DocumentOptions, 'status'>,
): string {
  if (!attendance || status.phase === 'open') return say('minutes.state.open');
  const { confirmedBy: name, confirmedOn, correctableUntil } = attendance;
  const day = (date: CalendarDate) => regionalDay(date, { locale });
  const until = day(correctableUntil);
  if (status.phase === 'closed') {
    return say('minutes.state.closed', { name, until, date: day(status.closedOn ?? correctableUntil) });
  }
  return say(`minutes.state.${status.phase}`, { name, until, date: day(confirmedOn) });
}

function footLine({ content, status, say, locale }: In): string {
  const { phase, closedOn, hash } = status;
  if (phase !== 'closed') return say(`minutes.foot.${content.attendance === null ? 'open' : 'confirmed'}`);
  return say('minutes.foot.closed', { date: closedOn ? regionalDay(closedOn, { locale }) : '', hash: hash ?? '' });
}

function section(
  name: string,
  entries: readonly Entry[],
  { say }: In,
  places: Readonly<Record<string, number>> = { count: entries.length },
): Section {
  return { heading: say(`minutes.sections.${name}`, places), entries, none: say('minutes.none') };
}

function attendanceSection({ content: { attendance }, say }: In): Section {
  const heading = say('minutes.sections.attendance');
  if (!attendance) return { heading, entries: [], none: say('minutes.state.open') };
  const { present, excused, absent, guests } = attendance;
  const total = present.length + excused.length + absent.length;
  const groups = Object.entries({ present, excused, absent, guests });
  const entries = groups
    .filter(([name, names]) => name === 'present' || names.length > 0)
    .map(([name, names]) => ({
      lead: say(`minutes.attendance.${name}`, { count: names.length, total }),
      text: names.join(', '),
      details: [],
    }));
  return { heading, entries, none: '' };
}

function readerEntries({ content, say, locale }: In): Entry[] {
  return content.readers.map(({ name, on }) => ({
    lead: '',
    text: say('minutes.reader', { name, date: regionalDate(on, { locale, near: nearOf(content) }) }),
    details: [],
  }));
}

/** The year of the digest goes without saying. */
function nearOf({ publishedAt }: MinutesContent): CalendarDate {
  return publishedAt.slice(0, 10);
}

type Decision = MinutesContent['decided'][number];

function decisionEntry(decision: Decision, all: In): Entry {
  const { content, say, locale } = all;
  const { name, question, outcome, rationale, owner, reviewOn } = decision;
  const near = { locale, near: nearOf(content) };
  const follows = [
    owner === '' ? '' : say('minutes.decision.owner', { name: owner }),
    reviewOn === null ? '' : say('minutes.decision.review', { date: regionalDay(reviewOn, near) }),
  ];
  const details = [
    say('minutes.decision.outcome', { option: outcome }),
    rationale === '' ? '' : say('minutes.decision.rationale', { text: rationale }),
    joined(follows),
    votesText(decision, all),
    kpiText(decision.kpi, all),
  ];
  return { lead: name, text: question, details: details.filter(Boolean) };
}

function votesText({ votes, abstentions, silent }: Decision, { say }: In): string {
  const groups = [
    ...votes.map(({ option, voters }) =>
      say('minutes.decision.votesFor', { option, names: voterNames(voters, say).join(', ') }),
    ),
    ...(abstentions.length > 0
      ? [say('minutes.decision.abstained', { names: voterNames(abstentions, say).join(', ') })]
      : []),
    ...(silent.length > 0 ? [say('minutes.decision.silent', { names: silent.join(', ') })] : []),
  ];
  return groups.length === 0 ? '' : say('minutes.decision.votes', { votes: groups.join('; ') });
}

function requestEntry({ name, question, phase, outcome, deadlineOn, kpi }: Decision, all: In): Entry {
  const { content, say, locale } = all;
  const date = regionalDay(deadlineOn, { locale, near: nearOf(content) });
  const status = [
    say('decisions.state', { state: phase }),
    phase === 'open' ? say('minutes.decision.until', { date }) : outcome,
  ];
  return { lead: name, text: question, details: [joined(status), kpiText(kpi, all)].filter(Boolean) };
}

function itemEntry({ name, title, state, owner, dueOn, outcome, kpi }: MinutedItem, all: In): Entry {
  const { content, say, locale } = all;
  const date = regionalDay(dueOn, { locale, near: nearOf(content) });
  const promised = say('minutes.item.promised', { owner, date });
  const details = [joined([promised, say('follow-up.state', { state })]), outcome, kpiText(kpi, all)];
  return { lead: name, text: title, details: details.filter(Boolean) };
}

function approvalEntry(
  { name, title, state, on, votes, reason }: MinutedApproval,
  { content, say, locale }: In,
): Entry {
  const names = voterNames(votes, say);
  const date = regionalDay(on, { locale, near: nearOf(content) });
  const text = say('minutes.approval.text', { state, date, names: names.join(', ') || '–' });
  return { lead: name, text: title, details: [text, reason].filter(Boolean) };
}

function correctionEntry(
  { number, author, on, text }: MinutesContent['corrections'][number],
  { content, say, locale }: In,
): Entry {
  const date = regionalDay(on, { locale, near: nearOf(content) });
  return { lead: String(number), text, details: [say('minutes.correction', { name: author, date })] };
}

/** Named only to whoever may see its figures. */
function kpiText(kpi: MinutedKpi | null, { say, locale, clearance }: In): string {
  return kpi && mayShow(kpi.accessLevel, clearance) ? say('minutes.decision.kpi', { name: kpi.name[locale] }) : '';
}

function joined(parts: readonly string[]): string {
  return parts.filter(Boolean).join(' · ');
}
