import { builtInFeatures } from './built-in-features.js';
import type { Feature } from './feature.js';
import { type DigestTemplates, loadDigestTemplates } from './features/digests/template.js';

/** The digests of a version with these features. @throws ConfigError as `loadDigestTemplates` */
export function loadTemplates(features: readonly Feature[] = builtInFeatures, folder?: string): DigestTemplates {
  return loadDigestTemplates(
    features.flatMap(({ digestSections = [] }) => digestSections),
    folder,
  );
}
