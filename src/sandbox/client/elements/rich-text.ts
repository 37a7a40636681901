/** A `rich_text` block of plain paragraphs, one section per line as Slack's editor makes of unformatted text; null when empty. */
export function richTextOf(text: string): unknown {
  if (text.trim() === '') return null;
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}

/** The characters of rich text without its formatting, to be edited as plain text. */
export function plainTextOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainTextOf).join('');
  if (!isRecord(value)) return '';
  if (value['type'] === 'rich_text_list') return lines(value['elements'], (line) => `• ${line}`);
  if (value['type'] === 'rich_text') return lines(value['elements'], (line) => line);
  if (value['type'] === 'emoji') return `:${String(value['name'])}:`;
  return typeof value['text'] === 'string' ? value['text'] : plainTextOf(value['elements'] ?? value['url']);
}

function lines(elements: unknown, draw: (line: string) => string): string {
  return Array.isArray(elements) ? elements.map((element) => draw(plainTextOf(element))).join('\n') : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
