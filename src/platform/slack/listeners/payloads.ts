import { z } from 'zod';
import type { RequestHome } from '../requests.js';
import { readValues, type ViewValues } from '../view-values.js';

/**
 * What we read of Slack's requests. Only what a request means nothing without is required; the rest may be missing,
 * null or of another type, and then counts as not given.
 */

/** Empty where it is not given. */
export const text = z.string().catch('');

const id = z.object({ id: z.string().min(1) });

export const idOrNull = id.nullish().catch(null);

export const requester = {
  user: id.extend({ team_id: text }),
  team: idOrNull,
  enterprise: idOrNull,
  trigger_id: text,
};

export const View = z.object({
  id: z.string().min(1),
  type: z.enum(['modal', 'home']).catch('modal'),
  hash: text,
  root_view_id: text,
  callback_id: text,
  private_metadata: text,
  state: z.unknown().optional(),
});

type Requester = z.infer<z.ZodObject<typeof requester>>;

/** @param teamId as Bolt knows it, where the request itself names none */
export function fromOf(
  { user, team, enterprise, trigger_id }: Requester,
  { teamId }: { readonly teamId?: string | undefined },
) {
  return {
    user: user.id,
    team: team?.id ?? teamId ?? '',
    triggerId: trigger_id,
    comesFrom: homeOf({ teams: [user.team_id, team?.id], enterprise: enterprise?.id }),
  };
}

/** The workspaces, and the organisation, that a request says its person acts from; what is not given is left out. */
export function homeOf({
  teams,
  enterprise,
}: {
  readonly teams: readonly unknown[];
  readonly enterprise: unknown;
}): RequestHome {
  const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';
  return { teams: [...new Set(teams.filter(isId))], enterprise: isId(enterprise) ? enterprise : null };
}

export function valuesOf(holder: { readonly state?: unknown } | null | undefined): ViewValues {
  return readValues(holder?.state);
}
