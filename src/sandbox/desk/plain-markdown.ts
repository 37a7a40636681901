/** What makes a heading, a quote, a list, a rule or a fence of the line that begins with it. */
const lineStart = /^(\s*)(?=#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|[-=_*\s]+$|`{3}|~{3})(?=\S)/;
const numbered = /^(\s*\d{1,9})(?=[.)](?:\s|$))/;

/**
 * Lines of text for a Markdown document, shown as they were written: none of them is HTML, a link under another name,
 * a picture from elsewhere, or begins anything that looks like the document's own. Slack's bold and code stay what
 * they are in Markdown. Empty lines are left out, because they end what the text stands in.
 */
export function plainLines(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => inline(line).replace(lineStart, '$1\\').replace(numbered, '$1\\'));
}

/** The same for what stands in a line, such as a name. */
export function plainName(text: string): string {
  return inline(text.replace(/[\r\n]+/g, ' '));
}

function inline(text: string): string {
  return text.replace(/[\\<]|&(?=#?\w+;)|(?<=\])\(/g, '\\$&');
}
