import type { RightOfWay } from '../../platform/right-of-way.js';
import type { AppDeps } from '../../surface/app-deps.js';
import type { HomeSection } from './content.js';

/** What the Home tab needs of the rest of the program. */
export type HomeDeps = Omit<AppDeps, 'kick'> & {
  /** People who wait for an answer go before those who look. */
  readonly rightOfWay: Pick<RightOfWay, 'whenFree'>;
  /** Committees whose template is not among these get no digest, so that nothing of them is announced. */
  readonly templates: { has(name: string): boolean };
  /** What other features show. */
  readonly sections: readonly HomeSection[];
};

export type AwayDeps = Omit<HomeDeps, 'templates'> & {
  /** A person's absences have changed, and this is stored. */
  readonly onAbsence: (personKey: string) => void;
};
