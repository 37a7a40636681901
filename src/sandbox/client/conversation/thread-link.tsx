import type { ReactNode } from 'react';
import { Avatar } from '../../../platform/pages/avatar.js';
import type { Drawing } from '../../../platform/pages/drawing.js';
import type { Place } from '../page-context.js';
import { formatRoute, parseRoute } from '../route.js';
import { clientWords } from '../words.js';
import type { ThreadSummary } from './timeline.js';

interface ThreadLinkProps {
  readonly summary: ThreadSummary;
  readonly drawing: Drawing;
  readonly place: Place;
}

/** Who answered, how often and when last; opens the thread. */
export function ThreadLink({ summary, drawing, place }: ThreadLinkProps): ReactNode {
  const words = clientWords(drawing.reader.locale);
  const channel = parseRoute(drawing.channelHref(place.channel) ?? '');
  return (
    <a className="thread-link" href={formatRoute({ ...channel, place })}>
      <span className="faces">
        {summary.people.map((person) => (
          <Avatar key={person.id} person={person} size="small" />
        ))}
      </span>
      <b>{words.replies(summary.count)}</b>
      <span className="last-reply">{words.lastReply(drawing.times.dayAndTime(summary.lastAt))}</span>
    </a>
  );
}
