import type { DigestSection } from '../../digests/public.js';
import { escalations } from './escalations.js';
import { openItems } from './open-items.js';
import { promises } from './promises.js';

/** What a digest tells of blockers and actions. */
export const digestSections: readonly DigestSection[] = [promises, openItems, escalations];
