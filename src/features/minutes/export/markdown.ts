import type { Entry, MinutesDocument, Section } from '../document.js';

/** Minutes as a Markdown file. What people wrote reads as they wrote it, and can neither format nor break anything. */
export function markdownOf({ title, facts, sections, foot }: MinutesDocument): string {
  const blocks = [
    `# ${inMarkdown(title)}`,
    facts.map((fact) => `- ${inMarkdown(fact)}`).join('\n'),
    ...sections.map(sectionText),
    '---',
    foot.map(inMarkdown).join('\\\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function sectionText({ heading, entries, none }: Section): string {
  const body = entries.length === 0 ? inMarkdown(none) : entries.map(entryText).join('\n');
  return `## ${inMarkdown(heading)}\n\n${body}`;
}

function entryText({ lead, text, details }: Entry): string {
  const head = [lead === '' ? '' : `**${inMarkdown(lead)}**`, lines(text, '  ')].filter(Boolean).join(' ');
  return [`- ${head}`, ...details.map((detail) => `  - ${lines(detail, '    ')}`)].join('\n');
}

/** Line breaks stay, inside their point of the list. */
function lines(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => inMarkdown(line.trim()))
    .filter(Boolean)
    .join(`\\\n${indent}`);
}

/** What begins a heading, a list or a rule when it stands first in its line. */
const atTheStart = /^([-+=]|\d+(?=[.)]))/;

/**
 * One line of anybody's text, to stand in Markdown: what formats, links, draws tables or is HTML gets a backslash before it,
 * as CommonMark allows for every mark of ASCII.
 */
export function inMarkdown(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  const escaped = plain.replaceAll(/[\\`*_{}[\]<>#|~!&]/g, '\\$&');
  const first = atTheStart.exec(escaped)?.[0];
  if (first === undefined) return escaped;
  // A number cannot be escaped itself: the dot or bracket behind it is.
  return /\d/.test(first) ? `${first}\\${escaped.slice(first.length)}` : `\\${escaped}`;
}
