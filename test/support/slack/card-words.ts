/** What shows blocks: a message, an answer that one person sees, a form, a Home tab. */
type Card = {
  readonly blocks?: unknown;
  /** Of a form. */
  readonly title?: unknown;
  readonly submit?: unknown;
};

/** A button, or one entry of a menu or a list. */
export type CardButton = {
  readonly action_id: string;
  /** None where it is the app's to say, or a person's: a list of people, a day. */
  readonly value: string | undefined;
  readonly text: string;
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * Everything that a person can read in it, from top to bottom, each text on lines of its own and each row of a table on
 * one; what opens when one presses (the entries of a menu, the question before an act) is in it too. It is as it was sent,
 * with Slack's marks, its escapes and spaces that do not break. Ids, values and addresses of pictures, which nobody reads,
 * are not in it: what must not be sent at all is looked for in the whole message.
 */
export function cardText({ title, blocks, submit }: Card): string {
  return textsIn([title, blocks, submit]).join('\n');
}

/**
 * What can be pressed, from top to bottom: buttons, and under the id of a menu or a list its entries. The fields of a form
 * are filled in, not pressed, and are not in it.
 */
export function buttonsOf({ blocks }: Card): CardButton[] {
  return pressable(blocks).flatMap((element) => {
    const action_id = String(element['action_id']);
    const button = ({ value, text }: Fields) => ({
      action_id,
      value: typeof value === 'string' ? value : undefined,
      text: textsIn([text]).join(' '),
    });
    const entries = [
      ...asRecords(element['options']),
      ...asRecords(element['option_groups']).flatMap(({ options }) => asRecords(options)),
    ];
    return entries.length > 0 ? entries.map(button) : [button({ text: element['placeholder'], ...element })];
  });
}

/** The ids of what can be pressed, each once. */
export function actionsOf(card: Card): string[] {
  return [...new Set(buttonsOf(card).map(({ action_id }) => action_id))];
}

/** Of these fields, a string is what somebody reads; elsewhere strings are names for the program. */
const readFields = new Set(['text', 'alt_text', 'title', 'caption', 'label', 'initial_value', 'initial_date']);

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isRecord(value)) return [];
  if (value['type'] === 'rich_text') return richLines(value['elements']);
  return Object.entries(value).flatMap(([field, inner]) => {
    if (typeof inner === 'string') return readFields.has(field) ? [inner] : [];
    return field === 'rows' && Array.isArray(inner) ? inner.map(rowText) : textsIn(inner);
  });
}

function rowText(cells: unknown): string {
  return [cells]
    .flat()
    .map((cell) => textsIn(cell).join(' '))
    .join(' | ');
}

/** What stands in one section is one line, and each entry of a list another. */
function richLines(parts: unknown): string[] {
  return asRecords(parts).flatMap((part) =>
    part['type'] === 'rich_text_list'
      ? richLines(part['elements'])
      : [asRecords(part['elements']).map(leafText).join('')],
  );
}

function leafText(leaf: Fields): string {
  const { type, text, url, name, user_id, channel_id, range } = leaf as Readonly<Record<string, string | undefined>>;
  if (type === 'user') return `<@${user_id}>`;
  if (type === 'channel') return `<#${channel_id}>`;
  if (type === 'broadcast') return `<!${range}>`;
  return type === 'emoji' ? `:${name}:` : (text ?? url ?? '');
}

function pressable(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(pressable);
  if (!isRecord(value) || value['type'] === 'input') return [];
  return typeof value['action_id'] === 'string' ? [value] : Object.values(value).flatMap(pressable);
}

function asRecords(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
