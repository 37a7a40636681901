import type { Locale } from '../../kernel/numbers.js';
import { seatsOf } from '../../organisation/committees/committees.js';
import { plainInMrkdwn } from '../../platform/slack/escape.js';
import type { Asker } from '../../surface/speaker.js';
import { type CommitteeKpi, followersOfKpis, type Grain, listKpis } from '../kpis/public.js';
import type { KpiCommandDeps } from './kpi-command-deps.js';
import { answersFor, visibleTo } from './subject.js';

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
  const answersForIt = ({ id, kpi }: CommitteeKpi): boolean => {
    const roles = (followers.get(id) ?? []).map((committeeId) => seats.get(committeeId) ?? []);
    return !kpi.computed && answersFor(person, { owner: kpi.owner, roles });
  };
  const lines = mine.slice(0, listedAtMost).map((entry) => {
    const name = plainInMrkdwn(entry.kpi.name[locale]);
    return `• \`${entry.kpi.key}\` ${name}${owned.includes(entry) ? ` · ${say('kpi-commands.help.owned')}` : ''}`;
  });
  const rest = mine.length - lines.length;
  const places = exampleOf(mine.find((entry) => answersForIt(entry)) ?? mine[0], locale);
  const parts = ['title', 'show', ...(mine.some(answersForIt) || person.isOperator ? ['log', 'explain'] : []), 'help'];
  return [
    ...parts.map((part) => say(`kpi-commands.help.${part}`, places)),
    ...(lines.length > 0 ? [say('kpi-commands.help.mine'), ...lines] : [say('kpi-commands.help.none')]),
    ...(rest > 0 ? [say('kpi-commands.help.more', { count: rest })] : []),
  ].join('\n');
}

const periods: Readonly<Record<Grain, string>> = {
  day: '2026-11-20',
  week: '2026-W46',
  month: '2026-10',
  quarter: '2026-Q3',
};

/** What one would type for a KPI of that kind. */
function exampleOf(entry: CommitteeKpi | undefined, locale: Locale): Record<'key' | 'value' | 'period', string> {
  const { key = 'leads', rollUp, format, grain = 'day' } = entry?.kpi ?? {};
  const number = locale === 'fr' ? '1 234' : '1,234';
  const percent = locale === 'fr' ? '31 %' : '31%';
  const value = rollUp === 'ratio' ? '123/4567' : format?.style === 'percent' ? percent : number;
  return { key, value, period: periods[grain] };
}
