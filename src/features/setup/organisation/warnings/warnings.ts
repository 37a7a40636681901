import { accessLevels } from '../../../../organisation/access-level.js';
import type { Organisation } from '../organisation.js';
import { nameWarnings } from './name-warnings.js';
import { scheduleWarnings } from './schedule-warnings.js';
import { targetWarnings } from './target-warnings.js';
import { listOf, type Warning } from './warning.js';

type Resolved = Omit<Organisation, 'warnings'>;

function committeeWarnings(organisation: Resolved): Warning[] {
  const levelOf = new Map(organisation.channels.map(({ key, access }) => [key, access]));
  const kpiLevels = new Map(organisation.kpis.map(({ key, access }) => [key, access]));
  return organisation.committees.flatMap((committee): Warning[] => {
    const { key, channel } = committee;
    const where = `committees.${key}`;
    const empty: Warning[] =
      committee.kpis.length === 0 ? [({ say }) => say('organisation.warning.noKpi', { where })] : [];
    if (channel === null) return [({ say }) => say('organisation.warning.noChannel', { where }), ...empty];
    const level = levelOf.get(channel);
    const reach = accessLevels.indexOf(level ?? 'public');
    const above = committee.kpis.filter((kpi) => accessLevels.indexOf(kpiLevels.get(kpi) ?? 'public') > reach);
    if (above.length === 0) return empty;
    const withheld: Warning = (reader) =>
      reader.say('organisation.warning.withheld', {
        where,
        channel,
        level: level ?? 'none',
        kpis: listOf(above, reader),
      });
    return [withheld, ...empty];
  });
}

function peopleWarnings({ people }: Resolved): Warning[] {
  const unreachable = people.filter(({ email, slackUserId }) => email === null && slackUserId === null);
  const lost = unreachable.map(
    ({ key }): Warning =>
      ({ say }) =>
        say('organisation.warning.unreachable', { where: `people.${key}` }),
  );
  if (people.some(({ isOperator }) => isOperator)) return lost;
  return [...lost, ({ say }) => say('organisation.warning.noOperator')];
}

/** What is allowed, and will still surprise somebody one day. */
export function warningsOf(organisation: Resolved): Warning[] {
  return [
    ...committeeWarnings(organisation),
    ...peopleWarnings(organisation),
    ...scheduleWarnings(organisation.committees),
    ...targetWarnings(organisation),
    ...nameWarnings(organisation),
  ];
}
