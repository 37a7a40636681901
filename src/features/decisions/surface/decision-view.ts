import type { KnownBlock } from '@slack/types';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { mayShow } from '../../../organisation/access-level.js';
import { plain, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { ModalView } from '../../../platform/slack/view.js';
import { messagesOf } from '../../../surface/cards/standing-cards.js';
import type { Speaker } from '../../../surface/speaker.js';
import { cardOf } from '../cards/card.js';
import { cardSubject } from '../cards/messages.js';
import type { CardReader } from '../cards/outcome.js';
import { abstained, type Decision, decisionName } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { type DecisionFacts, readCardFacts } from '../decision-facts.js';
import { writeMetadata } from '../forms/metadata.js';
import { kpiValueAt } from '../kpi-value.js';
import { kpiValueText, optionText, periodText } from '../wording.js';

/** Everything there is to know of a decision, in front of the conversation: its card, whole texts, each vote, its thread. */
export async function decisionView(deps: DecisionDeps, speaker: Speaker, decision: Decision): Promise<ModalView> {
  const { say } = speaker;
  const facts = await readCardFacts(deps, decision);
  const { blocks } = cardOf(decision, facts, readerOf(speaker));
  const more = [
    ...wholeTexts(decision, speaker),
    ...(await kpiNow(deps, { decision, facts, speaker })),
    ...voteLines(decision, facts, speaker),
    ...(await threadLink(deps, decision, speaker)),
  ];
  return {
    type: 'modal',
    callback_id: 'decision:view',
    private_metadata: writeMetadata({ decisionId: decision.id }),
    title: plain(decisionName(decision)),
    close: plain(say('decisions.form.close')),
    blocks: [...blocks.map(withoutDetails), ...more],
  };
}

/** Whoever looks at the details needs no button for them. */
function withoutDetails(block: KnownBlock): KnownBlock {
  if (block.type !== 'actions') return block;
  const isDetails = (element: unknown) => JSON.stringify(element).includes('"decision:details"');
  return { ...block, elements: block.elements.filter((element) => !isDetails(element)) };
}

/** What a card cuts short, and what was asked where the card only tells what came of it. */
function wholeTexts(decision: Decision, { say }: Speaker): KnownBlock[] {
  const isEnded = !['requested', 'lapsed'].includes(decision.state);
  const isCut = decision.context.length > 600;
  const options = decision.options.map((_, option) => `*${plainInMrkdwn(optionText(decision, option))}*`);
  const about = decision.options.map(({ cost, consequence }) =>
    plainInMrkdwn([cost, consequence].filter(Boolean).join(' · ')),
  );
  return [
    ...((isEnded || isCut) && decision.context !== ''
      ? [words(`*${say('decisions.form.fields.context')}*\n${clampText(plainInMrkdwn(decision.context), 2_900)}`)]
      : []),
    ...(isEnded
      ? [
          words(
            clampText(
              options.map((head, option) => [head, about[option]].filter(Boolean).join('\n')).join('\n'),
              2_900,
            ),
          ),
        ]
      : []),
  ];
}

type Shown = { readonly decision: Decision; readonly facts: DecisionFacts; readonly speaker: Speaker };

/** What the KPI is worth now, for whoever may see it. */
async function kpiNow(deps: DecisionDeps, { decision, facts, speaker }: Shown): Promise<KnownBlock[]> {
  const { say, locale, person, allCommittees } = speaker;
  const { kpi } = facts;
  const committee = allCommittees.find(({ id }) => id === decision.committeeId);
  if (!kpi || !committee || !mayShow(kpi.accessLevel, person.accessLevel)) return [];
  const now = await kpiValueAt(deps, { committee, kpiKey: kpi.key, at: deps.clock.now() });
  if (!now) return [];
  const value = kpiValueText(now.value, kpi, locale);
  const name = plainInMrkdwn(kpi.name[locale]);
  return [words(say('decisions.details.kpiNow', { name, value, period: periodText(now.period, kpi, locale) }))];
}

/** Who said what, and when. */
function voteLines(decision: Decision, facts: DecisionFacts, { say, locale, person }: Speaker): KnownBlock[] {
  const { votes, voters, personName, today } = facts;
  const lines = votes.map(({ personKey, choice, castByKey, votedAt }) => {
    const isGiven = castByKey !== null && castByKey !== personKey;
    const places = { delegate: personName(castByKey), name: personName(personKey) };
    const name = plainInMrkdwn(isGiven ? say('decisions.card.for', places) : places.name);
    const isEligible = voters.some((voter) => voter.personKey === personKey && voter.isEligible);
    const date = votedAt ? regionalDay(localDate(votedAt, person.timeZone), { locale, near: today }) : '';
    const kind = isEligible ? (choice === null ? 'silent' : choice === abstained ? 'abstained' : 'option') : 'gone';
    return `• ${say('decisions.details.vote', { name, kind, option: plainInMrkdwn(optionText(decision, choice)), date })}`;
  });
  return [words(clampText([`*${say('decisions.details.votes')}*`, ...lines].join('\n'), 2_900))];
}

async function threadLink(
  { database, messenger, log }: DecisionDeps,
  { id }: Decision,
  { say }: Speaker,
): Promise<KnownBlock[]> {
  const subject = cardSubject(id);
  const place = (await messagesOf(database.client, [subject])).get(subject);
  const link = place
    ? await messenger.permalink(place.channel, place.ts).catch((error: unknown) => {
        log.info('a card has no link', { err: error });
        return null;
      })
    : null;
  return link ? [words(`<${link}|${say('decisions.details.thread')}>`)] : [];
}

/** How a card speaks to them alone. */
export function readerOf(speaker: Speaker): CardReader {
  return { ...speaker, personKey: speaker.person.key };
}
