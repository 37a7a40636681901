import type { AppDeps, StoreDeps } from '../../surface/app-deps.js';
import type { Decision } from './decision.js';
import type { DelegationsIn } from './stand-ins.js';

/** What decisions need of the rest of the program. */
export type DecisionDeps = AppDeps & {
  /** Who gave their vote to whom in a committee. */
  readonly delegationsIn: DelegationsIn;
  /** A decision was asked for or changed, and this is stored. */
  readonly onChanged: (decision: Decision) => void;
};

/** What storing a change needs. */
export type DecisionStoreDeps = StoreDeps & Pick<DecisionDeps, 'onChanged'>;

/** What a change needs where it matters who votes in whose place. */
export type VotingDeps = DecisionStoreDeps & Pick<DecisionDeps, 'delegationsIn'>;
