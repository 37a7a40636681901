import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message } from 'slack-blocks-to-jsx';

/** The library holds the table of Slack's emoji names and gives it out only by drawing; an unknown name comes back as itself. */
export function emojiCharacters(name: string): string | null {
  const elements = [{ type: 'rich_text_section', elements: [{ type: 'emoji', name }] }];
  const block = { type: 'rich_text', elements } as unknown as Block;
  const markup = renderToStaticMarkup(<Message blocks={[block]} name="" logo="" withoutWrapper />);
  const drawn = /_element_emoji">([^<]*)</.exec(markup)?.[1];
  return drawn === undefined || drawn === '' || drawn === name ? null : drawn;
}
