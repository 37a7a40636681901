import type { Block } from '@slack/types';
import { z } from 'zod';
import { AppError } from '../../kernel/errors.js';
import { committeeFor } from '../../organisation/committees/committee-for.js';
import type { Person } from '../../organisation/people/people.js';
import { personOf, type WhoDeps } from '../../organisation/people/who.js';
import type { ChartRenderer } from '../../platform/charts/chart-renderer.js';
import { escapeMrkdwn, plainInMrkdwn } from '../../platform/slack/escape.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import type { CommandContext, EventContext } from '../../platform/slack/requests.js';
import type { SlackApp } from '../../platform/slack/slack-app.js';
import { unstoredKey } from '../../platform/slack/unstored-keys.js';
import type { InTime } from '../../surface/app-deps.js';
import { decisionThreadButton } from '../decisions/public.js';
import { type SweepDeps, sendPreview } from '../digests/public.js';
import { type FollowUpDeps, threadOffer } from '../follow-up/public.js';
import { helpAnswer, nextAnswer, statusAnswer } from './answers.js';
import type { Languages } from './languages.js';

export type CopilCommandDeps = SweepDeps &
  WhoDeps & {
    readonly messenger: Messenger;
    readonly charts: ChartRenderer;
    readonly languages: Languages;
    readonly followUp: FollowUpDeps;
    readonly inTime: InTime;
  };

/**
 * `/copil help | next | digest | status`, each with an optional committee behind it, and what the features answer. Returns
 * all words but those of help.
 */
export function registerCopilCommand(
  slack: SlackApp,
  deps: CopilCommandDeps,
  features: readonly CommandWords[],
): readonly string[] {
  const answers = answersBy(features);
  slack.onCommand('/copil', (context) => deps.inTime(context, (timely) => answerCopil(deps, answers, timely)));
  slack.onEvent('app_mention', ({ event }) => answerMention(deps, event));
  return [...answers.keys()];
}

/** Slack gives no slash commands in threads, so whoever mentions Copil there is told what it can do, in that thread. */
async function answerMention(deps: CopilCommandDeps, event: EventContext['event']): Promise<void> {
  const mention = Mention.parse(event);
  const { text, blocks } = await mentionAnswer(deps, mention);
  await deps.messenger.post({
    channel: mention.channel,
    threadTs: mention.thread_ts ?? mention.ts,
    key: unstoredKey('mention', `${mention.channel}:${mention.ts}`),
    text,
    blocks,
  });
}

/** In a thread what one comes for, as buttons; elsewhere what can be asked. */
async function mentionAnswer(
  deps: CopilCommandDeps,
  mention: z.infer<typeof Mention>,
): Promise<{ readonly text: string; readonly blocks: readonly Block[] }> {
  try {
    const { locale } = await personOf(deps, mention.user);
    const help = helpAnswer(deps.texts.in(locale));
    if (mention.thread_ts === undefined) return { text: help, blocks: [] };
    const offer = await threadOffer(deps.followUp, mention.user, (say) => [decisionThreadButton(say)]);
    const helpBlock = { type: 'section', text: { type: 'mrkdwn', text: help, verbatim: true } };
    return { text: `${offer.text}\n${help}`, blocks: [...offer.blocks, helpBlock] };
  } catch (error) {
    // Somebody who is not in `copil.yml` is told so, as they would be by a command.
    if (error instanceof AppError && error.userMessage) return { text: error.userMessage, blocks: [] };
    throw error;
  }
}

const Mention = z.object({ user: z.string(), channel: z.string(), ts: z.string(), thread_ts: z.string().optional() });

const helpWords: readonly string[] = ['', 'help', 'aide'];

async function answerCopil(
  deps: CopilCommandDeps,
  answers: ReadonlyMap<string, Answer>,
  context: CommandContext,
): Promise<void> {
  const [word = '', named = ''] = context.text.split(/\s+/);
  const subcommand = word.toLowerCase();
  // Help tells nothing that has to be authorised, so it need not wait for the store.
  const language = deps.languages.remembered(context.user);
  if (language && helpWords.includes(subcommand)) return context.ack(helpAnswer(deps.texts.in(language)));
  const person = await personOf(deps, context.user);
  deps.languages.remember(context.user, person.locale);
  const answer = answers.get(subcommand);
  if (answer) return answer(deps, { context, person, word, named });
  const say = deps.texts.in(person.locale);
  if (helpWords.includes(subcommand)) return context.ack(helpAnswer(say));
  await context.ack(`${say('setup.unknownCommand', { text: plainInMrkdwn(context.text) })}\n${helpAnswer(say)}`);
}

type Asked = {
  readonly context: CommandContext;
  readonly person: Person;
  /** As it was typed. */
  readonly word: string;
  /** What stands behind it. */
  readonly named: string;
};

/** What a feature answers behind `/copil`, in both languages. */
export type CommandWords = {
  readonly words: readonly string[];
  /** The word itself says what is meant: it stays at the head of the text. Else the text is what stands behind it. */
  readonly isPartOfIt?: true;
  answer(context: CommandContext): Promise<void>;
};

type Answer = (deps: CopilCommandDeps, asked: Asked) => Promise<void>;

/** Those of every feature, by word; the words of `/copil` itself come first. */
function answersBy(features: readonly CommandWords[]): ReadonlyMap<string, Answer> {
  const named = features.flatMap(({ words, isPartOfIt, answer }) => {
    const answered: Answer = (_deps, { context, word }) => answer(isPartOfIt ? context : behind(context, word));
    return words.map((word) => [word, answered] as const);
  });
  return new Map<string, Answer>([...named, ['next', answerNext], ['status', answerStatus], ['digest', answerDigest]]);
}

async function answerNext(deps: CopilCommandDeps, { context, person, named }: Asked): Promise<void> {
  const committee = await committeeFor(deps, { person, channel: context.channel ?? '', named });
  const hasTemplate = (name: string) => deps.templates.has(name);
  await context.ack(await nextAnswer({ ...deps, hasTemplate }, { committee, person }));
}

async function answerStatus(deps: CopilCommandDeps, { context, person, named }: Asked): Promise<void> {
  const committee = await committeeFor(deps, { person, channel: context.channel ?? '', named });
  await context.ack(await statusAnswer(deps, { committee, person }));
}

/** The same request, as if its command were the word behind `/copil`. */
function behind(context: CommandContext, word: string): CommandContext {
  return { ...context, text: context.text.slice(word.length).trim() };
}

/** Drawing and uploading take seconds, so the person is told at once that the preview comes. */
async function answerDigest(deps: CopilCommandDeps, { context, person, named }: Asked): Promise<void> {
  const committee = await committeeFor(deps, { person, channel: context.channel ?? '', named });
  await context.ack(
    deps.texts.in(person.locale)('setup.digest.coming', { name: escapeMrkdwn(committee.name[person.locale]) }),
  );
  await sendPreview(
    deps,
    { committeeKey: committee.key, period: 'latest' },
    { slackUserId: context.user, accessLevel: person.accessLevel },
  );
}
