import { addDays, addMonths, type CalendarDate, isCalendarDate } from '../../kernel/calendar.js';
import { clampText } from '../../platform/slack/escape.js';
import type { Source } from '../../surface/sources/source.js';
import type { ActionType, ItemKind, Severity } from './item.js';

/** What somebody asks to be followed, before it has a number. */
export type ItemDraft = {
  readonly kind: ItemKind;
  readonly committeeId: string;
  readonly title: string;
  readonly details: string;
  readonly ownerKey: string;
  readonly dueOn: CalendarDate;
  readonly projectKey: string | null;
  readonly kpiKey: string | null;
  readonly severity: Severity;
  readonly unblockerKey: string | null;
  readonly actionType: ActionType;
  /** Of an action, in minor units of the workspace's currency; nothing where left out. */
  readonly costMinor?: number | null;
  /** Whoever raises an action asks for an approval, and says why. */
  readonly asksApproval?: { readonly why: string } | null;
  readonly source: Source | null;
};

/** What a list and a phone show in two lines. */
export const titleAtMost = 150;

/** What is kept of a text, however long it is. */
export const detailsAtMost = 20_000;

/**
 * A title of one line, and what did not fit in it at the head of the details: nothing that was written is lost.
 * Marks that would turn the direction of the text around them are taken out, right-to-left text itself stays.
 */
export function titleAndDetails(title: string, details: string): { title: string; details: string } {
  const line = clean(title).replaceAll(/\s+/g, ' ').trim();
  const rest = clean(details).trim();
  const short = clampText(line, titleAtMost);
  const whole = short === line ? rest : [clean(title).trim(), rest].filter(Boolean).join('\n\n');
  return { title: short, details: clampText(whole, detailsAtMost) };
}

/** Without control characters but line breaks and tabs, and without marks that embed or override a direction. */
function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/gu, (mark) =>
    /[\n\t]/.test(mark) ? mark : '',
  );
}

/** Something to see is left of it: a title of invisible characters names nothing. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{S}\p{P}]/u.test(text);
}

export type DateProblem = 'missing' | 'past' | 'far';

/** Why a day cannot be promised, or null: it is over, or so far away that it is a slip of the pen. */
export function dueDateProblem(dueOn: string | null, today: CalendarDate): DateProblem | null {
  if (dueOn === null || !isCalendarDate(dueOn)) return 'missing';
  if (dueOn < today) return 'past';
  return dueOn > latestDueDate(today) ? 'far' : null;
}

/** Two years ahead. */
export function latestDueDate(today: CalendarDate): CalendarDate {
  return addMonths(today, 24);
}

/** What a form proposes where nobody named a day: in a week. */
export function proposedDueDate(today: CalendarDate): CalendarDate {
  return addDays(today, 7);
}
