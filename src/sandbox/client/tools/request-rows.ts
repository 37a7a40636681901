import type { PageRequestRow } from '../../desk/page-api.js';

export interface RequestFilter {
  /** Words that must all occur, in any case. */
  readonly text: string;
  readonly direction: 'all' | PageRequestRow['direction'];
  readonly onlyProblems: boolean;
}

export const everyRequest: RequestFilter = { text: '', direction: 'all', onlyProblems: false };

/** A bound for what the page keeps; the server keeps more. */
const kept = 2_000;

/** Refused by Slack's rules, met by a bad day, or answered with an error status. */
export function isProblem(row: PageRequestRow): boolean {
  return row.refused !== undefined || row.fault !== undefined || (row.status !== undefined && row.status >= 400);
}

/** Not answered yet; a bad day may keep it so. */
export function isPending(row: PageRequestRow): boolean {
  return row.latencyMs === undefined;
}

/** The rows that pass, in their order. */
export function filterRequests(rows: readonly PageRequestRow[], filter: RequestFilter): readonly PageRequestRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      (filter.direction === 'all' || row.direction === filter.direction) &&
      (!filter.onlyProblems || isProblem(row)) &&
      words.every((word) => searchText(row).includes(word)),
  );
}

function searchText({ name, refused, fault, status, transport }: PageRequestRow): string {
  return [name, refused, fault, status, transport].join(' ').toLowerCase();
}

/** Newest first; a row that came again replaces the one that was known, because it may have been answered since. */
export function mergeRequests(
  known: readonly PageRequestRow[],
  news: readonly PageRequestRow[],
): readonly PageRequestRow[] {
  if (news.length === 0) return known;
  const byId = new Map([...known, ...news].map((row) => [row.id, row]));
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, kept);
}

/** What to ask the server for what is newer: a row that was answered since it was asked for has a newer version. */
export function newestKnown(rows: readonly PageRequestRow[]): number {
  return rows.reduce((newest, { id, version }) => Math.max(newest, version ?? id), 0);
}
