import type { CalendarDate } from '../../kernel/calendar.js';
import type { Source } from '../../surface/sources/source.js';

/** What people raise (a blocker) and promise (an action): one owner, one due date, followed until it is closed. */
export type Item = Blocker | Action;

export const itemKinds = ['blocker', 'action'] as const;
export type ItemKind = (typeof itemKinds)[number];

export const blockerStates = ['open', 'taken', 'offered', 'escalated', 'resolved', 'dropped'] as const;
export type BlockerState = (typeof blockerStates)[number];

export const actionStates = ['proposed', 'open', 'done', 'dropped'] as const;
export type ActionState = (typeof actionStates)[number];

export const severities = ['low', 'medium', 'high'] as const;
export type Severity = (typeof severities)[number];

export const actionTypes = ['corrective', 'preventive', 'exploratory'] as const;
export type ActionType = (typeof actionTypes)[number];

export type ItemFacts = {
  readonly id: string;
  readonly workspaceId: string;
  /** Counts within the workspace and kind. */
  readonly number: number;
  readonly committeeId: string;
  readonly title: string;
  readonly details: string;
  readonly ownerKey: string;
  readonly dueOn: CalendarDate;
  /** What was promised first. */
  readonly firstDueOn: CalendarDate;
  /** How often the date was moved. */
  readonly redates: number;
  readonly projectKey: string | null;
  readonly kpiKey: string | null;
  readonly raisedByKey: string;
  readonly raisedAt: Date;
  readonly closedAt: Date | null;
  readonly closedByKey: string | null;
  /** The result, how it was resolved, or why it was dropped. */
  readonly outcome: string | null;
  readonly source: Source | null;
  /** Counts changes: whoever decided on an older one is told. */
  readonly version: number;
  /** Reminders that Slack took since somebody last did something about it. */
  readonly reminders: number;
  readonly snoozedUntil: CalendarDate | null;
};

export type Blocker = ItemFacts & {
  readonly kind: 'blocker';
  readonly state: BlockerState;
  readonly severity: Severity;
  /** Who can unblock; the owner sees to it that they do. */
  readonly unblockerKey: string | null;
  /** Committee above, to which it was escalated. */
  readonly escalatedToId: string | null;
};

export type Action = ItemFacts & {
  readonly kind: 'action';
  readonly state: ActionState;
  readonly actionType: ActionType;
  /** In minor units of the workspace's currency; null where it costs nothing, or nobody said. */
  readonly costMinor: number | null;
};

/** Still to be followed: lists, reminders and digests look at these. */
export function isOpen(item: Item): boolean {
  return item.closedAt === null;
}

/** What people call it: `B12`, `A7`. */
export function itemName(item: Pick<Item, 'kind' | 'number'>): string {
  return `${item.kind === 'blocker' ? 'B' : 'A'}${item.number}`;
}
