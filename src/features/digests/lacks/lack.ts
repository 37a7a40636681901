import { ownReasons } from '../../../platform/outbox/lack.js';

/** What is known of a message that stands in Slack with less than all of it, in business time. */
export type Lack = {
  readonly since: Date;
  /** How often the rest was tried since, and when last. */
  readonly tries: number;
  readonly triedAt: Date | null;
  readonly givenUpAt: Date | null;
};

/** `rest`: nothing is due. `try`: bring the rest now. `give-up`: the last try did not bring it either. */
export type LackStep = 'rest' | 'try' | 'give-up';

const minute = 60_000;
const firstPauseMs = 5 * minute;
const longestPauseMs = 4 * 60 * minute;
const patienceMs = 24 * 60 * minute;

/** What is due for it now. However long nobody looked, it is tried once more after its day before it is given up. */
export function nextStep({ since, tries, triedAt, givenUpAt }: Lack, now: Date): LackStep {
  if (givenUpAt) return 'rest';
  const isOver = (at: Date) => at.getTime() - since.getTime() >= patienceMs;
  if (triedAt && isOver(triedAt)) return 'give-up';
  const pause = Math.min(firstPauseMs * 2 ** tries, longestPauseMs);
  const rested = now.getTime() - (triedAt ?? since).getTime();
  return rested >= pause || isOver(now) ? 'try' : 'rest';
}

/** Drawing it again would end the program again. */
export function isHopeless(reason: string): boolean {
  return reason === ownReasons.endsProgram;
}

/** Why something is missing, sorted by what people can do about it: what words are there for. */
const kinds = {
  uploads_off: ['file_uploads_disabled'],
  full: ['storage_limit_reached', 'over_file_storage_limit', 'file_storage_limit_reached'],
  type_refused: ['file_type_not_allowed', 'blocked_file_type', 'file_uploads_except_images_disabled'],
  too_large: ['file_upload_size_restricted', 'file_too_large'],
  scope: ['missing_scope', 'no_permission', 'not_allowed_token_type', 'access_denied', 'accesslimited'],
  not_taken: ['unreachable', 'unknown-outcome', 'ratelimited', 'rate_limited', 'rate-limited'],
  not_released: [ownReasons.notReleased],
  blocks: [
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'msg_too_long',
    'msg_too_large',
    'only_one_table_allowed',
    'block_mismatch',
    'invalid_arguments',
    'invalid-message',
  ],
  not_drawn: [ownReasons.notDrawn],
  ends_program: [ownReasons.endsProgram],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const kindOf = new Map<string, string>(
  Object.entries(kinds).flatMap(([kind, codes]) => codes.map((code): [string, string] => [code, kind])),
);

/** What the words of `delivery.lack` want to know of a reason; `other` stands in its code alone. */
export function lackPlaces(reason: string): { readonly kind: string; readonly code: string } {
  return { kind: kindOf.get(reason) ?? 'other', code: reason };
}
