/** `ok`: fine. `note`: works, but somebody should know. `fault`: something does not work until a person acts. */
export type Finding = { readonly level: 'ok' | 'note' | 'fault'; readonly text: string };

export const ok = (text: string): Finding => ({ level: 'ok', text });
export const note = (text: string): Finding => ({ level: 'note', text });
export const fault = (text: string): Finding => ({ level: 'fault', text });

/** The last line: a driver says first what it was asked. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.trim().split('\n').at(-1) ?? '').replace(/\.$/, '');
}
