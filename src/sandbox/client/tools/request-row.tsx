import type { ReactNode } from 'react';
import type { PageRequestRow } from '../../desk/page-api.js';
import { isPending } from './request-rows.js';
import type { ToolWords } from './words.js';

type Words = ToolWords['requests'];

/** Real time, to the second, where the reader is. */
export type TimeOf = (at: number) => string;

/** One line of the list. */
export function RequestRow({
  row,
  timeOf,
  words,
}: {
  readonly row: PageRequestRow;
  readonly timeOf: TimeOf;
  readonly words: Words;
}): ReactNode {
  return (
    <>
      <span className="request-time">{timeOf(row.at)}</span>
      <span className="request-direction" data-direction={row.direction}>
        {directionText(row, words)}
      </span>
      <span className="request-what">
        <span className="request-name">{row.name}</span> <RequestMarks row={row} words={words} />
      </span>
      <span className="request-status" data-error={(row.status ?? 0) >= 400 || undefined}>
        {row.status ?? ''}
      </span>
      <span className="request-latency">
        {isPending(row) ? words.pending : words.latency(Math.round(row.latencyMs ?? 0))}
      </span>
    </>
  );
}

/** What is wrong with it, in words as well as in colour. */
export function RequestMarks({ row, words }: { readonly row: PageRequestRow; readonly words: Words }): ReactNode {
  return (
    <span className="request-marks">
      {row.refused === undefined ? null : <span className="mark-refused">{words.refused(row.refused)}</span>}
      {row.fault === undefined ? null : <span className="mark-fault">{words.fault(row.fault)}</span>}
    </span>
  );
}

export function directionText(row: PageRequestRow, words: Words): string {
  return row.direction === 'to_slack' ? words.toSlack : words.toApp;
}
