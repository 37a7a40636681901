import { localDate } from '../../kernel/zoned-time.js';
import { makeTimes, type Times } from '../../platform/pages/times.js';
import type { Ephemeral, Message, User } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';
import { isForOne, messagesFor } from './conversation.js';
import { nameFor } from './page-state.js';
import { personOf } from './people.js';
import { plainLines, plainName } from './plain-markdown.js';
import { visibleChannels } from './sight.js';
import { readableText } from './transcript-text.js';
import { type DeskWords, deskWords } from './words.js';

interface Line {
  readonly ts: string;
  readonly author: string;
  readonly at: string;
  readonly text: string;
  readonly files: readonly string[];
  readonly isEdited: boolean;
  readonly isForThisPersonAlone: boolean;
  readonly replies: readonly Line[];
}

interface Transcript {
  readonly workspace: string;
  readonly reader: string;
  readonly timeZone: string;
  readonly conversations: readonly { readonly name: string; readonly messages: readonly Line[] }[];
}

/** Every conversation somebody sees, as they see it, in the time the workspace plays. */
export function transcriptOf(state: SlackState, user: User): Transcript {
  return {
    workspace: state.team.name,
    reader: user.real_name,
    timeZone: user.tz,
    conversations: visibleChannels(state, user).map((channel) => ({
      name: `${channel.is_im ? '' : '#'}${nameFor(state, channel, user)}`,
      messages: threaded(state, messagesFor(state, channel, user)),
    })),
  };
}

/** Replies stand below what they answer; one whose parent is gone stands alone. */
function threaded(state: SlackState, messages: readonly (Message | Ephemeral)[]): Line[] {
  const replies = new Map<string, (Message | Ephemeral)[]>();
  const parents = new Set(messages.filter(({ thread_ts }) => thread_ts === undefined).map(({ ts }) => ts));
  const isReply = ({ thread_ts }: Message | Ephemeral) => thread_ts !== undefined && parents.has(thread_ts);
  for (const message of messages) {
    if (!isReply(message)) continue;
    const thread = replies.get(message.thread_ts ?? '') ?? [];
    thread.push(message);
    replies.set(message.thread_ts ?? '', thread);
  }
  return messages
    .filter((message) => !isReply(message))
    .map((message) =>
      lineOf(
        state,
        message,
        (replies.get(message.ts) ?? []).map((reply) => lineOf(state, reply)),
      ),
    );
}

function lineOf(state: SlackState, message: Message | Ephemeral, replies: readonly Line[] = []): Line {
  const isEphemeral = isForOne(message);
  return {
    ts: message.ts,
    author: personOf(state, isEphemeral ? state.installation.botUserId : message.user).name,
    at: new Date(message.shownAt).toISOString(),
    text: readableText(state, message),
    files: isEphemeral ? [] : message.files.map((id) => state.files.get(id)?.name ?? id),
    isEdited: !isEphemeral && message.edited !== undefined,
    isForThisPersonAlone: isEphemeral,
    replies,
  };
}

/** As a Markdown document, in the language and zone of its reader. */
export function transcriptMarkdown(transcript: Transcript, { locale, tz }: User): string {
  const words = deskWords(locale);
  const times = makeTimes({ locale, timeZone: tz });
  const { title, seenBy, sample, empty } = words.transcript;
  const parts = transcript.conversations.map(({ name, messages }) =>
    [
      `## ${plainName(name)}`,
      ...(messages.length > 0 ? messages.map((line) => item(line, { words, times })) : [empty]),
    ].join('\n\n'),
  );
  const head = [
    `# ${title(plainName(transcript.workspace))}`,
    seenBy(plainName(transcript.reader), transcript.timeZone),
    sample,
  ];
  return `${[...head, ...parts].join('\n\n')}\n`;
}

function item(line: Line, { words, times }: { readonly words: DeskWords; readonly times: Times }): string {
  const { onlyThem, edited, file } = words.transcript;
  const notes = [line.isForThisPersonAlone ? onlyThem : '', line.isEdited ? edited : ''].filter((note) => note !== '');
  const note = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  const head = `- **${plainName(line.author)}**, ${times.dayAndTime(Date.parse(line.at))}${note}`;
  const body = [...plainLines(line.text), ...line.files.map((name) => `[${file}: ${plainName(name)}]`)];
  const replies = line.replies.map((reply) => indented(item(reply, { words, times })));
  return [head, ...body.map((text) => `  ${text}  `), ...replies].join('\n');
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

/** A name for the file that says of whom and of which day of theirs. */
export function transcriptFileName({ name, tz }: User, { now, format }: { now: number; format: string }): string {
  const day = localDate(new Date(now), tz);
  return `copil-sandbox-${name.replace(/[^\w-]/g, '')}-${day}.${format === 'json' ? 'json' : 'md'}`;
}
