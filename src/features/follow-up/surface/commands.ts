import { NotFoundError } from '../../../kernel/errors.js';
import { mayShow } from '../../../organisation/access-level.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { CommandContext } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import { notSeen } from '../../../surface/acts/subject.js';
import type { InTime } from '../../../surface/app-deps.js';
import { committeeMeant, type Speaker, speakerOf } from '../../../surface/speaker.js';
import { readCommand } from '../capture/command-line.js';
import { cardOf } from '../cards/card.js';
import { readNotes } from '../cards/notes.js';
import type { NamedKeys } from '../choices.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { ItemKind } from '../item.js';
import { readFacts } from '../item-facts.js';
import { listAnswer } from '../lists/list-answer.js';
import { firstPage, type ListQuery } from '../lists/list-query.js';
import { maySee } from '../rights.js';
import { findItemByNumber } from '../stored-items.js';
import { type BatchedReads, createBatchedReads } from './batched-reads.js';
import { type Capture, capture } from './capture.js';
import { newItemForm } from './open-form.js';

/** Answers what stands behind `/blocker` or `/action`. */
export type ItemCommands = (context: CommandContext, kind: ItemKind) => Promise<void>;

/** One for all ways to ask, so that those who ask at once share what is asked of the store. */
export function createItemCommands(deps: FollowUpDeps): ItemCommands {
  const reads = createBatchedReads(deps);
  return (context, kind) => reads.inGroups((goOn) => answer(reads, { ...context, goOn }, kind));
}

/** `/blocker` and `/action`; Slack gives a command's name to the app that was installed last, so `/copil` takes them too. */
export function registerCommands(slack: SlackApp, answerItem: ItemCommands, inTime: InTime): void {
  for (const kind of ['blocker', 'action'] as const) {
    slack.onCommand(`/${kind}`, (context) => inTime(context, (timely) => answerItem(timely, kind)));
  }
}

/** A command; `goOn` says that Slack is asked next, for which nobody else waits. */
type Asked = CommandContext & { readonly goOn: () => void };

async function answer(reads: BatchedReads, context: Asked, kind: ItemKind): Promise<void> {
  const personBySlackId = askedOnce(reads.personBySlackId);
  const deps = { ...reads.deps, personBySlackId };
  // Asked along with whoever speaks; what goes wrong is found out by whoever needs them.
  for (const id of mentioned(context.text)) personBySlackId(id).catch(() => undefined);
  const [speaker, named] = await Promise.all([speakerOf(deps, context.user, reads), reads.keys()]);
  const keys = keysFor(speaker, named);
  const command = readCommand(kind, context.text, keys);
  switch (command.do) {
    case 'help':
      return context.ack(speaker.say(`follow-up.help.${kind}`));
    case 'form':
      return openEmptyForm(deps, context, { speaker, kind });
    case 'show':
      return showItem(deps, context, { speaker, kind, number: command.number });
    case 'list': {
      const query = firstPage(kind, command.scope, committeeMeant(speaker, context.channel)?.id);
      assertKnown(query, keys, speaker);
      return context.ack(await listAnswer(deps, speaker, query));
    }
    default:
      return capture(deps, context, { speaker, kind, text: command.text, keys });
  }
}

/** Within one request, each person is looked up once. */
function askedOnce<T>(ask: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (id) => {
    const found = asked.get(id) ?? ask(id);
    asked.set(id, found);
    return found;
  };
}

/** Slack ids of the people a line mentions. */
function mentioned(text: string): string[] {
  return [...text.matchAll(/<@([A-Z0-9]+)/g)].flatMap(([, id]) => id ?? []);
}

type Asking = { readonly speaker: Speaker; readonly kind: ItemKind };

async function openEmptyForm(deps: FollowUpDeps, context: Asked, { speaker, kind }: Asking): Promise<void> {
  const committeeId = committeeMeant(speaker, context.channel)?.id ?? null;
  const view = await newItemForm(deps, speaker, { kind, known: { committeeId } });
  await context.ack();
  context.goOn();
  await deps.messenger.openView(context.triggerId, view);
}

async function showItem(
  deps: FollowUpDeps,
  context: CommandContext,
  { speaker, kind, number }: Asking & { readonly number: number },
): Promise<void> {
  const { workspaceId } = deps;
  const item = await findItemByNumber(deps.database.client, { workspaceId, kind, number });
  if (!item || !maySee(speaker, item)) throw notSeen(speaker, `${kind === 'blocker' ? 'B' : 'A'}${number}`);
  const { locale, say, person } = speaker;
  const facts = await readFacts(deps, [item], person.timeZone);
  const notes = await readNotes(deps, item);
  const reader = { locale, say, timeZone: person.timeZone, clearance: person.accessLevel, notes };
  await context.ack(cardOf(item, facts, reader));
}

/** A KPI that one may not see cannot be named: that it is understood would tell that it is there. */
function keysFor({ person }: Speaker, { kpis, projectKeys }: NamedKeys): Capture['keys'] {
  const seen = kpis.filter(({ accessLevel }) => mayShow(accessLevel, person.accessLevel));
  return { kpiKeys: seen.map(({ key }) => key), projectKeys };
}

function assertKnown(
  { kpiKey, projectKey }: ListQuery,
  keys: { readonly kpiKeys: readonly string[]; readonly projectKeys: readonly string[] },
  { say }: Speaker,
): void {
  if (kpiKey !== undefined && !keys.kpiKeys.includes(kpiKey)) {
    throw new NotFoundError(`there is no KPI ${kpiKey}`, {
      userMessage: say('follow-up.list.unknownKpi', { key: plainInMrkdwn(kpiKey) }),
    });
  }
  if (projectKey !== undefined && !keys.projectKeys.includes(projectKey)) {
    throw new NotFoundError(`there is no project ${projectKey}`, {
      userMessage: say('follow-up.list.unknownProject', { key: plainInMrkdwn(projectKey) }),
    });
  }
}
