import type { WebClient } from '@slack/web-api';
import { clampText } from './escape.js';
import { slackLimits } from './limits.js';
import type { OutgoingImage } from './messenger.js';
import { SlackFailure } from './slack-failure.js';
import { callSlack } from './web-clients.js';

type Uploader = { readonly client: WebClient; readonly timeoutMs: number };

/**
 * Uploads without a channel: the file then belongs to a message only when that message is posted, in one piece and
 * in order. A repeated attempt leaves at worst a file that nobody sees.
 */
export async function uploadImage({ client, timeoutMs }: Uploader, image: OutgoingImage): Promise<string> {
  const altText = clampText(image.altText, slackLimits.altText);
  // Slack's reference says `alt_txt`, its SDK `alt_text`; what it does not know it leaves aside.
  const spoken = { alt_text: altText, alt_txt: altText };
  const { file_id: id, upload_url: url } = await callSlack('files.getUploadURLExternal', () =>
    client.files.getUploadURLExternal({
      filename: image.name,
      length: image.png.byteLength,
      ...spoken,
    }),
  );
  if (!id || !url) throw unusable('files.getUploadURLExternal', 'gave no address to send the file to');
  await callSlack('upload', () => sendBytes(url, image.png, timeoutMs));
  await callSlack('files.completeUploadExternal', () =>
    client.files.completeUploadExternal({ files: [{ id, title: image.title }] }),
  );
  return id;
}

async function sendBytes(url: string, png: Uint8Array, timeoutMs: number): Promise<void> {
  const body = new Blob([new Uint8Array(png)], { type: 'image/png' });
  const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(timeoutMs) });
  await response.arrayBuffer();
  if (response.ok) return;
  const seconds = Number(response.headers.get('retry-after') ?? 30);
  if (response.status === 429) {
    throw new SlackFailure({
      kind: 'rate-limited',
      method: 'upload',
      slackError: 'ratelimited',
      retryAfterMs: seconds * 1_000,
    });
  }
  throw unusable('upload', `answered HTTP ${response.status}`);
}

function unusable(method: string, detail: string): SlackFailure {
  return new SlackFailure({ kind: 'unreachable', method, slackError: null, detail });
}
