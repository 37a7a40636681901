import type { ReactNode } from 'react';
import type { ElementShape, InputShape } from './block-shapes.js';
import { emojiCharacters } from './emoji.js';
import type { FileUrl, PageBlock, PageChannel, PagePerson, PageReader, PageWorkspace } from './page-view.js';
import { makeTimes, type Times } from './times.js';
import { type PageWords, pageWords } from './words.js';

/** Everything a part of the page needs to know beside the thing it draws. */
export interface Drawing {
  readonly people: ReadonlyMap<string, PagePerson>;
  readonly channels: ReadonlyMap<string, PageChannel>;
  readonly fileUrl: FileUrl;
  readonly reader: PageReader;
  readonly words: PageWords;
  readonly times: Times;
  /** Where a channel's name leads, or null where there is no page to go to. */
  readonly channelHref: (channelId: string) => string | null;
  /** The characters of `:name:`, or null when it is nobody's emoji. */
  readonly emoji: (name: string) => string | null;
  /** Draws an element that one can use; without it elements only look like themselves. Images never come here. */
  readonly drawControl?: (element: ElementShape, block: PageBlock) => ReactNode;
  /** Draws an input block whole, because its label, hint and error belong to its element. */
  readonly drawInput?: (input: InputShape, block: PageBlock) => ReactNode;
}

interface DrawingOptions {
  readonly workspace: Pick<PageWorkspace, 'people' | 'channels'>;
  readonly fileUrl: FileUrl;
  readonly reader: PageReader;
  /** Milliseconds in the time the workspace plays; decides "today". */
  readonly now?: number | undefined;
  readonly channelHref: (channelId: string) => string | null;
}

export function makeDrawing(options: DrawingOptions): Drawing {
  const { workspace, fileUrl, reader, now, channelHref } = options;
  return {
    people: new Map(workspace.people.map((person) => [person.id, person])),
    channels: new Map(workspace.channels.map((channel) => [channel.id, channel])),
    fileUrl,
    reader,
    words: pageWords(reader.locale),
    times: makeTimes(reader, now),
    channelHref,
    emoji: rememberedEmoji(),
  };
}

/** A page repeats few emoji many times, and finding one means drawing it. */
function rememberedEmoji(): Drawing['emoji'] {
  const known = new Map<string, string | null>();
  return (name) => {
    const found = known.get(name) ?? emojiCharacters(name);
    known.set(name, found);
    return found;
  };
}
