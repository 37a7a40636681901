import type { PageBlock } from '../../platform/pages/page-view.js';
import type { AppManifest } from '../manifest.js';
import type { StandIn } from '../stand-in.js';
import type { Channel, StoredView, User } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';
import type { ChangeBook } from './change-book.js';
import type { Conditions } from './conditions.js';
import type { SandboxActor, SandboxControls } from './controls.js';
import type { PageClock, PageConversationHead, PageState, PageView } from './page-api.js';
import { actorsOf, pageActor, personOf } from './people.js';
import { fileAddresses } from './shown-files.js';
import { canWrite, visibleChannels } from './sight.js';
import type { Tour } from './tour.js';
import { unreadIn } from './unread.js';

/** What the parts of the desk share. */
export interface DeskParts {
  readonly standIn: StandIn;
  readonly controls: SandboxControls;
  readonly sampleActors: readonly SandboxActor[];
  readonly book: ChangeBook;
  readonly conditions: Conditions;
  readonly tour: Tour;
  /** Hears of what went wrong and nobody expected. */
  readonly report: (error: unknown) => void;
}

/** Everything but the messages, as one person sees it. Opens their conversation with the app where they have none. */
export async function buildState(parts: DeskParts, user: User): Promise<PageState> {
  const { standIn, book, sampleActors, conditions, tour } = parts;
  const { state, manifest } = standIn;
  const clock = await clockOf(parts.controls, user.locale);
  const appChannel = state.openIm(user.id).id;
  const actors = actorsOf(state, sampleActors, user);
  const channels = visibleChannels(state, user).map((channel) => headOf(state, channel, { user, book, manifest }));
  const asActor = (one: User) => pageActor(state, one, { sample: sampleActors, locale: user.locale });
  return {
    version: book.version,
    workspace: {
      name: state.team.name,
      people: [...state.users.keys()].map((id) => personOf(state, id)),
      channels,
    },
    actor: asActor(user),
    actors: actors.map(asActor),
    channels,
    appChannel,
    home: homeOf(state, user),
    modals: (state.stacks.get(user.id) ?? []).flatMap((id) => viewsOf(state, id)),
    commands: manifest.commands.map(({ command, description, usage_hint }) => ({
      command,
      description,
      usageHint: usage_hint,
    })),
    shortcuts: shortcutsOf(manifest),
    clock,
    tour: tour.list({ actors, actor: user, hasPassedRun: parts.controls.clock().hasPassedRun }),
    conditions: conditions.list(),
  };
}

/** A page without the next run is better than none: it may come from a database that is away. */
async function clockOf(controls: SandboxControls, locale: string): Promise<PageClock> {
  const { now, isAhead, isMoving, next } = controls.clock();
  return { now, isAhead, isMoving, next: await next(locale).catch(() => null) };
}

interface Looking {
  readonly user: User;
  readonly book: ChangeBook;
  readonly manifest: AppManifest;
}

function headOf(state: SlackState, channel: Channel, { user, book, manifest }: Looking): PageConversationHead {
  const unread = channel.members.has(user.id) ? unreadIn(state, channel.id, user.id) : 0;
  return {
    id: channel.id,
    name: nameFor(state, channel, user),
    kind: channel.is_im ? 'im' : channel.is_private ? 'private' : 'channel',
    topic: channel.topic,
    isArchived: channel.is_archived,
    isShared: channel.is_ext_shared,
    ...(unread > 0 && { unread }),
    canWrite: canWrite(channel, user, manifest),
    readTs: state.readTs(user.id, channel.id),
    version: book.versionOf(channel.id),
  };
}

/** A direct conversation is named after the other one in it. */
export function nameFor(state: SlackState, channel: Channel, user: User): string {
  if (!channel.is_im) return channel.name;
  const other = [...channel.members].find((id) => id !== user.id);
  return personOf(state, other ?? user.id).name;
}

function homeOf(state: SlackState, user: User): PageState['home'] {
  if (!state.installation.hasHomeTab) return null;
  return viewsOf(state, state.homes.get(user.id) ?? '')[0] ?? { isEmpty: true };
}

function viewsOf(state: SlackState, id: string): PageView[] {
  const stored = state.views.get(id);
  return stored ? [pageView(state, stored)] : [];
}

function pageView(state: SlackState, stored: StoredView): PageView {
  const { view } = stored;
  const blocks = Array.isArray(view['blocks']) ? (view['blocks'] as PageBlock[]) : [];
  const submit = wordsIn(view['submit']);
  const close = wordsIn(view['close']);
  const files = fileAddresses(state, [{ blocks }]);
  return {
    id: stored.id,
    hash: stored.hash,
    kind: stored.type,
    title: wordsIn(view['title']) ?? '',
    ...(submit !== undefined && { submit }),
    ...(close !== undefined && { close }),
    blocks,
    values: stored.state as PageView['values'],
    ...(Object.keys(files).length > 0 && { files }),
  };
}

function wordsIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('text' in value)) return undefined;
  return typeof value.text === 'string' ? value.text : undefined;
}

function shortcutsOf(manifest: AppManifest): PageState['shortcuts'] {
  return manifest.shortcuts.map(({ name, type, callback_id, description }) => ({
    name,
    description,
    callbackId: callback_id,
    kind: type,
  }));
}
