import { newSlackId, token } from './ids.js';
import type { StoredFile } from './state/model.js';
import type { World } from './world.js';

/** A file somebody drops into a message. */
export interface PersonsFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Keeps a person's file; people see theirs at once. */
export function storePersonsFile(world: World, { user, name, bytes }: PersonsFile & { user: string }): StoredFile {
  const file = newFile(world, { user, name, declaredBytes: bytes.length, altText: '' });
  Object.assign(file, { title: name, bytes, readyAt: world.state.now() });
  return file;
}

/** A file that is announced and has no bytes yet. */
export function newFile(
  world: World,
  about: Pick<StoredFile, 'user' | 'name' | 'declaredBytes' | 'altText'>,
): StoredFile {
  const file: StoredFile = {
    ...about,
    id: newSlackId('F'),
    title: '',
    uploadToken: token(20),
    created: Math.floor(world.state.now() / 1000),
    shares: new Set(),
  };
  world.state.files.set(file.id, file);
  return file;
}

/** Tells the app that a file came into a channel it is in. */
export async function tellShared(world: World, { id, user }: StoredFile, channelId: string): Promise<void> {
  const { channels, installation } = world.state;
  if (!channels.get(channelId)?.members.has(installation.botUserId)) return;
  await world.emit({ type: 'file_shared', file_id: id, user_id: user, file: { id }, channel_id: channelId });
}
