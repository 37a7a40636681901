import { address, anything, bool, byType, type Fields, int, list, oneOf, type Rule, shape, str } from './rules.js';
import { countedText } from './texts.js';

const style = shape(
  {},
  {
    bold: bool,
    italic: bool,
    strike: bool,
    underline: bool,
    code: bool,
    highlight: bool,
    client_highlight: bool,
    unlink: bool,
  },
);

function leaf(required: Fields, optional: Fields = {}): Rule {
  return shape({ type: anything, ...required }, { style, ...optional });
}

const leaves: Fields = {
  text: shape({ type: anything, text: countedText(40_000) }, { style }),
  link: leaf({ url: address }, { text: countedText(40_000, 0), unsafe: bool }),
  user: leaf({ user_id: str(30, { pattern: /^[UW][A-Z0-9]+$/ }) }),
  usergroup: leaf({ usergroup_id: str(30, { pattern: /^S[A-Z0-9]+$/ }) }),
  channel: leaf({ channel_id: str(30, { pattern: /^[CG][A-Z0-9]+$/ }) }),
  team: leaf({ team_id: str(30, { pattern: /^T[A-Z0-9]+$/ }) }),
  emoji: leaf({ name: str(255) }, { unicode: str(255), skin_tone: int(1, 6) }),
  broadcast: leaf({ range: oneOf('here', 'channel', 'everyone') }),
  color: leaf({ value: str(7, { pattern: /^#?[0-9a-f]{6}$/i }) }),
  date: leaf({ timestamp: int(0, 99_999_999_999), format: str(255) }, { fallback: str(255), url: address }),
};

const inline = list(byType(leaves), { max: 1000 });
const section = shape({ type: anything, elements: inline });

const parts: Fields = {
  rich_text_section: section,
  rich_text_list: shape(
    {
      type: anything,
      style: oneOf('bullet', 'ordered'),
      elements: list(byType({ rich_text_section: section }), { min: 1, max: 1000 }),
    },
    { indent: int(0, 8), offset: int(0, 10_000), border: oneOf(0, 1) },
  ),
  rich_text_preformatted: shape({ type: anything, elements: inline }, { border: oneOf(0, 1), language: str(50) }),
  rich_text_quote: shape({ type: anything, elements: inline }, { border: oneOf(0, 1) }),
};

/** The parts of a rich_text block. */
export const richTextElements: Rule = list(byType(parts), { max: 1000 });

/** A rich_text block inside another block. */
export const richTextBlock: Rule = shape(
  { type: oneOf('rich_text'), elements: richTextElements },
  { block_id: str(255) },
);
