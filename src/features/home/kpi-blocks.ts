import type { KnownBlock } from '@slack/types';
import { regionalInstant } from '../../kernel/dates-in-words.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { header, plain, words } from '../../platform/slack/elements.js';
import { plainInMrkdwn } from '../../platform/slack/escape.js';
import { describeKpi } from '../digests/public.js';
import type { HomeKpi, HomeReader, Meeting } from './content.js';

/** The KPIs somebody answers for: value, how it stands and for which period, as their digest told it. */
export function kpiBlocks(kpis: readonly HomeKpi[], reader: HomeReader): KnownBlock[] {
  const { say } = reader;
  const rows = kpis.map(
    (kpi): KnownBlock => ({
      ...words(kpiText(kpi, reader)),
      accessory: { type: 'button', action_id: 'kpi:show', text: plain(say('home.kpis.show')), value: kpi.key },
    }),
  );
  return [header(say('home.kpis.title')), ...(rows.length > 0 ? rows : [words(say('home.kpis.none'))])];
}

function kpiText({ key, name, told }: HomeKpi, reader: HomeReader): string {
  const { say, locale } = reader;
  if (told === null) return say('home.kpis.untold', { name: plainInMrkdwn(name[locale]), key: plainInMrkdwn(key) });
  const { period } = told.figures;
  const { finding, status } = describeKpi({ item: told, period, awaited: null }, reader);
  return say('home.kpis.told', {
    finding: plainInMrkdwn(finding),
    status: plainInMrkdwn(status),
    period: periodLabelText(told.figures.current.period, locale),
  });
}

/** The next digest of each of the reader's committees, on their own clock. */
export function meetingBlocks(meetings: readonly Meeting[], { say, locale, today, person }: HomeReader): KnownBlock[] {
  const { timeZone } = person;
  const lines = meetings.map(({ at, committee }) => {
    const date = regionalInstant(at, { locale, timeZone, near: today });
    return `• ${say('home.meetings.line', { name: plainInMrkdwn(committee[locale]), date })}`;
  });
  return [header(say('home.meetings.title')), words(lines.length > 0 ? lines.join('\n') : say('home.meetings.none'))];
}
