import type { SlackApp } from '../../platform/slack/slack-app.js';
import { createActs } from '../../surface/acts/acts.js';
import type { AppDeps } from '../../surface/app-deps.js';
import { registerButtons } from './surface/buttons.js';
import { meetingSubject } from './surface/meeting-subject.js';
import { registerSubmissions } from './surface/submissions.js';

export { minutesDeliveries } from './cards/delivery.js';
export { attendanceInMorning } from './morning-part.js';
export { sweepMinutes } from './sweep.js';

/**
 * What a committee keeps of its meetings: who was there, who has read the digest, what was decided and promised. Nothing that
 * people have confirmed is changed after the days for corrections, and nothing is said of a meeting that nobody confirmed.
 */
export function registerMinutes(slack: SlackApp, deps: AppDeps): void {
  const subject = meetingSubject(deps);
  const acts = createActs(slack, deps, subject);
  registerSubmissions(deps, acts);
  registerButtons(slack, deps, acts, subject);
}
