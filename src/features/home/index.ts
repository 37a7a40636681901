import { z } from 'zod';
import { ForbiddenError } from '../../kernel/errors.js';
import { findPersonByKey } from '../../organisation/people/people.js';
import { personOf } from '../../organisation/people/who.js';
import type { Database } from '../../platform/db/database.js';
import type { CommandContext, EventContext } from '../../platform/slack/requests.js';
import type { SlackApp } from '../../platform/slack/slack-app.js';
import type { Item } from '../follow-up/public.js';
import { answerAway } from './away/command.js';
import { registerAway } from './away/requests.js';
import { homeView, strangersHome } from './compose.js';
import { gatherHome, readerOf } from './gather.js';
import type { HomeDeps } from './home-deps.js';
import { createRefresher } from './refresher.js';

/** The Home tab: everything of one person in one place, as it is now. */
export type Home = {
  /** Takes what people do in their Home. */
  register(slack: SlackApp): void;
  /** Shows these people's Homes anew, soon; returns at once and never throws. */
  refresh(personKeys: Iterable<string>): void;
  /** An item was raised or changed: everybody whose Home shows it, or showed it, sees that. */
  onItemChanged(change: ItemChanged): void;
  /** `/copil away …` and `/copil back`, in French `absent` and `retour`; `context.text` begins with that word. */
  answerAway(context: CommandContext): Promise<void>;
  /** Takes nothing new, and waits for what is on its way to Slack. Calling it twice is harmless. */
  stop(): Promise<void>;
};

export type ItemChanged = { readonly before: Item | null; readonly after: Item; readonly actorKey: string };

/** `behind` is the store as it is asked for what nobody waits for. */
export function createHome(deps: HomeDeps, behind: Database): Home {
  const refresher = createRefresher({
    publish: (personKey) => publish({ ...deps, database: behind }, personKey),
    whenFree: deps.rightOfWay.whenFree,
    log: deps.log,
  });
  const awayDeps = { ...deps, onAbsence: (personKey: string) => refresher.refresh([personKey]) };
  return {
    register(slack) {
      slack.onEvent('app_home_opened', ({ event }) => opened(deps, event, refresher.refreshNow));
      registerAway(slack, awayDeps);
    },
    refresh: refresher.refresh,
    onItemChanged: ({ before, after, actorKey }) =>
      refresher.refresh([actorKey, ...peopleOf(after), ...(before ? peopleOf(before) : [])]),
    answerAway: (context) => answerAway(awayDeps, context),
    stop: refresher.stop,
  };
}

const Opened = z.object({ user: z.string(), tab: z.string().optional() });

async function opened(
  deps: HomeDeps,
  event: EventContext['event'],
  refreshNow: (personKey: string) => void,
): Promise<void> {
  const { user, tab } = Opened.parse(event);
  if (tab === 'messages') return;
  try {
    const person = await personOf(deps, user);
    refreshNow(person.key);
  } catch (error) {
    if (!(error instanceof ForbiddenError) || !error.userMessage) throw error;
    await deps.messenger.publishHome(user, strangersHome(error.userMessage));
  }
}

/** Who finds an item in their Home. */
function peopleOf(item: Item): string[] {
  const unblocker = item.kind === 'blocker' ? item.unblockerKey : null;
  return [item.ownerKey, item.raisedByKey, ...(unblocker === null ? [] : [unblocker])];
}

/** Nothing for somebody who has no account in Slack, or none any more. */
async function publish(deps: HomeDeps, personKey: string): Promise<void> {
  const { workspaceId, database } = deps;
  const person = await findPersonByKey(database.client, { workspaceId, key: personKey });
  if (!person?.slackUserId || person.leftAt) return;
  const reader = await readerOf(deps, person);
  await deps.messenger.publishHome(person.slackUserId, homeView(await gatherHome(deps, reader), reader));
}
