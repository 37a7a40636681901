import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import sharp from 'sharp';

/** Uploads a picture that belongs to the app; where it is awaited, Slack has looked through it and it can be shown. */
export async function uploadPicture(client: App['client'], { isAwaited }: { isAwaited: boolean }) {
  const bytes = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#2b6cb0' } })
    .png()
    .toBuffer();
  const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
    filename: 'blue.png',
    length: bytes.length,
    alt_text: 'A blue picture',
  });
  await fetch(url, { method: 'POST', body: new Uint8Array(bytes) });
  await client.files.completeUploadExternal({ files: [{ id, title: 'Blue' }] });
  while (isAwaited && !(await client.files.info({ file: id })).file?.mimetype) await sleep(10);
  return { id };
}
