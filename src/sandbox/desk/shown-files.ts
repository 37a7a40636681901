import { isRecord } from '../blocks/rules.js';
import type { SlackState } from '../state/slack-state.js';

/** What can show files: attached ones, and pictures in blocks. */
interface Showing {
  readonly blocks: readonly unknown[];
  readonly files?: readonly string[];
}

/** The files a message or view shows, attached ones first. */
export function shownFileIds({ blocks, files = [] }: Showing): readonly string[] {
  return [...new Set([...files, ...blocks.flatMap(picturesIn)])];
}

function picturesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(picturesIn);
  if (!isRecord(value)) return [];
  const file = value['slack_file'];
  const own = isRecord(file) ? [fileId(file)].filter((id) => id !== undefined) : [];
  return [...own, ...Object.values(value).flatMap(picturesIn)];
}

function fileId(file: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof file['id'] === 'string') return file['id'];
  return /\/(F[A-Z0-9]{8,})\//.exec(String(file['url']))?.[1];
}

/** Addresses of those files that can be looked at already. */
export function fileAddresses(state: SlackState, shown: readonly Showing[]): Record<string, string> {
  const ids = new Set(shown.flatMap(shownFileIds));
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const file = state.files.get(id);
      return file && state.isReady(file) ? [[id, `/files/${id}/${encodeURIComponent(file.name)}`]] : [];
    }),
  );
}
