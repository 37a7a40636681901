import type { StandIn } from '../../../src/sandbox/stand-in.js';
import { secrets } from './start-slack.js';

export type Answer = { readonly ok: boolean; readonly error?: string } & Readonly<Record<string, unknown>>;

/** Calls a method as the SDK does: a form, objects as JSON text, the token in the header (`null`: none). */
export async function call(
  slack: Pick<StandIn, 'apiUrl'>,
  method: string,
  args: Readonly<Record<string, unknown>> = {},
  token: string | null = secrets.botToken,
): Promise<Answer> {
  const fields = Object.entries(args).map(([name, value]): [string, string] => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as Answer;
}

/** Uploads bytes and completes the file, without sharing it. @returns its id */
export async function upload(slack: Pick<StandIn, 'apiUrl'>, filename: string, bytes = 'bytes'): Promise<string> {
  const ticket = await call(slack, 'files.getUploadURLExternal', { filename, length: bytes.length });
  await fetch(String(ticket['upload_url']), { method: 'POST', body: bytes });
  await call(slack, 'files.completeUploadExternal', { files: [{ id: ticket['file_id'], title: filename }] });
  return String(ticket['file_id']);
}
