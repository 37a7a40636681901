import type { Block } from '@slack/types';

/** A message as it stands in the outbox. `key` tells it from every other and travels in its metadata. */
export type OutgoingMessage = {
  readonly channel: string;
  /** `ts` of the parent, for a message in a thread. */
  readonly threadTs?: string;
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
  /** Whether Copil is in it; a direct message counts. */
  readonly isMember: boolean;
  /** People of another company or workspace read it, or are invited to; true as well when Slack does not say. */
  readonly isShared: boolean;
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
  /** A guest, or somebody of another company. */
  readonly isOutsider: boolean;
};

export type Identity = {
  readonly teamId: string;
  readonly teamName: string;
  readonly botUserId: string;
  readonly botId: string | null;
  /** The permissions the token has, as Slack states them. */
  readonly scopes: readonly string[];
};

export type KeyQuery = {
  readonly channel: string;
  readonly key: string;
  /** Start of the earliest attempt; a margin for clocks that disagree is added. */
  readonly since: Date;
  readonly threadTs?: string;
};

export type OutgoingImage = { readonly name: string; readonly altText: string; readonly png: Uint8Array };

/** All that Copil asks of Slack by itself. Every method throws SlackFailure, and nothing else, when Slack does not do it. */
export interface Messenger {
  /** One attempt, never repeated by itself: after `unknown-outcome` ask `findByKey` before posting again. */
  post(message: OutgoingMessage): Promise<{ channel: string; ts: string }>;
  /** Replaces text and blocks of a message of ours; doing it twice is harmless. */
  update(message: OutgoingMessage & { readonly ts: string }): Promise<void>;
  /** `ts` of the message of ours that carries the key, in the channel's history or in one thread; null when it is not there. */
  findByKey(query: KeyQuery): Promise<string | null>;
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
}
