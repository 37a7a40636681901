import { z } from 'zod';
import type { Channel, Ephemeral, Message, StoredFile, StoredView, User } from './model.js';
import type { SlackState } from './slack-state.js';

/** A workspace as plain JSON, to be kept; the bytes of its files are kept beside it. */
export type StateSnapshot = {
  readonly users: readonly User[];
  readonly channels: readonly (Omit<Channel, 'members'> & { readonly members: readonly string[] })[];
  readonly messages: readonly Message[];
  readonly ephemerals: readonly Ephemeral[];
  readonly files: readonly (Omit<StoredFile, 'bytes' | 'shares'> & {
    readonly shares: readonly string[];
    readonly hasBytes: boolean;
  })[];
  readonly views: readonly StoredView[];
  /** By person: the ids of their open modals, the newest last. */
  readonly stacks: Readonly<Record<string, readonly string[]>>;
  readonly homes: Readonly<Record<string, string>>;
  /** By person and channel. */
  readonly readMarks: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

const Blocks = z.array(z.looseObject({ type: z.string() }));
const Written = { channel: z.string(), ts: z.string(), user: z.string(), text: z.string(), blocks: Blocks };

/** Enough to tell a snapshot from a torn or foreign file; what the fields mean is `StateSnapshot`'s. */
const Snapshot = z.object({
  users: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  channels: z.array(z.looseObject({ id: z.string(), members: z.array(z.string()) })),
  messages: z.array(z.looseObject({ ...Written, files: z.array(z.string()), shownAt: z.number() })),
  ephemerals: z.array(z.looseObject({ ...Written, id: z.string(), shownAt: z.number() })),
  files: z.array(z.looseObject({ id: z.string(), shares: z.array(z.string()), hasBytes: z.boolean() })),
  views: z.array(
    z.looseObject({ id: z.string(), view: z.looseObject({}), hash: z.string(), state: z.looseObject({}) }),
  ),
  stacks: z.record(z.string(), z.array(z.string())),
  homes: z.record(z.string(), z.string()),
  readMarks: z.record(z.string(), z.record(z.string(), z.string())),
});

/** @throws ZodError for anything that `exportState` did not write */
export function parseSnapshot(value: unknown): StateSnapshot {
  return Snapshot.parse(value) as unknown as StateSnapshot;
}

/** Everything the workspace holds but its installation, whose secrets are made anew each time. */
export function exportState(state: SlackState): StateSnapshot {
  return {
    users: [...state.users.values()],
    channels: [...state.channels.values()].map((channel) => ({ ...channel, members: [...channel.members] })),
    messages: [...state.messages.values()].flat(),
    ephemerals: [...state.ephemerals],
    files: [...state.files.values()].map(({ bytes, shares, ...file }) => ({
      ...file,
      shares: [...shares],
      hasBytes: bytes !== undefined,
    })),
    views: [...state.views.values()],
    stacks: Object.fromEntries(state.stacks),
    homes: Object.fromEntries(state.homes),
    readMarks: Object.fromEntries([...state.readMarks].map(([user, marks]) => [user, Object.fromEntries(marks)])),
  };
}

/**
 * Makes the workspace hold what the snapshot says, and tells the page that nothing it knew need be true any more. People
 * and channels that the snapshot does not know stay: they came with a newer sample. `bytesOf` a file that has none any
 * more is undefined.
 */
export function restoreState(
  state: SlackState,
  snapshot: StateSnapshot,
  bytesOf: (fileId: string) => Uint8Array | undefined = () => undefined,
): void {
  const kept = structuredClone(snapshot);
  for (const user of kept.users) state.users.set(user.id, user);
  dropConversations(state);
  for (const channel of kept.channels) {
    state.channels.set(channel.id, { ...channel, members: new Set(channel.members) });
  }
  for (const id of state.channels.keys()) state.messages.set(id, []);
  for (const message of kept.messages) state.messages.get(message.channel)?.push(message);
  state.ephemerals.push(...kept.ephemerals);
  for (const { hasBytes, shares, ...file } of kept.files) {
    const bytes = hasBytes ? bytesOf(file.id) : undefined;
    state.files.set(file.id, { ...file, shares: new Set(shares), ...(bytes && { bytes }) });
  }
  for (const view of kept.views) state.views.set(view.id, view);
  for (const [user, ids] of Object.entries(kept.stacks)) state.stacks.set(user, [...ids]);
  for (const [user, id] of Object.entries(kept.homes)) state.homes.set(user, id);
  for (const [user, marks] of Object.entries(kept.readMarks)) {
    state.readMarks.set(user, new Map(Object.entries(marks)));
  }
  state.changed({ kind: 'all' });
}

function dropConversations(state: SlackState): void {
  for (const channel of [...state.channels.values()]) if (channel.is_im) state.channels.delete(channel.id);
  for (const held of [state.messages, state.files, state.views, state.stacks, state.homes, state.readMarks])
    held.clear();
  state.ephemerals.length = 0;
}
