import { regionalInstant } from '../../kernel/dates-in-words.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { parsePeriod } from '../../kernel/periods.js';
import { mayShow } from '../../organisation/access-level.js';
import { occurrences, periodForRun } from '../../organisation/calendar/schedule.js';
import { type HolidaysIn, holidaysOf } from '../../organisation/calendar/working-days.js';
import type { Committee } from '../../organisation/committees/committees.js';
import type { Person } from '../../organisation/people/people.js';
import type { WhoDeps } from '../../organisation/people/who.js';
import { escapeMrkdwn } from '../../platform/slack/escape.js';
import type { Say } from '../../platform/texts.js';
import { lackWords, latestDigests } from '../digests/public.js';
import { listKpisOf } from '../kpis/public.js';
import { listDeliveries } from '../sources/public.js';
import { lateKpis } from './late-kpis.js';

type AnswerDeps = WhoDeps & { readonly holidaysIn: HolidaysIn };

type Ask = { readonly committee: Committee; readonly person: Person };

/** What `/copil help` says. */
export function helpAnswer(say: Say): string {
  return [
    'title',
    'blocker',
    'action',
    'approval',
    'decision',
    'minutes',
    'kpi',
    'next',
    'digest',
    'status',
    'away',
    'shortcuts',
    'help',
  ]
    .map((key) => say(`setup.help.${key}`))
    .join('\n');
}

/** The next three runs, in the committee's zone, each with the period it reports. */
export async function nextAnswer(
  deps: AnswerDeps & { readonly hasTemplate: (name: string) => boolean },
  { committee, person }: Ask,
): Promise<string> {
  const { locale } = person;
  const say = deps.texts.in(locale);
  const name = escapeMrkdwn(committee.name[locale]);
  if (!deps.hasTemplate(committee.template)) return say('setup.next.noDigest', { name });
  const { schedule } = committee.calendar;
  const holidays = await holidaysOf(schedule, deps.holidaysIn);
  const runs = occurrences(schedule, { after: deps.clock.now(), count: 3, holidays });
  const lines = runs.map((run) => {
    const date = regionalInstant(run, { locale, timeZone: committee.timeZone });
    return `• ${say('setup.next.run', { date, period: periodLabelText(periodForRun(schedule, run), locale) })}`;
  });
  return [say('setup.next.title', { name }), ...lines].join('\n');
}

/** How fresh the committee's sources are, and what became of its last digests. */
export async function statusAnswer(deps: AnswerDeps, { committee, person }: Ask): Promise<string> {
  const { locale, timeZone } = person;
  const say = deps.texts.in(locale);
  const digests = await latestDigests(deps.database, committee.id);
  const digestLines = digests.map(({ period, state, publishedAt, waiting, lastError, lack }) => {
    const words = periodLabelText(parsePeriod(period), locale);
    if (state === 'published' && publishedAt) {
      const places = { period: words, date: regionalInstant(publishedAt, { locale, timeZone }) };
      if (!lack) return say('setup.status.published', places);
      const state = lack.isGivenUp ? 'givenUp' : 'awaited';
      return say('setup.status.withoutPictures', { ...places, ...lackWords(say, lack.reason), state });
    }
    if (lastError) return say('setup.status.stuck', { period: words, waiting, error: lastError });
    return say('setup.status.other', { period: words, state });
  });
  return [
    `*${escapeMrkdwn(committee.name[locale])}*`,
    ...(digestLines.length > 0 ? digestLines : [say('setup.status.none')]).map((line) => `• ${escapeMrkdwn(line)}`),
    say('setup.status.sources'),
    ...(await sourceLines(deps, { committee, person })),
  ].join('\n');
}

async function sourceLines(deps: AnswerDeps, { committee, person }: Ask): Promise<string[]> {
  const { locale } = person;
  const say = deps.texts.in(locale);
  const { workspaceId, database } = deps;
  const followed = await listKpisOf(database.client, { workspaceId, committeeKey: committee.key });
  // A source of which nothing is theirs to see would tell that there is something.
  const kpis = followed.filter(({ kpi }) => mayShow(kpi.accessLevel, person.accessLevel));
  const cards = new Map(kpis.map(({ kpi }) => [kpi.key, kpi]));
  const sourceKeys = [...new Set(kpis.flatMap(({ sources }) => sources.map(({ key }) => key)))];
  const deliveries = await listDeliveries(database, { workspaceId, sourceKeys });
  const lines: string[] = [];
  for (const delivery of deliveries) {
    const late = await lateKpis(delivery, cards, { at: deps.clock.now(), holidaysIn: deps.holidaysIn });
    const ours = delivery.kpis.filter(({ kpi }) => cards.has(kpi));
    const newest = ours.flatMap(({ latestStart }) => latestStart ?? []).sort();
    const places = {
      name: delivery.name[locale],
      newest: newest.at(-1) ?? '–',
      kpis: late.map(({ name }) => name[locale]).join(', '),
    };
    lines.push(`• ${escapeMrkdwn(say(late.length > 0 ? 'setup.status.late' : 'setup.status.fresh', places))}`);
  }
  return lines;
}
