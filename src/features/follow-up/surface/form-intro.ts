import { regionalDay } from '../../../kernel/dates-in-words.js';
import { cutText } from '../../../kernel/well-formed.js';
import type { Committee } from '../../../organisation/committees/committees.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Speaker } from '../../../surface/speaker.js';
import type { CapturedLine } from '../capture/parse-line.js';
import { isVisible } from '../draft.js';
import type { OwnerFound } from './owner.js';

/** What of a line was understood, and by whom it was typed. */
export type Understood = {
  readonly speaker: Speaker;
  readonly line: CapturedLine;
  /** Without what was understood, as people read it. */
  readonly title: string;
  readonly owner: OwnerFound;
  readonly committee: Committee | undefined;
};

/** A field of the form that only its author can fill. */
export type Gap = 'title' | 'owner' | 'due' | 'committee';

export function gapsOf({ line, title, owner, committee }: Understood): Gap[] {
  return [
    ...(isVisible(title) ? [] : ['title' as const]),
    ...('person' in owner ? [] : ['owner' as const]),
    ...(line.due ? [] : ['due' as const]),
    ...(committee ? [] : ['committee' as const]),
  ];
}

/** How much of a pasted text is said again. */
const quotedAtMost = 300;

/** Above the form: each field that stays empty and why, and that the rest is filled in where one field is left. */
export function formIntro(about: Understood & { readonly gaps: readonly Gap[]; readonly text: string }): string {
  const { speaker, line, owner, gaps } = about;
  const { say } = speaker;
  const isUnlinked = 'person' in owner && owner.person.slackUserId === null;
  const unlinked = isUnlinked ? say('follow-up.form.intro.unlinked', { name: plainInMrkdwn(owner.person.name) }) : null;
  const why = gaps.map((gap) => reasonOf(gap, about));
  const [only, ...others] = gaps;
  const rest = only && others.length === 0 && !isUnlinked ? [say(`follow-up.form.intro.rest.${only}`)] : [];
  const { unknownTags } = line;
  const tags = plainInMrkdwn(unknownTags.join(', '));
  return [
    ...why,
    ...(unlinked ? [unlinked] : []),
    ...rest,
    ...(unknownTags.length > 0 ? [say('follow-up.saved.unknownTag', { tags })] : []),
  ]
    .filter(Boolean)
    .join(' ');
}

function reasonOf(gap: Gap, about: Parameters<typeof formIntro>[0]): string {
  const { speaker, owner } = about;
  if (gap === 'due') return dateReason(about);
  if (gap === 'owner') return 'problem' in owner ? plainInMrkdwn(owner.problem) : '';
  // Of these two there is nothing more to say than what to do.
  return about.gaps.length > 1 ? speaker.say(`follow-up.form.intro.${gap}`) : '';
}

function dateReason({ speaker, line, text }: Parameters<typeof formIntro>[0]): string {
  const { say, locale, today } = speaker;
  const days = line.dateReadings.map((day) => regionalDay(day, { locale, near: today }));
  const isOne = line.dateProblem === 'clash' && days.length === 1;
  const problem = line.dateProblem === 'clash' && !isOne ? 'ambiguous' : (line.dateProblem ?? 'none');
  return say(`follow-up.form.intro.${problem}`, {
    text: plainInMrkdwn(cutText(text, quotedAtMost)),
    words: plainInMrkdwn(line.dateWords ?? ''),
    days: new Intl.ListFormat(locale, { type: 'disjunction' }).format(days),
  });
}
