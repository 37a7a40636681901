import { slackWords } from './slack-words.js';

/** A message as a person reads it, on one line: entities decoded, links as their label, people as `@U…`. */
export function plainText(text: string): string {
  return slackWords(text).reduce((line, word) => `${line}${word.isGlued || line === '' ? '' : ' '}${word.text}`, '');
}

/** Slack's ids of the people a message names. */
export function peopleNamed(text: string): string[] {
  return [...new Set(slackWords(text).flatMap(({ kind, ref }) => (kind === 'person' ? [ref] : [])))];
}
