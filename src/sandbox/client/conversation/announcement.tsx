import { type ReactNode, useState } from 'react';
import type { Drawing } from '../../../platform/pages/drawing.js';
import type { PageEntry } from '../../desk/page-api.js';
import { useClientWords } from '../page-hooks.js';
import { compareTs } from './conversation-cache.js';
import { plainText } from './plain-text.js';

interface AnnouncementProps {
  readonly entries: readonly PageEntry[];
  readonly drawing: Drawing;
  /** Whose own messages are not announced. */
  readonly reader: string;
}

/** As much as one wants to hear of a digest before going to it. */
const longest = 200;

/** Tells screen readers of the newest message that came since the conversation was opened. */
export function Announcement({ entries, drawing, reader }: AnnouncementProps): ReactNode {
  const words = useClientWords();
  const newest = entries.at(-1);
  const [openedAt] = useState(newest?.ts ?? '');
  const isNews = newest !== undefined && compareTs(newest.ts, openedAt) > 0 && newest.author.id !== reader;
  const text = isNews ? plainText(newest.text, drawing).slice(0, longest) : '';
  return (
    <p className="visually-hidden" role="status">
      {isNews ? words.messageFrom(newest.author.name, text) : ''}
    </p>
  );
}
