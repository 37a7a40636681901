/** What a Slack workspace is made of, as far as Copil can see it. Field names are Slack's own, so that an answer is a plain copy. */

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

export interface User {
  readonly id: string;
  name: string;
  real_name: string;
  email?: string;
  tz: string;
  locale: string;
  is_bot: boolean;
  deleted: boolean;
  /** A guest. */
  is_restricted: boolean;
  /** A guest who sees one channel alone. */
  is_ultra_restricted?: boolean;
  /** A person of another company in a shared channel, where Slack marks them as one; else their team alone tells. */
  is_stranger: boolean;
  /** The workspace they are a member of, where it is not this one. */
  team_id?: string;
}

export interface Channel {
  readonly id: string;
  name: string;
  is_im: boolean;
  is_private: boolean;
  is_archived: boolean;
  is_ext_shared: boolean;
  topic: string;
  /** Unix seconds. */
  created: number;
  members: Set<string>;
}

export type Block = { readonly type: string } & Record<string, unknown>;

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Record<string, unknown>;
}

/** The one app installed in the workspace. */
export interface Installation {
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly name: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly scopes: readonly string[];
  readonly botEvents: readonly string[];
  readonly hasHomeTab: boolean;
  isRevoked: boolean;
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  /** Set when the app posted it. */
  readonly bot_id?: string;
  /** Set when a person's client sent it. */
  readonly client_msg_id?: string;
  readonly thread_ts?: string;
  readonly is_broadcast?: boolean;
  text: string;
  blocks: readonly Block[];
  metadata?: Metadata;
  edited?: { readonly user: string; readonly ts: string };
  /** Deleted while it had replies: its place stays. */
  readonly isTombstone?: true;
  files: readonly string[];
  /** The time of the world the workspace plays (milliseconds), for the page; `ts` is real time. */
  readonly shownAt: number;
}

/** What one person alone sees, as a reply to a command or by chat.postEphemeral. */
export interface Ephemeral {
  readonly id: string;
  readonly channel: string;
  readonly user: string;
  readonly ts: string;
  readonly thread_ts?: string;
  text: string;
  blocks: readonly Block[];
  readonly shownAt: number;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  title: string;
  readonly declaredBytes: number;
  readonly user: string;
  readonly altText: string;
  /** The secret part of the address its bytes are sent to. */
  readonly uploadToken: string;
  /** Unix seconds. */
  readonly created: number;
  bytes?: Uint8Array;
  /** Set by files.completeUploadExternal: technical milliseconds from which the file can be used. */
  readyAt?: number;
  readonly shares: Set<string>;
}

export interface StoredView {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly user: string;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
  /** What the app sent: title, blocks, submit, private_metadata, callback_id … */
  view: Record<string, unknown>;
  hash: string;
  state: Record<string, Record<string, unknown>>;
}

export type Change =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string; readonly isGone?: boolean }
  | { readonly kind: 'channel'; readonly channel: string }
  | { readonly kind: 'file'; readonly file: string }
  | {
      readonly kind: 'ephemeral';
      readonly user: string;
      readonly channel: string;
      readonly ts: string;
      readonly isGone?: boolean;
    }
  | { readonly kind: 'view' | 'home' | 'read'; readonly user: string }
  | { readonly kind: 'team' }
  /** Nothing that was known need be true any more: the workspace begins anew. */
  | { readonly kind: 'all' };
