import { decisionsSection } from './features/decisions/public.js';
import { loadDigestTemplates } from './features/digests/template.js';
import { followUpSections } from './features/follow-up/public.js';
import { readingSection } from './features/minutes/public.js';

/** What features tell in digests; a template names what it wants of it. */
const digestSections = [...followUpSections, decisionsSection, readingSection];

/** The digests that this version knows. @throws ConfigError as `loadDigestTemplates` */
export const loadTemplates = () => loadDigestTemplates(digestSections);
