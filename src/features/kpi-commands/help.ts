import { plainInMrkdwn } from '../../platform/slack/escape.js';
import { seatsOf } from '../committees/public.js';
import { followersOfKpis, listKpis } from '../kpis/public.js';
import type { KpiCommandDeps } from './kpi-command-deps.js';
import { type Asker, visibleTo } from './subject.js';

const listedAtMost = 20;

/** What `/kpi help` says: how to ask, with the KPIs the person owns first, then those of their committees. */
export async function helpAnswer(deps: KpiCommandDeps, { person, say, locale }: Asker): Promise<string> {
  const { database, workspaceId } = deps;
  const [kpis, followers, seats] = await Promise.all([
    listKpis(database.client, workspaceId),
    followersOfKpis(database.client, workspaceId),
    seatsOf(database.client, { workspaceId, personKey: person.key }),
  ]);
  const visible = visibleTo(person, kpis);
  const owned = visible.filter(({ kpi }) => kpi.owner === person.key);
  const followed = visible.filter(
    (entry) => !owned.includes(entry) && followers.get(entry.id)?.some((id) => seats.has(id)),
  );
  const mine = [...owned, ...followed];
  const lines = mine.slice(0, listedAtMost).map((entry) => {
    const name = plainInMrkdwn(entry.kpi.name[locale]);
    return `• \`${entry.kpi.key}\` ${name}${owned.includes(entry) ? ` · ${say('kpi-commands.help.owned')}` : ''}`;
  });
  const rest = mine.length - lines.length;
  const key = mine[0]?.kpi.key ?? 'leads';
  const parts = ['title', 'show', 'log', 'explain', 'help'];
  return [
    ...parts.map((part) => say(`kpi-commands.help.${part}`, { key })),
    ...(lines.length > 0 ? [say('kpi-commands.help.mine'), ...lines] : [say('kpi-commands.help.none')]),
    ...(rest > 0 ? [say('kpi-commands.help.more', { count: rest })] : []),
  ].join('\n');
}
