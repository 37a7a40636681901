import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message } from 'slack-blocks-to-jsx';
import type { Drawing } from './drawing.js';
import { SafeLink } from './mrkdwn-text.js';
import type { PageBlock } from './page-view.js';

/** The blocks that slack-blocks-to-jsx draws as Slack does; the others are drawn here. */
export const libraryBlockTypes: ReadonlySet<string> = new Set([
  'rich_text',
  'markdown',
  'data_visualization',
  'alert',
  'card',
  'carousel',
  'plan',
  'task_card',
  'video',
]);

interface LibraryBlockProps {
  readonly block: PageBlock;
  readonly drawing: Drawing;
}

/** A block the library draws, or what to say instead where it throws on it (it trusts the shape of what it is given). */
export function LibraryBlock({ block, drawing }: LibraryBlockProps): ReactNode {
  const drawn = <LibraryMessage block={block} drawing={drawing} />;
  return canBeDrawn(drawn) ? drawn : <p className="undrawn">{drawing.words.undrawn(block.type)}</p>;
}

/** The server's renderer knows no error boundary, so trying is the only way to know. */
function canBeDrawn(node: ReactNode): boolean {
  try {
    renderToStaticMarkup(node);
    return true;
  } catch {
    return false;
  }
}

function LibraryMessage({ block, drawing }: LibraryBlockProps): ReactNode {
  return (
    <Message
      blocks={[block as unknown as Block]}
      name=""
      logo=""
      withoutWrapper
      data={{
        users: [...drawing.people.values()].map(({ id, name }) => ({ id, name, avatar: '' })),
        channels: [...drawing.channels.values()].map(({ id, name }) => ({ id, name })),
        user_groups: [],
      }}
      hooks={{
        date: ({ timestamp, format, fallback }) => drawing.times.slackDate(Number(timestamp), format, fallback),
        link: ({ href, children, className }) => (
          <SafeLink url={href} {...(className === undefined ? {} : { className })}>
            {children}
          </SafeLink>
        ),
      }}
    />
  );
}
