import type { PageBlock, PageChannel, PageMessage, PagePerson, PageWorkspace } from '../../platform/pages/page-view.js';

/**
 * What the page in the browser and the sandbox's server say to each other, as plain JSON. Every call names the person
 * who is acted as (`as`, a user id). The stream tells that something changed; the page then asks what.
 */
export const pagePaths = {
  /** GET `?as=` → PageState. */
  state: '/sandbox/state',
  /** GET `?as=&channel=&since=` → PageConversation; `since` is the version one has, 0 for everything. */
  conversation: '/sandbox/conversation',
  /**
   * GET `?as=`: server-sent events `changed` (PageChange), `progress` (PageProgress) and `requests` (PageRequestsNews,
   * a few times a second at most).
   */
  stream: '/sandbox/stream',
  /** POST PageRequest → PageAnswer. */
  act: '/sandbox/act',
  /**
   * GET `?since=` → PageRequestRow[], newest last; `since` is the highest id one has, or better the highest version:
   * a row comes again when it is answered, with the id it had.
   */
  requests: '/sandbox/requests',
  /** GET `?id=` → PageRequestDetail. */
  request: '/sandbox/request',
  /** GET `?as=&format=markdown|json` → a file to keep: every conversation that person sees. */
  transcript: '/sandbox/transcript',
} as const;

/**
 * What the document at `/` brings along in `<script type="application/json" id="first">`, so that the first view needs
 * no request. Its address names it: `?as=` (a user id), `?c=` (a conversation), `?t=` (a thread in it), `?home`.
 */
export interface PageFirst {
  readonly state: PageState;
  /** Of the place's channel, with everything; null where there is none to see. */
  readonly conversation: PageConversation | null;
  readonly place: { readonly channel: string; readonly thread?: string; readonly isHome?: boolean };
}

/** What the stream sends with `changed`; a lost one is made up for by the next. */
export interface PageChange {
  readonly version: number;
  /** The conversation that changed; none when the state did. */
  readonly channel?: string;
}

/** What the stream sends with `requests`: there are rows newer than this version. */
export interface PageRequestsNews {
  readonly version: number;
}

/** Long work, such as a clock that passes three Mondays; the last one has `isDone`. */
export interface PageProgress {
  readonly text: string;
  readonly isDone: boolean;
}

/** Everything but the messages; small enough to be fetched whole after each change. */
export interface PageState {
  readonly version: number;
  readonly workspace: PageWorkspace;
  readonly actor: PageActor;
  /** Whom one can act as, in the order of the switch. */
  readonly actors: readonly PageActor[];
  readonly channels: readonly PageConversationHead[];
  /** The direct conversation with the app, where its Home tab is too. */
  readonly appChannel: string;
  /** Null: the app has no Home tab. */
  readonly home: PageView | { readonly isEmpty: true } | null;
  /** Open modals, the newest last; at most three. */
  readonly modals: readonly PageView[];
  readonly commands: readonly PageCommand[];
  readonly shortcuts: readonly PageShortcut[];
  readonly clock: PageClock;
  readonly tour: readonly PageTourStep[];
  readonly conditions: readonly PageCondition[];
}

export interface PageActor extends PagePerson {
  /** What a mention is typed as, without `@`. */
  readonly handle: string;
  readonly locale: string;
  readonly timeZone: string;
  /** In the actor's own language: "Cheffe de projet", "Guest". */
  readonly role: string;
  readonly isGuest: boolean;
  /** Messages not read yet, over all conversations. */
  readonly unread: number;
}

export interface PageConversationHead extends PageChannel {
  /** False where one is no member or the channel is archived. */
  readonly canWrite: boolean;
  /** The newest message one has read; empty when none. */
  readonly readTs: string;
  readonly version: number;
}

/** What changed in a conversation since a version. */
export interface PageConversation {
  readonly channel: string;
  readonly version: number;
  /** New and changed ones, oldest first, flat: a reply names its thread; `replies` is empty here. */
  readonly messages: readonly PageEntry[];
  /** Time stamps of messages that are gone. */
  readonly gone: readonly string[];
  /** Everything there is: whatever else one had of this conversation is gone. */
  readonly isWhole?: boolean;
  /** Addresses of the files and pictures of these messages, by file id; one that is missing is not ready yet. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface PageEntry extends PageMessage {
  /** The time stamp of the message that is answered; none at the top level. */
  readonly thread?: string;
  /** A reply that stands in the channel too. */
  readonly isBroadcast?: boolean;
  /** Set when only this person sees it; the id to act on. */
  readonly ephemeralId?: string;
  readonly version: number;
}

/** A modal or the Home tab, as the app sent it. */
export interface PageView {
  readonly id: string;
  readonly hash: string;
  readonly kind: 'modal' | 'home';
  readonly title: string;
  /** The words of the button that submits; none: nothing to submit. */
  readonly submit?: string;
  readonly close?: string;
  readonly blocks: readonly PageBlock[];
  /** What was typed or chosen, by block and action, as Slack keeps it. */
  readonly values: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  /** Addresses of its pictures, by file id. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface PageCommand {
  /** With its slash. */
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
}

export interface PageShortcut {
  readonly name: string;
  readonly description: string;
  readonly callbackId: string;
  readonly kind: 'message' | 'global';
}

/** The time the workspace plays. */
export interface PageClock {
  /** Milliseconds since the epoch when this state was made; it runs on from there. */
  readonly now: number;
  readonly isAhead: boolean;
  readonly isMoving: boolean;
  /** The next scheduled run: when, and in words for the button ("Monday 09:00: the weekly digest of …"). */
  readonly next: { readonly at: number; readonly text: string } | null;
}

/** Rows whose ability the app has not yet are left out by the server. */
export interface PageTourStep {
  readonly id: 'read-digest' | 'open-chart' | 'raise-blocker' | 'make-action' | 'approve' | 'decide' | 'next-run';
  readonly isDone: boolean;
  /** The conversation where it is done; none: the first channel one is in. */
  readonly channel?: string;
  /** The person who can do it, where the person acted as cannot. */
  readonly actor?: string;
}

/** A bad day that can be switched on. */
export interface PageCondition {
  readonly id: 'rate-limited' | 'server-error' | 'no-answer' | 'outage' | 'slow-files' | 'no-uploads';
  readonly isOn: boolean;
  /** How many requests met it so far. */
  readonly met: number;
}

export interface PageRequestRow {
  readonly id: number;
  readonly direction: 'to_slack' | 'to_app';
  readonly name: string;
  readonly transport: 'http' | 'socket';
  readonly at: number;
  readonly status?: number;
  readonly latencyMs?: number;
  /** The error Slack would have answered. */
  readonly refused?: string;
  /** The bad day that met it. */
  readonly fault?: string;
  /** Grows when the row is answered; `status` and `latencyMs` are missing while it is not. */
  readonly version?: number;
}

export interface PageRequestDetail extends PageRequestRow {
  readonly request: unknown;
  readonly response?: unknown;
}

/** What an element belongs to. */
export type PageTarget =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'ephemeral'; readonly id: string }
  | { readonly kind: 'view'; readonly id: string };

/** By block and action: the element's state without `type`, as `{ value: 'Delay' }`. */
export type PageValues = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What a person does. Texts hold mentions as typed (`@handle`, `#channel`); the server makes Slack's form of them. */
export type PageAct =
  | { readonly kind: 'write'; readonly channel: string; readonly text: string; readonly thread?: string }
  | { readonly kind: 'slash'; readonly channel: string; readonly line: string }
  | {
      readonly kind: 'press';
      readonly target: PageTarget;
      readonly blockId: string;
      readonly actionId: string;
      /** Nothing for a button; else the element's state without `type`, as `{ selected_date: '2026-11-21' }`. */
      readonly chosen?: Readonly<Record<string, unknown>>;
      /** What stands in all elements of that message or view, pressed or not: the payload's `state.values`. */
      readonly values?: PageValues;
    }
  | {
      readonly kind: 'suggest';
      readonly target: PageTarget;
      readonly blockId: string;
      readonly actionId: string;
      readonly typed: string;
      /** As with `press`. */
      readonly values?: PageValues;
    }
  | {
      readonly kind: 'submit';
      readonly view: string;
      /** By block: the element's state without `type`. */
      readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    }
  | { readonly kind: 'close'; readonly view: string; readonly isCleared: boolean }
  | { readonly kind: 'global-shortcut'; readonly callbackId: string }
  | { readonly kind: 'message-shortcut'; readonly callbackId: string; readonly channel: string; readonly ts: string }
  | { readonly kind: 'open-home' }
  | { readonly kind: 'read'; readonly channel: string; readonly ts: string }
  | { readonly kind: 'dismiss'; readonly ephemeral: string }
  | { readonly kind: 'tour'; readonly step: PageTourStep['id'] }
  | { readonly kind: 'clock'; readonly to: 'next-run' | 'day' | 'week' | 'quarter' }
  | { readonly kind: 'condition'; readonly id: PageCondition['id']; readonly isOn: boolean }
  | { readonly kind: 'reset' };

export interface PageRequest {
  readonly as: string;
  readonly act: PageAct;
}

/** `message` is for the person, in their language: what Slack would say, or what the sandbox could not do. */
export type PageAnswer =
  | { readonly ok: true; readonly options?: PageOptions }
  | { readonly ok: false; readonly message: string; readonly fieldErrors?: Readonly<Record<string, string>> };

export interface PageOption {
  readonly text: { readonly type: string; readonly text: string };
  readonly value: string;
  readonly description?: { readonly type: string; readonly text: string };
}

/** Answers to what was typed into an external select; `label` is empty where the app groups nothing. */
export type PageOptions = readonly { readonly label: string; readonly options: readonly PageOption[] }[];
