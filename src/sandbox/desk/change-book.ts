import type { Change } from '../state/model.js';

interface Pages {
  version: number;
  /** By time stamp, ephemerals included. */
  readonly changed: Map<string, number>;
  /** `user`: who alone knew it. */
  readonly gone: Map<string, { readonly version: number; readonly user: string | undefined }>;
}

/** What one who has an older version still lacks. */
export interface Since {
  /** What they have is not known here: they need everything. */
  readonly isWhole: boolean;
  readonly gone: readonly string[];
  readonly isNew: (ts: string) => boolean;
}

/**
 * Which message changed at which version. Versions begin at real time, so that a page that outlives a sandbox holds
 * none from the future of the next, and only grow.
 */
export class ChangeBook {
  readonly #channels = new Map<string, Pages>();
  #version = Date.now();
  /** What is older is not known. */
  #start = this.#version;

  get version(): number {
    return this.#version;
  }

  versionOf(channelId: string): number {
    return this.#channels.get(channelId)?.version ?? this.#start;
  }

  versionOfMessage(channelId: string, ts: string): number {
    return this.#channels.get(channelId)?.changed.get(ts) ?? this.#start;
  }

  note(change: Change): void {
    this.#version += 1;
    switch (change.kind) {
      case 'message':
      case 'ephemeral':
        this.#noteMessage(change);
        break;
      case 'channel':
        this.#pagesOf(change.channel).version = this.#version;
        break;
      case 'all':
        this.#channels.clear();
        this.#start = this.#version;
        break;
      default:
    }
  }

  /** What changed in a conversation after a version, for one person. */
  since(version: number, { channel, user }: { readonly channel: string; readonly user: string }): Since {
    const isWhole = version < this.#start || version > this.#version;
    if (isWhole) return { isWhole, gone: [], isNew: () => true };
    const pages = this.#channels.get(channel);
    const gone = [...(pages?.gone ?? [])].filter(
      ([, one]) => one.version > version && (one.user === undefined || one.user === user),
    );
    return { isWhole, gone: gone.map(([ts]) => ts), isNew: (ts) => (pages?.changed.get(ts) ?? 0) > version };
  }

  #noteMessage(change: Extract<Change, { kind: 'message' | 'ephemeral' }>): void {
    const pages = this.#pagesOf(change.channel);
    pages.version = this.#version;
    if (change.isGone) {
      const user = change.kind === 'ephemeral' ? change.user : undefined;
      pages.changed.delete(change.ts);
      pages.gone.set(change.ts, { version: this.#version, user });
    } else pages.changed.set(change.ts, this.#version);
  }

  #pagesOf(channelId: string): Pages {
    const known = this.#channels.get(channelId);
    if (known) return known;
    const pages: Pages = { version: this.#version, changed: new Map(), gone: new Map() };
    this.#channels.set(channelId, pages);
    return pages;
  }
}
