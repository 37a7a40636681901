import type { CalendarDate } from '../../../kernel/calendar.js';
import type { ReadingPlace } from '../../../kernel/spoken-days/spoken-days.js';
import { groupRef, type SlackWord, slackWords } from '../../../platform/slack/slack-words.js';
import type { ActionType, Severity } from '../item.js';
import { type DueDateProblem, findDueDate } from './due-date.js';
import { readTags } from './tags.js';
import { titleWithout } from './title.js';
import { type Nameable, type TypedName, withTypedNames } from './typed-names.js';

/** `today` in the person's own zone. */
export type LineContext = ReadingPlace & {
  readonly kpiKeys: readonly string[];
  readonly projectKeys: readonly string[];
  /** Whom an `@name` may mean that was typed without choosing it from Slack's list. */
  readonly people?: readonly Nameable[];
};

export type CapturedLine = {
  /** Plain words, nothing escaped, of any length; '' where nothing that can be seen is left. */
  readonly title: string;
  /** Slack's id of whoever is mentioned first; null where somebody typed comes before. */
  readonly owner: string | null;
  /** The first name that was typed as `@name` and is the owner's, or nobody's where nobody else is named. */
  readonly typedOwner: TypedName | null;
  /** A user group where an owner would stand, and nobody else is named. */
  readonly groupOwner: string | null;
  /** Slack's ids of all who stand in the title as `@U…`, in that order: the owner too, where the sentence needs them ("check it with @U1"). */
  readonly mentions: readonly string[];
  readonly due: { readonly on: CalendarDate; readonly words: string } | null;
  /** null: the date was read; 'none': the line names none. */
  readonly dateProblem: DueDateProblem | 'none' | null;
  /** The words of the date, also where they were no use: a form can show them. Only unread ones stay in the title. */
  readonly dateWords: string | null;
  /** The days the words may mean, where nobody can tell which. */
  readonly dateReadings: readonly CalendarDate[];
  readonly kpiKey: string | null;
  readonly projectKey: string | null;
  readonly severity: Severity | null;
  readonly actionType: ActionType | null;
  /** `#word` and `+word` that name no KPI and no project, with their sign; they stay in the title. */
  readonly unknownTags: readonly string[];
};

/**
 * Reads a line of quick capture as Slack sends it. Throws for no text, and cuts nothing.
 * What is understood is taken out of the title; whatever is not sure to be meant so stays in.
 */
export function parseLine(text: string, context: LineContext): CapturedLine {
  const { words, names } = withTypedNames(slackWords(text), context.people ?? []);
  const tags = readTags(words, context);
  const ownerWord = ownerWordOf(words, names);
  const typedOwner = (ownerWord && names.get(ownerWord)) ?? null;
  const places = typedOwner?.isClear === false ? [] : ownerPlaces(words, ownerWord?.ref ?? null);
  const gone = new Set([...tags.taken, ...places]);
  const dueDate = findDueDate(
    words.map((word, place) => (gone.has(place) || names.has(word) ? null : word)),
    context,
  );
  // What was not understood as a whole stays where it is: nobody can tell which words are the date.
  if (dueDate && dueDate.problem !== 'unread')
    for (let place = dueDate.first; place <= dueDate.last; place += 1) gone.add(place);
  const { kpiKey, projectKey, severity, actionType, unknownTags } = tags;
  return {
    title: titleWithout(words, gone),
    owner: typedOwner ? null : (ownerWord?.ref ?? null),
    typedOwner: typedOwner && { said: typedOwner.said, keys: typedOwner.keys, isClear: typedOwner.isClear },
    groupOwner: ownerWord ? null : groupOf(words),
    mentions: [
      ...new Set(
        words
          .filter((word, place) => word.kind === 'person' && !names.has(word) && !gone.has(place))
          .map((word) => word.ref),
      ),
    ],
    due: dueDate?.on ? { on: dueDate.on, words: dueDate.said } : null,
    dateProblem: dueDate ? dueDate.problem : 'none',
    dateWords: dueDate?.said ?? null,
    dateReadings: dueDate?.readings ?? [],
    ...{ kpiKey, projectKey, severity, actionType, unknownTags },
  };
}

/** Whoever is mentioned or typed first; a typed name that nobody has only where there is no other. */
function ownerWordOf(words: readonly SlackWord[], names: ReadonlyMap<SlackWord, TypedName>): SlackWord | null {
  const people = words.filter(({ kind }) => kind === 'person');
  return people.find((word) => names.get(word)?.keys.length !== 0) ?? people[0] ?? null;
}

/** "@growth renegotiate": a group that the sentence does not need. */
function groupOf(words: readonly SlackWord[]): string | null {
  const place = words.findIndex(({ kind, ref }) => kind === 'fixed' && ref === groupRef);
  const before = words[place - 1];
  return place < 0 || (before && needsName.has(before.core)) ? null : (words[place]?.text ?? null);
}

/** After one of these a mention is part of the sentence: "send it to @ana" without her would be "send it to". */
const needsName = new Set(
  'with to from of and or for via than as cc ask tell call avec à a de par et ou pour chez vers que selon sans demander'.split(
    ' ',
  ),
);

/** At the head of a line these only say whose it is: "for @ana: …". */
const ownerLabel = new Set('for to pour à owner responsable resp assignee assigned'.split(' '));

/** Where the owner's mentions stand without being part of a sentence, with the word that announces them. */
function ownerPlaces(words: readonly SlackWord[], owner: string | null): number[] {
  if (owner === null) return [];
  return words.flatMap((word, place) => {
    if (word.kind !== 'person' || word.ref !== owner) return [];
    const before = words[place - 1];
    if (place === 1 && before && ownerLabel.has(before.core)) return [0, 1];
    const isFollowedByLetters = words[place + 1]?.isGlued && /^['’\p{L}\p{N}]/u.test(words[place + 1]?.text ?? '');
    const isInSentence =
      before != null && (word.isGlued ? isOpenBefore(before) : needsName.has(before.core) && !before.endsClause);
    return isInSentence || isFollowedByLetters ? [] : [place];
  });
}

/** "d'<@U1>": what stands right before a mention and is no opening bracket. */
function isOpenBefore(word: SlackWord): boolean {
  return !/[([{«"“]$/u.test(word.text);
}
