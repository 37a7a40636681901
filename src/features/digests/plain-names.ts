import { clampText } from '../../platform/slack/escape.js';
import type { DigestContent, DigestItem, LocalText } from './digest.js';

/** Longer names are sentences: whoever needs the rest finds it in `copil.yml`. */
const nameAtMost = 200;

/** Marks that turn the direction of whatever follows them, and so could reverse a whole line of figures. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Control characters, line and paragraph separators. */
const lineBreaks = /[\p{Cc}\p{Zl}\p{Zp} ]+/gu;

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * The content with names that stay on one line and keep their direction to themselves: a name written from right to
 * left is isolated, or the value behind it would move to its other side.
 */
export function withPlainNames(content: DigestContent): DigestContent {
  const { committee } = content;
  return {
    ...content,
    committee: { ...committee, name: plainNames(committee.name) },
    items: content.items.map(withPlainItemNames),
    landed: content.landed.map((source) => ({ ...source, name: plainNames(source.name) })),
  };
}

function withPlainItemNames(item: DigestItem): DigestItem {
  return {
    ...item,
    name: plainNames(item.name),
    owner: item.owner && { ...item.owner, name: plainName(item.owner.name) },
    sources: item.sources.map((source) => ({ ...source, name: plainNames(source.name) })),
  };
}

function plainNames({ en, fr }: LocalText): LocalText {
  return { en: plainName(en), fr: plainName(fr) };
}

function plainName(name: string): string {
  const text = clampText(name.replaceAll(directionMarks, '').replaceAll(lineBreaks, ' ').trim(), nameAtMost);
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}
