/** Follow-up: what people raise and promise, brought back until it is done. */
export type { FollowUpDeps } from './follow-up-deps.js';
export { answerItemCommand } from './surface/commands.js';
export { threadOffer } from './surface/shortcuts.js';
