import { isRecord } from '../blocks/rules.js';
import { newFile, tellShared } from '../files.js';
import { tellPosted } from '../message-events.js';
import { Refusal } from '../refusal.js';
import { fileJson } from '../state/as-json.js';
import type { StoredFile } from '../state/model.js';
import { Args, type Call, type Method } from './call.js';
import { writableChannel } from './channels.js';

function getUploadUrl(call: Call): Record<string, unknown> {
  const { world, args } = call;
  const length = Number(args.needed('length'));
  if (!Number.isInteger(length) || length <= 0) throw new Refusal('invalid_arguments');
  const file = newFile(world, {
    name: args.needed('filename'),
    declaredBytes: length,
    user: world.state.installation.botUserId,
    altText: args.text('alt_text') ?? args.text('alt_txt') ?? '',
  });
  return { upload_url: `${world.baseUrl()}/upload/${file.id}/${file.uploadToken}`, file_id: file.id };
}

/** The files named in the call, each uploaded but not yet completed. @throws Refusal invalid_arguments, file_not_found */
function uploaded(call: Call): StoredFile[] {
  const named = call.args.json('files', 'invalid_arguments');
  if (!Array.isArray(named) || named.length === 0 || !named.every(isRecord)) throw new Refusal('invalid_arguments');
  return named.map((entry) => {
    const file = call.world.state.files.get(String(entry['id']));
    if (!file?.bytes) throw new Refusal('file_not_found');
    file.title = typeof entry['title'] === 'string' ? entry['title'] : file.name;
    return file;
  });
}

/** Answers at once; the files become usable, and are shared, only later. */
function complete(call: Call): Record<string, unknown> {
  const { world, args } = call;
  const channelId = args.text('channel_id');
  if (channelId !== undefined && !/^[CGDZ]/.test(channelId)) throw new Refusal('channel_not_found');
  const place = { world, args: new Args({ channel: channelId }) };
  const channel = channelId === undefined ? undefined : writableChannel(place);
  const files = uploaded(call);
  const delay = world.faults.fileReadyAfterMs ?? world.fileReadyAfterMs;
  for (const file of files) file.readyAt ??= world.state.now() + delay;
  whenReady(delay, () => {
    if (channel) share(call, channel.id, files);
    for (const file of files) world.state.changed({ kind: 'file', file: file.id });
  });
  return { files: files.map((file) => fileJson(world, file)) };
}

function whenReady(delay: number, act: () => void): void {
  if (Number.isFinite(delay)) setTimeout(act, delay).unref();
}

function share(call: Call, channel: string, files: readonly StoredFile[]): void {
  const { state } = call.world;
  const thread = call.args.text('thread_ts');
  const message = state.addMessage({
    channel,
    user: state.installation.botUserId,
    bot_id: state.installation.botId,
    ...(thread && { thread_ts: thread }),
    text: call.args.text('initial_comment') ?? '',
    blocks: [],
    files: files.map(({ id }) => id),
  });
  void tellPosted(call.world, message);
  for (const file of files) void tellShared(call.world, file, channel);
}

function existing(call: Call): StoredFile {
  const file = call.world.state.files.get(call.args.needed('file', 'file_not_found'));
  if (!file?.readyAt) throw new Refusal('file_not_found');
  return file;
}

function info(call: Call): Record<string, unknown> {
  return { file: fileJson(call.world, existing(call)), comments: [], response_metadata: { next_cursor: '' } };
}

function remove(call: Call): Record<string, unknown> {
  const file = existing(call);
  if (file.user !== call.world.state.installation.botUserId) throw new Refusal('cant_delete_file');
  call.world.state.files.delete(file.id);
  call.world.state.changed({ kind: 'file', file: file.id });
  return {};
}

const writes = ['files:write'];

export const filesMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': { tier: 4, token: 'bot', scopes: writes, handle: getUploadUrl },
  'files.completeUploadExternal': { tier: 4, token: 'bot', scopes: writes, handle: complete },
  'files.info': { tier: 4, token: 'bot', scopes: ['files:read'], handle: info },
  'files.delete': { tier: 3, token: 'bot', scopes: writes, handle: remove },
};
