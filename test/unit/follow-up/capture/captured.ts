import {
  type CapturedLine,
  type LineContext,
  parseLine,
} from '../../../../src/features/follow-up/capture/parse-line.js';

/** A Wednesday. */
export const wednesday = '2026-11-18';

/** The line as read by somebody who writes English, on that Wednesday, in a workspace with KPI `cpl` and project `website`. */
export function captured(text: string, context: Partial<LineContext> = {}): CapturedLine {
  return parseLine(text, {
    today: wednesday,
    locale: 'en',
    kpiKeys: ['cpl', 'ROAS'],
    projectKeys: ['website'],
    ...context,
  });
}

/** The due date, or the problem with it. */
export function dueIn(text: string, context: Partial<LineContext> = {}): string | null {
  const { due, dateProblem } = captured(text, context);
  return due?.on ?? dateProblem;
}
