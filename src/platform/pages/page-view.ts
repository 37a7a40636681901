/**
 * What the page draws, as plain data: whoever holds a workspace maps it to these types, and nothing here knows where
 * it came from. A view is always one person's: messages only others may see are left out by whoever makes it.
 */

export interface PagePerson {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
  /** Drawn instead of initials, as the app's own icon. */
  readonly emoji?: string;
}

export interface PageChannel {
  readonly id: string;
  /** Without `#`; for a direct conversation the other person's name. */
  readonly name: string;
  readonly kind: 'channel' | 'private' | 'im';
  readonly topic?: string;
  /** How many messages were not read yet. */
  readonly unread?: number;
  readonly isArchived?: boolean;
  /** Open to people of another company. */
  readonly isShared?: boolean;
}

export interface PageWorkspace {
  readonly name: string;
  readonly people: readonly PagePerson[];
  readonly channels: readonly PageChannel[];
}

/** Any Block Kit block, as the app sent it. */
export type PageBlock = { readonly type: string } & Readonly<Record<string, unknown>>;

export interface PageFile {
  readonly id: string;
  readonly name: string;
  readonly altText?: string;
}

export interface PageMessage {
  readonly ts: string;
  readonly author: PagePerson;
  /** Milliseconds since the epoch, in the time the workspace plays. */
  readonly at: number;
  readonly text: string;
  readonly blocks: readonly PageBlock[];
  readonly isEdited: boolean;
  readonly isEphemeral: boolean;
  /** Oldest first; empty when nobody answered. */
  readonly replies: readonly PageMessage[];
  readonly files: readonly PageFile[];
}

/** The address of a file's bytes, or null while there is none. */
export type FileUrl = (fileId: string) => string | null;

/** A language and an IANA zone: how the reader is shown words, numbers and times. */
export interface PageReader {
  /** BCP 47, as `fr-FR`; words exist in French and English, English being the answer to any other language. */
  readonly locale: string;
  readonly timeZone: string;
}
