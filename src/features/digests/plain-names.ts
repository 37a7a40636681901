import { clampText } from '../../platform/slack/escape.js';
import type { DigestContent, DigestItem, LocalText } from './digest.js';
import { bringingSections, type DigestSection } from './section.js';

/** Longer names are sentences: whoever needs the rest finds it in `copil.yml`. */
const nameAtMost = 200;

/** What people write of an item is a line of a list here; its card has the rest. */
export const titleAtMost = 100;
export const sentenceAtMost = 140;

/** A caption, not a report. */
const explanationAtMost = 400;

/** Marks that turn the direction of whatever follows them, and so could reverse a whole line of figures. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Control characters, line and paragraph separators. */
const lineBreaks = /[\p{Cc}\p{Zl}\p{Zp} ]+/gu;

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * A text that stays on one line and keeps its direction to itself: one written from right to left is isolated, or the
 * value behind it would move to its other side.
 */
export function plainName(name: string, atMost: number = nameAtMost): string {
  const text = clampText(name.replaceAll(directionMarks, '').replaceAll(lineBreaks, ' ').trim(), atMost);
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}

export function plainNames({ en, fr }: LocalText): LocalText {
  return { en: plainName(en), fr: plainName(fr) };
}

/** The content with every name and text plain, those of these sections included. */
export function withPlainNames(content: DigestContent, sections: readonly DigestSection[]): DigestContent {
  const { committee, sections: brought } = content;
  const plain = bringingSections(sections).flatMap(({ name, content: { plain: asPlain } }) =>
    brought[name] === undefined ? [] : [[name, asPlain(brought[name])] as const],
  );
  return {
    ...content,
    committee: { ...committee, name: plainNames(committee.name) },
    items: content.items.map(withPlainItemNames),
    landed: content.landed.map((source) => ({ ...source, name: plainNames(source.name) })),
    sections: { ...brought, ...Object.fromEntries(plain) },
  };
}

function withPlainItemNames(item: DigestItem): DigestItem {
  return {
    ...item,
    name: plainNames(item.name),
    owner: item.owner && { ...item.owner, name: plainName(item.owner.name) },
    sources: item.sources.map((source) => ({ ...source, name: plainNames(source.name) })),
    ...(item.explanation ? { explanation: withPlainExplanation(item.explanation) } : {}),
  };
}

function withPlainExplanation({ author, text }: NonNullable<DigestItem['explanation']>): DigestItem['explanation'] {
  return { author: plainName(author), text: plainName(text, explanationAtMost) };
}
