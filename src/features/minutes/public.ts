/** Minutes: what a committee keeps of its meetings. */

export { reading as readingSection } from './digest-section.js';
export type { MinutesDeps } from './minutes-deps.js';
export { answerMinutes } from './surface/commands.js';
