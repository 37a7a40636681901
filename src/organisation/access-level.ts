import { z } from 'zod';

/** From open to closed: a place of one level may show what has that level or an earlier one. */
export const accessLevels = ['public', 'internal', 'confidential', 'restricted'] as const;
export type AccessLevel = (typeof accessLevels)[number];

export const AccessLevelName = z.enum(accessLevels);

/** Whether a place or person that may see everything up to `clearance` may see what has `level`. */
export function mayShow(level: AccessLevel, clearance: AccessLevel): boolean {
  return accessLevels.indexOf(level) <= accessLevels.indexOf(clearance);
}
