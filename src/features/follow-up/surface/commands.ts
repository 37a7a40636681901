import { NotFoundError } from '../../../kernel/errors.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { CommandContext } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import { listCommittees, seatsOfEach } from '../../committees/public.js';
import { mayShow } from '../../kpis/public.js';
import { findPeopleBySlackIds, type WhoDeps } from '../../people/public.js';
import { readCommand } from '../capture/command-line.js';
import { cardOf } from '../cards/card.js';
import { listKeys, type NamedKeys } from '../choices/repository.js';
import { readFacts } from '../facts/repository.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { ItemKind } from '../item.js';
import { listAnswer } from '../lists/list-answer.js';
import { firstPage, type ListQuery } from '../lists/list-query.js';
import { createRaise, type Raise } from '../raise-together.js';
import { findItemByNumber } from '../repository.js';
import { maySee } from '../rights.js';
import { createSharedLookup, createSharedRead } from '../shared-read.js';
import { type Capture, capture, committeeMeant } from './capture.js';
import { newItemForm } from './open-form.js';
import { notSeen } from './refusals.js';
import { type Speaker, type SpeakerReads, speakerOf } from './speaker.js';

/** Runs a command so that its person is told when it takes long. */
export type InTime = (context: CommandContext, answer: (timely: CommandContext) => Promise<void>) => Promise<void>;

/** `/blocker` and `/action`. */
export function registerCommands(slack: SlackApp, deps: FollowUpDeps, inTime: InTime): void {
  const desk = createDesk(deps);
  for (const kind of ['blocker', 'action'] as const) {
    slack.onCommand(`/${kind}`, (context) => inTime(context, (timely) => answer(desk, timely, kind)));
  }
}

/** Also for `/copil blocker …`, since Slack gives a command's name to the app that was installed last. */
export function answerItemCommand(deps: FollowUpDeps, context: CommandContext, kind: ItemKind): Promise<void> {
  return answer(createDesk(deps), context, kind);
}

/** What those who speak at the same moment share: under many, each question to the store is asked once for all of them. */
type Desk = SpeakerReads & {
  readonly deps: FollowUpDeps & Pick<WhoDeps, 'personBySlackId'> & { readonly raise: Raise };
  readonly keys: () => Promise<NamedKeys>;
};

function createDesk(deps: FollowUpDeps): Desk {
  const { workspaceId, database } = deps;
  const { client } = database;
  const personBySlackId = createSharedLookup((slackUserIds: readonly string[]) =>
    findPeopleBySlackIds(client, { workspaceId, slackUserIds }),
  );
  return {
    deps: { ...deps, personBySlackId, raise: createRaise(deps) },
    seats: createSharedLookup((personKeys: readonly string[]) => seatsOfEach(client, { workspaceId, personKeys })),
    committees: createSharedRead(() => listCommittees(client, workspaceId)),
    keys: createSharedRead(() => listKeys(client, workspaceId)),
  };
}

async function answer(
  { deps, keys: readKeys, ...reads }: Desk,
  context: CommandContext,
  kind: ItemKind,
): Promise<void> {
  const [speaker, named] = await Promise.all([speakerOf(deps, context.user, reads), readKeys()]);
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

type Asking = { readonly speaker: Speaker; readonly kind: ItemKind };

async function openEmptyForm(deps: FollowUpDeps, context: CommandContext, { speaker, kind }: Asking): Promise<void> {
  const committeeId = committeeMeant(speaker, context.channel)?.id ?? null;
  const view = await newItemForm(deps, speaker, { kind, known: { committeeId } });
  await context.ack();
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
  await context.ack(cardOf(item, facts, { locale, say, timeZone: person.timeZone, clearance: person.accessLevel }));
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
