import { address, bool, byType, type Fields, oneOf, type Rule, shape, str } from './rules.js';

function counted(max: number, min = 1): Rule {
  const rule = str(max, { min });
  return (value, pointer, findings) => {
    if (typeof value === 'string') findings.textLength += value.length;
    rule(value, pointer, findings);
  };
}

const ownType: Rule = () => undefined;

function textRules(max: number): Fields {
  return {
    plain_text: shape({ type: ownType, text: counted(max) }, { emoji: bool }),
    mrkdwn: shape({ type: ownType, text: counted(max) }, { verbatim: bool }),
  };
}

/** A text object without formatting. */
export function plainText(max: number): Rule {
  return byType({ plain_text: textRules(max)['plain_text'] as Rule });
}

/** A text object of either kind. */
export function anyText(max: number): Rule {
  return byType(textRules(max));
}

/** A bare string that counts as text a reader sees: table cells, markdown, rich text. */
export const countedText = counted;

export const confirm: Rule = shape(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
);

export const option: Rule = shape({ text: plainText(75), value: str(150, { min: 1 }) }, { description: plainText(75) });

/** Radio buttons and checkboxes may format their texts. */
export const richOption: Rule = shape({ text: anyText(75), value: str(150, { min: 1 }) }, { description: anyText(75) });

export const overflowOption: Rule = shape(
  { text: plainText(75), value: str(150, { min: 1 }) },
  { description: plainText(75), url: address },
);
