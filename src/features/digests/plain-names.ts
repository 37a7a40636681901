import { clampText } from '../../platform/slack/escape.js';
import type { DigestDecisions } from '../decisions/public.js';
import type { Review } from '../follow-up/public.js';
import type { DigestContent, DigestItem, LocalText } from './digest.js';
import { mapReview } from './review-content.js';

/** Longer names are sentences: whoever needs the rest finds it in `copil.yml`. */
const nameAtMost = 200;

/** What people write of an item is a line of a list here; its card has the rest. */
const titleAtMost = 100;
const sentenceAtMost = 140;

/** A caption, not a report. */
const explanationAtMost = 400;

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
    ...(content.followUp ? { followUp: withPlainReview(content.followUp) } : {}),
    ...(content.decisions ? { decisions: withPlainDecisions(content.decisions) } : {}),
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

function withPlainReview(review: Review): Review {
  const { escalations } = review;
  const plain = mapReview(review, (item) => ({
    ...item,
    title: plainName(item.title, titleAtMost),
    owner: { ...item.owner, name: plainName(item.owner.name) },
    outcome: item.outcome === null ? null : plainName(item.outcome, sentenceAtMost),
    kpi: item.kpi && { ...item.kpi, name: plainNames(item.kpi.name) },
    from: item.from && plainNames(item.from),
  }));
  if (!plain.escalations || !escalations) return plain;
  const to = { ...escalations.to, name: plainNames(escalations.to.name) };
  return { ...plain, escalations: { ...plain.escalations, to } };
}

function withPlainDecisions({ asked, made, reviews }: DigestDecisions): DigestDecisions {
  const plain = <T extends { readonly question: string; readonly option: string | null }>(one: T): T => ({
    ...one,
    question: plainName(one.question, sentenceAtMost),
    option: one.option === null ? null : plainName(one.option, titleAtMost),
  });
  return {
    asked: { ...asked, items: asked.items.map(plain) },
    made: { ...made, items: made.items.map(plain) },
    reviews: {
      ...reviews,
      items: reviews.items.map(plain).map((one) => ({
        ...one,
        kpi: one.kpi && { ...one.kpi, name: plainNames(one.kpi.name) },
      })),
    },
  };
}

function plainNames({ en, fr }: LocalText): LocalText {
  return { en: plainName(en), fr: plainName(fr) };
}

function withPlainExplanation({ author, text }: NonNullable<DigestItem['explanation']>): DigestItem['explanation'] {
  return { author: plainName(author), text: plainName(text, explanationAtMost) };
}

function plainName(name: string, atMost: number = nameAtMost): string {
  const text = clampText(name.replaceAll(directionMarks, '').replaceAll(lineBreaks, ' ').trim(), atMost);
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}
