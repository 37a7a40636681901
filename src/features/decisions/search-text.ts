import { type Decision, decisionName } from './decision.js';

/** Words as a search compares them: lower case, without accents, nothing but letters and digits. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What a search looks in. */
export function searchTextOf(
  decision: Pick<Decision, 'number' | 'question' | 'context' | 'options' | 'recommendation' | 'rationale'>,
): string {
  const { question, context, options, recommendation, rationale } = decision;
  const texts = options.flatMap(({ title, cost, consequence }) => [title, cost, consequence]);
  return plainWords([decisionName(decision), question, context, ...texts, recommendation, rationale ?? ''].join(' '));
}
