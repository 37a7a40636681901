/** Minutes: what a committee keeps of its meetings. */

export { reading as readingSection } from './digest-section.js';
export { answerMinutes } from './surface/commands.js';
