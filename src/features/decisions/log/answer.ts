import { regionalDate, regionalDay } from '../../../kernel/dates-in-words.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { button, type Card, wordsBeside } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { messagesOf } from '../../../surface/cards/standing-cards.js';
import { emptyPage, pageCard, turnButtons } from '../../../surface/lists/pages.js';
import type { Speaker } from '../../../surface/speaker.js';
import { cardSubject } from '../cards/messages.js';
import { type Decision, decisionName } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { type DecisionFacts, readDecisionFacts } from '../decision-facts.js';
import { optionText, stateText } from '../wording.js';
import { type LogQuery, writeLogQuery } from './query.js';
import { searchDecisions } from './search-decisions.js';

/** Each takes three lines on a phone. */
export const pageSize = 5;

const questionAtMost = 150;

/** One page of decisions, the newest first, each with what came of it, when, and the way to its thread. */
export async function logAnswer(deps: DecisionDeps, speaker: Speaker, query: LogQuery): Promise<Card> {
  const { say } = speaker;
  const { skip } = query;
  const search = { workspaceId: deps.workspaceId, words: query.words, committeeIds: seenBy(speaker, query) };
  const page = { skip, take: pageSize };
  const { decisions, total } = await searchDecisions(deps.database.client, search, page);
  if (decisions.length === 0 && skip > 0) return logAnswer(deps, speaker, { ...query, skip: 0 });
  const title = titleOf(speaker, query);
  if (decisions.length === 0) {
    return emptyPage(title, say(`decisions.log.empty.${query.words === '' ? 'all' : 'words'}`));
  }
  const links = await linksOf(deps, decisions);
  const entries = await Promise.all(
    decisions.map(async (decision) => ({
      decision,
      line: lineOf(decision, await readDecisionFacts(deps, decision), {
        speaker,
        link: links.get(decision.id) ?? null,
      }),
    })),
  );
  const range = say('decisions.log.range', { from: skip + 1, to: skip + decisions.length, total });
  const hasNext = skip + decisions.length < total;
  const valueAt = (at: number) => writeLogQuery({ ...query, skip: at });
  const open = ({ id }: Decision) => button('decision:open', { text: say('decisions.buttons.open'), value: id });
  return pageCard({
    title,
    lines: entries.map(({ line }) => line),
    entries: entries.map(({ decision, line }) => wordsBeside(line, open(decision))),
    range,
    controls: turnButtons(say, { action: 'decision:page', skip, pageSize, hasNext, valueAt }),
  });
}

/** Only what is decided where one sits; operators look after all of it, guests see none. */
function seenBy({ person, committees, allCommittees }: Speaker, { committeeId }: LogQuery): string[] {
  if (person.isGuest) return [];
  const seen = (person.isOperator ? allCommittees : committees).map(({ id }) => id);
  return committeeId === undefined ? seen : seen.filter((id) => id === committeeId);
}

function titleOf({ say, locale, allCommittees }: Speaker, { words: typed, committeeId }: LogQuery): string {
  const committee = allCommittees.find(({ id }) => id === committeeId);
  return [
    say('decisions.log.title'),
    ...(committee ? [plainInMrkdwn(committee.name[locale])] : []),
    ...(typed === '' ? [] : [say('decisions.log.words', { words: plainInMrkdwn(typed) })]),
  ].join(' · ');
}

async function linksOf(
  { database, messenger, log }: DecisionDeps,
  decisions: readonly Decision[],
): Promise<Map<string, string>> {
  const places = await messagesOf(
    database.client,
    decisions.map(({ id }) => cardSubject(id)),
  );
  const links = await Promise.all(
    decisions.map(async ({ id }) => {
      const place = places.get(cardSubject(id));
      if (!place) return [];
      const link = await messenger.permalink(place.channel, place.ts).catch((error: unknown) => {
        log.info('a card has no link', { err: error });
        return null;
      });
      return link ? [[id, link] as const] : [];
    }),
  );
  return new Map(links.flat());
}

type Line = { readonly speaker: Speaker; readonly link: string | null };

/** "*D3* Move the budget? / Decided on 20 November: B Search · Growth · the thread". */
function lineOf(decision: Decision, facts: DecisionFacts, { speaker, link }: Line): string {
  const { say, locale, person } = speaker;
  const near = { locale, near: facts.today };
  const { decidedAt, deadlineOn, chosen } = decision;
  const outcome =
    chosen === null
      ? say('decisions.log.open', {
          state: stateText(decision, facts.voteStatus, speaker),
          date: regionalDay(deadlineOn, near),
        })
      : say('decisions.log.decided', {
          state: stateText(decision, facts.voteStatus, speaker),
          option: plainInMrkdwn(optionText(decision, chosen)),
          date: decidedAt ? regionalDate(localDate(decidedAt, person.timeZone), near) : '',
        });
  const parts = [
    outcome,
    plainInMrkdwn(facts.committee.name[locale]),
    link ? `<${link}|${say('decisions.details.thread')}>` : '',
  ];
  const question = plainInMrkdwn(clampText(decision.question, questionAtMost));
  return `*${decisionName(decision)}* ${question}\n${parts.filter(Boolean).join(' · ')}`;
}
