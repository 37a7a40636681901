import { inLanguage } from '../../../platform/pages/in-language.js';
import type { PageCondition } from '../../desk/page-api.js';
import { english } from './words-en.js';
import { french } from './words-fr.js';

/** The words of the clock, the inspector, the bad days and the rest of what the sandbox adds to Slack. */
export interface ToolWords {
  readonly tools: string;
  readonly close: string;
  readonly cancel: string;
  readonly more: string;
  readonly clock: {
    readonly name: string;
    readonly next: (run: string) => string;
    readonly noNext: string;
    readonly day: string;
    readonly week: string;
    readonly quarter: string;
    /** Names the menu of the moves that have no button. */
    readonly further: string;
    /** Opens the reset. */
    readonly back: string;
    readonly dayShort: string;
    readonly weekShort: string;
    readonly ahead: (by: { readonly unit: 'day' | 'hour'; readonly count: number }) => string;
    readonly aheadHint: string;
    readonly moving: string;
    readonly arrived: (time: string) => string;
  };
  readonly requests: {
    readonly name: string;
    /** The pane beside the list, while nothing is chosen. */
    readonly detail: string;
    readonly intro: string;
    readonly filter: string;
    readonly filterHint: string;
    readonly direction: string;
    readonly both: string;
    readonly toSlack: string;
    readonly toApp: string;
    readonly onlyProblems: string;
    readonly pause: string;
    readonly resume: string;
    readonly paused: string;
    readonly count: (shown: number, all: number) => string;
    readonly none: string;
    readonly noneMatch: string;
    readonly older: (count: number) => string;
    readonly unreachable: string;
    readonly pending: string;
    readonly refused: (error: string) => string;
    readonly refusedHint: string;
    readonly fault: (fault: string) => string;
    readonly faultHint: string;
    readonly status: string;
    readonly latency: (ms: number) => string;
    readonly at: string;
    readonly transport: string;
    readonly choose: string;
    readonly back: string;
    readonly gone: string;
    readonly loading: string;
    readonly request: string;
    readonly response: string;
    readonly noResponse: string;
    readonly copy: string;
    readonly copyRequest: string;
    readonly copyResponse: string;
    readonly copied: string;
    readonly notCopied: string;
    readonly unfold: string;
    readonly fold: string;
    readonly showWhole: string;
    readonly jsonInText: string;
    readonly moreEntries: (count: number) => string;
  };
  readonly conditions: {
    readonly name: string;
    readonly intro: string;
    readonly on: (count: number) => string;
    readonly met: (count: number) => string;
    readonly each: Readonly<Record<PageCondition['id'], { readonly name: string; readonly effect: string }>>;
  };
  readonly reset: {
    readonly item: string;
    readonly title: string;
    readonly lost: string;
    readonly losses: readonly string[];
    readonly kept: string;
    readonly confirm: string;
    readonly done: string;
  };
  readonly transcript: { readonly markdown: string; readonly json: string };
  readonly help: {
    readonly item: string;
    readonly title: string;
    readonly what: string;
    readonly safe: string;
    readonly clock: string;
    readonly connect: string;
    readonly steps: readonly string[];
    readonly readme: string;
  };
}

export function toolWords(locale: string): ToolWords {
  return inLanguage(locale, { en: english, fr: french });
}
