import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** An id as Slack makes them: a letter that tells the kind, then ten letters or digits. */
export function newSlackId(prefix: string): string {
  return `${prefix}0${token(9)}`;
}

/** `length` letters and digits nobody can guess. */
export function token(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}
