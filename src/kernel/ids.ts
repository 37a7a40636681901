import { createHash, randomUUID } from 'node:crypto';

/** Makes a new identifier; handed in so that tests can fix it. */
export type NewId = () => string;

export const newUuid: NewId = () => randomUUID();

/** SHA-256 of a text, in hex: keys of content (charts, snapshots, files). */
export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
