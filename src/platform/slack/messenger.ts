import type { Block } from '@slack/types';
import type { HomeView, ModalView } from './view.js';

/** A message as it stands in the outbox. `key` tells it from every other and travels in its metadata. */
export type OutgoingMessage = {
  readonly channel: string;
  /** `ts` of the parent, for a message in a thread. */
  readonly threadTs?: string;
  /** Shows a message in a thread to the channel as well. */
  readonly isBroadcast?: boolean;
  /** The whole message in words: notifications and screen readers read nothing else. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly key: string;
};

export type ChannelFacts = {
  readonly id: string;
  /** Empty for a direct message. */
  readonly name: string;
  readonly isArchived: boolean;
  /** Whether Copil is in it; a direct message counts. Null when Slack does not say: then a post will show it. */
  readonly isMember: boolean | null;
  /** People of another company or workspace read it, or are invited to. Null when Slack does not say: take it for shared. */
  readonly isShared: boolean | null;
  readonly isPrivate: boolean;
  readonly isIm: boolean;
};

export type UserFacts = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** As Slack writes it, such as `fr-FR`. */
  readonly locale: string | null;
  /** IANA zone. */
  readonly timeZone: string | null;
  readonly isBot: boolean;
  readonly isDeleted: boolean;
  /** A stranger as well when Slack does not say of which workspaces they are. */
  readonly affiliation: Affiliation;
  readonly isTeamKnown: boolean;
};

/** What somebody is in our workspace: one of its members, a guest of it, or a member of another one. */
export type Affiliation = 'member' | 'guest' | 'stranger';

export type Identity = {
  readonly teamId: string;
  /** The organisation that the workspace belongs to on Enterprise Grid; null elsewhere. */
  readonly enterpriseId: string | null;
  readonly teamName: string;
  readonly botUserId: string;
  readonly botId: string | null;
  /** The permissions the token has; null when Slack does not say. */
  readonly scopes: readonly string[] | null;
  /** How far this machine's clock is ahead of Slack's; negative where it is behind, null where Slack did not say. */
  readonly clockAheadMs: number | null;
};

export type KeyQuery = {
  readonly channel: string;
  readonly key: string;
  /** Start of the earliest attempt by this machine's clock, which is translated into Slack's. */
  readonly since: Date;
  readonly threadTs?: string;
};

export type RecentQuery = Pick<KeyQuery, 'channel' | 'threadTs'> & { readonly downTo?: string | undefined };

export type OutgoingImage = {
  readonly name: string;
  /** What people read where the file is listed or searched for. */
  readonly title: string;
  readonly altText: string;
  readonly png: Uint8Array;
};

/** A view that is shown: where to update it, and the hash that keeps an update from undoing a newer one. */
export type ShownView = { readonly id: string; readonly hash: string };

export type ViewUpdate = { readonly viewId: string; readonly hash?: string; readonly view: ModalView };

/** One message of somebody's, as Slack stores it: mrkdwn, escaped. `userId` is null where no member wrote it. */
export type FoundMessage = { readonly text: string; readonly userId: string | null };

/** All that Copil asks of Slack by itself. Every method throws SlackFailure, and nothing else, when Slack does not do it. */
export interface Messenger {
  /**
   * One attempt, never repeated by itself: after `unknown-outcome` ask `findByKey` before posting again. A reply whose
   * parent was deleted throws `gone`, and stands nowhere.
   */
  post(message: OutgoingMessage): Promise<{ channel: string; ts: string }>;
  /** Replaces text and blocks of a message of ours; doing it twice is harmless. */
  update(message: OutgoingMessage & { readonly ts: string }): Promise<void>;
  /**
   * `ts` of the message of ours that carries the key, in the channel's history or in one thread; null when it is not
   * there. A reply that stands outside its thread is taken back.
   */
  findByKey(query: KeyQuery): Promise<string | null>;
  /** The newest messages of ours in a channel or thread: `ts` by key. In a busy channel at least those after `downTo`. */
  recentKeys(place: RecentQuery): Promise<ReadonlyMap<string, string>>;
  /** Id of the direct conversation with a person; opens it where it is missing. */
  openDirectMessage(slackUserId: string): Promise<string>;
  /** Not for a direct message: reading one takes a permission Copil does not ask for, and its reader is known anyway. */
  channelFacts(channel: string): Promise<ChannelFacts>;
  /** Uploads a picture that no channel shows yet, and returns its file id; it can be used once `isFileReady`. */
  uploadImage(image: OutgoingImage): Promise<string>;
  isFileReady(fileId: string): Promise<boolean>;
  whoAmI(): Promise<Identity>;
  /** Slack id of the active person with this address, or null. */
  findUserByEmail(email: string): Promise<string | null>;
  userFacts(slackUserId: string): Promise<UserFacts>;
  /** The same of a person whom an event shows; null for what is no person. */
  readUser(user: unknown): Promise<UserFacts | null>;
  /** Everybody whom Slack lists in the workspace, a page at a time; strangers may be missing. */
  listUsers(): AsyncIterable<readonly UserFacts[]>;
  /** Slack ids of everybody in a channel, people and apps, a page at a time. */
  channelMembers(channel: string): AsyncIterable<readonly string[]>;
  /**
   * Opens a modal for the person whose request the trigger came with. A trigger lives three seconds and opens one view:
   * past that it throws `expired-trigger`.
   */
  openView(triggerId: string, view: ModalView): Promise<ShownView>;
  /** Opens a modal on top of the one in which the person acted; three are the most. */
  pushView(triggerId: string, view: ModalView): Promise<ShownView>;
  /** Shows something else in an open modal. Throws `gone` when it was closed, `conflict` when the hash is an old one. */
  updateView(update: ViewUpdate): Promise<ShownView>;
  /** Shows a person's Home tab, whether they look at it or not. */
  publishHome(slackUserId: string, view: HomeView): Promise<ShownView>;
  /** Address of a message for people; null where it is gone or Copil cannot see it. */
  permalink(channel: string, ts: string): Promise<string | null>;
  /** The message that a thread hangs on, by its own `ts`; null where it is gone or Copil may not read it. */
  threadRoot(channel: string, ts: string): Promise<FoundMessage | null>;
}
