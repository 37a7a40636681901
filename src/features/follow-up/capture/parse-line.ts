import type { CalendarDate } from '../../../kernel/calendar.js';
import type { ReadingPlace } from '../../../kernel/spoken-days/spoken-days.js';
import type { ActionType, Severity } from '../item.js';
import { type DueDateProblem, findDueDate } from './due-date.js';
import { type SlackWord, slackWords } from './slack-words.js';
import { readTags } from './tags.js';
import { titleWithout } from './title.js';

/** `today` in the person's own zone. */
export type LineContext = ReadingPlace & {
  readonly kpiKeys: readonly string[];
  readonly projectKeys: readonly string[];
};

export type CapturedLine = {
  /** Plain words, nothing escaped, of any length; '' where nothing that can be seen is left. */
  readonly title: string;
  /** Slack's id of whoever is mentioned first. */
  readonly owner: string | null;
  /** Slack's ids of all who stand in the title as `@U…`, in that order: the owner too, where the sentence needs them ("check it with @U1"). */
  readonly mentions: readonly string[];
  /** "@ana" typed where Slack knew nobody of that name; it stays in the title. */
  readonly unknownNames: readonly string[];
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
  const words = slackWords(text);
  const tags = readTags(words, context);
  const owner = words.find((word) => word.kind === 'person')?.ref ?? null;
  const gone = new Set([...tags.taken, ...ownerPlaces(words, owner)]);
  const dueDate = findDueDate(
    words.map((word, place) => (gone.has(place) ? null : word)),
    context,
  );
  // What was not understood as a whole stays where it is: nobody can tell which words are the date.
  if (dueDate && dueDate.problem !== 'unread')
    for (let place = dueDate.first; place <= dueDate.last; place += 1) gone.add(place);
  const { kpiKey, projectKey, severity, actionType, unknownTags } = tags;
  return {
    title: titleWithout(words, gone),
    owner,
    mentions: [
      ...new Set(words.filter((word, place) => word.kind === 'person' && !gone.has(place)).map((word) => word.ref)),
    ],
    unknownNames: words
      .filter(({ kind, text: shown }) => kind === 'word' && shown.startsWith('@') && !everybody.test(shown))
      .flatMap((word) => typedName.exec(word.text)?.[0] ?? []),
    due: dueDate?.on ? { on: dueDate.on, words: dueDate.said } : null,
    dateProblem: dueDate ? dueDate.problem : 'none',
    dateWords: dueDate?.said ?? null,
    dateReadings: dueDate?.readings ?? [],
    ...{ kpiKey, projectKey, severity, actionType, unknownTags },
  };
}

/** Slack's words for all who read: nobody's name. */
const everybody = /^@(?:channel|here|everyone)(?![\w-])/;

const typedName = /^@[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?/u;

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
