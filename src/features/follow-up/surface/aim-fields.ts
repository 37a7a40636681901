import { mayShow } from '../../../organisation/access-level.js';
import type { ViewValues } from '../../../platform/slack/view-values.js';
import type { Speaker } from '../../../surface/speaker.js';
import { findNamedKpi, type NamedKpi } from '../../kpis/public.js';
import { findKpiFor, findProject } from '../choices.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { Item } from '../item.js';
import type { FieldErrors } from './field-errors.js';

/** What an item is about, by key. */
export type Aim = Pick<Item, 'kpiKey' | 'projectKey'>;

export type AimRead = {
  readonly values: ViewValues;
  readonly speaker: Speaker;
  /** The one that is edited. */
  readonly item: Item | null;
};

/** The KPI of an item as a form may show it. One above the person's level is neither theirs to name nor to take away. */
export type ItemKpi = { readonly shown: NamedKpi | null; readonly isHidden: boolean };

export async function kpiOfItem(
  { database, workspaceId }: FollowUpDeps,
  { person }: Speaker,
  { kpiKey: key }: Pick<Item, 'kpiKey'>,
): Promise<ItemKpi> {
  const kpi = key === null ? null : await findNamedKpi(database.client, { workspaceId, key });
  const isHidden = kpi !== null && !mayShow(kpi.accessLevel, person.accessLevel);
  return { shown: isHidden ? null : kpi, isHidden };
}

/**
 * Looks up what a form names: a request can hold any key. One that is not there, and one that this person may not see,
 * are refused alike. What the form could not show stays where nothing else was chosen.
 */
export async function readAim(
  deps: FollowUpDeps,
  read: AimRead,
): Promise<{ readonly aim: Aim } | { readonly errors: FieldErrors }> {
  const [kpiKey, projectKey] = await Promise.all([kpiKeyOf(deps, read), projectKeyOf(deps, read)]);
  if (kpiKey !== undefined && projectKey !== undefined) return { aim: { kpiKey, projectKey } };
  const { say } = read.speaker;
  return {
    errors: {
      ...(kpiKey === undefined ? { kpi: say('follow-up.form.errors.kpi') } : {}),
      ...(projectKey === undefined ? { project: say('follow-up.form.errors.project') } : {}),
    },
  };
}

/** Undefined where it cannot be taken. */
async function kpiKeyOf(deps: FollowUpDeps, { values, speaker, item }: AimRead): Promise<string | null | undefined> {
  const { database, workspaceId } = deps;
  const before = item && (await kpiOfItem(deps, speaker, item));
  if (item && before?.isHidden) return item.kpiKey;
  const key = values.choice('kpi');
  if (key === null) return before?.shown ? null : (item?.kpiKey ?? null);
  const { accessLevel } = speaker.person;
  return (await findKpiFor(database.client, { workspaceId, key, accessLevel }))?.key;
}

async function projectKeyOf(
  { database, workspaceId }: FollowUpDeps,
  { values, item }: AimRead,
): Promise<string | null | undefined> {
  const find = (key: string) => findProject(database.client, { workspaceId, key });
  const key = values.choice('project');
  if (key !== null) return (await find(key))?.key;
  const kept = item?.projectKey ?? null;
  return kept !== null && (await find(kept)) ? null : kept;
}
