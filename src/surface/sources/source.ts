import type { ContextBlock } from '@slack/types';
import { z } from 'zod';
import { smallWords } from '../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../platform/slack/escape.js';
import type { Say } from '../../platform/texts.js';
import type { AppDeps } from '../app-deps.js';

/** The message that a form was opened from, as the form carries it, and the thread an answer to it belongs to. */
export const SourceMessage = z.object({
  channel: z.string(),
  ts: z.string(),
  thread: z.string(),
  /** Its words as people read them; null where it has none. */
  quote: z.string().nullable(),
});
export type SourceMessage = z.infer<typeof SourceMessage>;

/** The message that a thing was made from; the link works for whoever sees its channel. */
export type Source = Pick<SourceMessage, 'channel' | 'ts' | 'quote'> & { readonly link: string | null };

/** What of a message is kept beside its link: enough to know it again when it is gone. */
const keptAtMost = 300;

/** `text` is readable, and may be empty; a message that stands in no thread begins one. */
export function sourceMessage(message: {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly text: string;
}): SourceMessage {
  const { channel, ts, threadTs, text } = message;
  return { channel, ts, thread: threadTs ?? ts, quote: text === '' ? null : clampText(text, keptAtMost) };
}

/** With the way back to the message; it may have been deleted since, and its words are kept all the same. */
export async function linkedSource(
  { messenger, log }: Pick<AppDeps, 'messenger' | 'log'>,
  { channel, ts, quote }: SourceMessage,
): Promise<Source> {
  const link = await messenger.permalink(channel, ts).catch((error: unknown) => {
    log.warn('a message has no link', { err: error, channel });
    return null;
  });
  return { channel, ts, link, quote };
}

type Columns = {
  readonly sourceChannel: string | null;
  readonly sourceTs: string | null;
  readonly sourceLink: string | null;
  readonly quote: string | null;
};

/** As a row of its thing holds it. */
export function sourceColumns(source: Source | null): Columns {
  const { channel = null, ts = null, link = null, quote = null } = source ?? {};
  return { sourceChannel: channel, sourceTs: ts, sourceLink: link, quote };
}

/** What a row holds of it. */
export function sourceIn({ sourceChannel, sourceTs, sourceLink, quote }: Columns): Source | null {
  return sourceChannel && sourceTs ? { channel: sourceChannel, ts: sourceTs, link: sourceLink, quote } : null;
}

/** Above a form, so that it is seen what it is made from. */
export function quoteAbove(source: Pick<SourceMessage, 'quote'> | undefined, say: Say): ContextBlock[] {
  return source?.quote ? [smallWords(say('sources.quote', { quote: plainInMrkdwn(source.quote) }))] : [];
}

/** What a card shows of a quote, which is longer once it is escaped. */
const shownAtMost = 280;

/** What was said where it was made, with the way back to it. What `isSaid` above already need not be read twice. */
export function sourceBlocks(
  source: Source | null,
  { say, link, isSaid }: { readonly say: Say; readonly link: string; readonly isSaid: (quote: string) => boolean },
): ContextBlock[] {
  const said =
    source?.quote && !isSaid(source.quote)
      ? say('sources.quote', { quote: clampText(plainInMrkdwn(source.quote), shownAtMost) })
      : '';
  const way = source?.link ? `<${source.link}|${link}>` : '';
  const line = [said, way].filter(Boolean).join(' — ');
  return line === '' ? [] : [smallWords(line)];
}
