/** Minutes: what a committee keeps of its meetings. */

export type { MinutesDeps } from './minutes-deps.js';
export { answerMinutes } from './surface/commands.js';
