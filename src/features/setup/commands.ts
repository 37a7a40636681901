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
import { type ApprovalSurfaceDeps, answerApproval } from '../approvals/public.js';
import { answerDecision, answerDecisionLog, type DecisionDeps, threadButton } from '../decisions/public.js';
import { type SweepDeps, sendPreview } from '../digests/public.js';
import { type FollowUpDeps, type ItemCommands, threadOffer } from '../follow-up/public.js';
import type { Home } from '../home/public.js';
import { answerKpi, type KpiCommandDeps } from '../kpi-commands/public.js';
import { answerMinutes, type MinutesDeps } from '../minutes/public.js';
import { helpAnswer, nextAnswer, statusAnswer } from './answers.js';
import type { InTime } from './in-time.js';
import type { Languages } from './languages.js';

export type CopilCommandDeps = SweepDeps &
  WhoDeps & {
    readonly messenger: Messenger;
    readonly charts: ChartRenderer;
    readonly languages: Languages;
    readonly followUp: FollowUpDeps;
    readonly answerItem: ItemCommands;
    readonly approvals: ApprovalSurfaceDeps;
    readonly decisions: DecisionDeps;
    readonly minutes: MinutesDeps;
    readonly kpiCommands: KpiCommandDeps;
    readonly inTime: InTime;
    readonly home: Pick<Home, 'answerAway'>;
  };

/** `/copil help | next | digest | status`, each with an optional committee behind it. */
export function registerCopilCommand(slack: SlackApp, deps: CopilCommandDeps): void {
  slack.onCommand('/copil', (context) => deps.inTime(context, (timely) => answerCopil(deps, timely)));
  slack.onEvent('app_mention', ({ event }) => answerMention(deps, event));
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
    const offer = await threadOffer(deps.followUp, mention.user, (say) => [threadButton(say)]);
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

async function answerCopil(deps: CopilCommandDeps, context: CommandContext): Promise<void> {
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

type Answers = (deps: CopilCommandDeps, asked: Asked) => Promise<void>;

const item =
  (kind: 'blocker' | 'action'): Answers =>
  ({ answerItem }, { context, word }) =>
    answerItem(behind(context, word), kind);

const approval: Answers = ({ approvals }, { context, word }) => answerApproval(approvals, behind(context, word));
const delegation: Answers = ({ approvals }, { context }) => answerApproval(approvals, context);
const away: Answers = ({ home }, { context }) => home.answerAway(context);
const decide: Answers = ({ decisions }, { context, word }) => answerDecision(decisions, behind(context, word));
const decided: Answers = ({ decisions }, { context, word }) => answerDecisionLog(decisions, behind(context, word));
const minutes: Answers = (deps, { context, word }) => answerMinutes(deps.minutes, behind(context, word));

/** What `/copil` answers, by the word behind it, in both languages. */
const answers: ReadonlyMap<string, Answers> = new Map([
  ['next', answerNext],
  ['status', answerStatus],
  ['digest', answerDigest],
  ['blocker', item('blocker')],
  ['action', item('action')],
  ...['approval', 'approvals', 'approbation', 'approbations'].map((word) => [word, approval] as const),
  ...['delegate', 'déléguer', 'deleguer'].map((word) => [word, delegation] as const),
  ...['away', 'absent', 'back', 'retour'].map((word) => [word, away] as const),
  ...['decide', 'decider', 'décider'].map((word) => [word, decide] as const),
  ...['decisions', 'décisions'].map((word) => [word, decided] as const),
  ...['minutes', 'compte-rendu', 'cr'].map((word) => [word, minutes] as const),
  ['kpi', ({ kpiCommands }, { context, word }) => answerKpi(kpiCommands, behind(context, word))],
]);

/** The words that `/copil` answers, beside its help. */
export const copilWords: readonly string[] = [...answers.keys()];

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
