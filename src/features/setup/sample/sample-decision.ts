import type { Locale } from '../../../kernel/numbers.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { findCommitteeByKey } from '../../../organisation/committees/committees.js';
import { findPersonByKey } from '../../../organisation/people/people.js';
import { type DecisionDeps, type DecisionDraft, requestDecision, usualDeadline } from '../../decisions/public.js';

const committeeKey = 'growth-ops';
const requesterKey = 'chloe';
const deciderKeys = ['ana', 'david', 'ines'];

type Asked = Pick<DecisionDraft, 'question' | 'context' | 'options' | 'recommendation'>;

/** What is asked, in the language of the committee's channel. */
const asked: Readonly<Record<Locale, Asked>> = {
  en: {
    question: 'Where do the €12,000 of the cancelled fair go?',
    context:
      'The December fair is cancelled and its fees are refunded. What is not committed by the end of the year is lost to us.',
    options: [
      { title: 'Paid search', cost: '€12,000', consequence: 'some 200 more leads by March, from next week on' },
      {
        title: 'Webinars with two partners',
        cost: '€9,000',
        consequence: 'fewer leads, but better ones; first effects in February',
      },
      { title: 'Commit nothing', cost: '€0', consequence: 'the money goes back to finance' },
    ],
    recommendation: 'It starts soonest, and it is the only one whose cost per lead we know.',
  },
  fr: {
    question: 'Où placer les 12 000 € du salon annulé ?',
    context:
      'Le salon de décembre est annulé et les frais sont remboursés. Ce qui n’est pas engagé avant la fin de l’année est perdu pour nous.',
    options: [
      {
        title: 'Recherche payante',
        cost: '12 000 €',
        consequence: 'environ 200 leads de plus d’ici mars, dès la semaine prochaine',
      },
      {
        title: 'Webinaires avec deux partenaires',
        cost: '9 000 €',
        consequence: 'moins de leads, mais de meilleurs ; premiers effets en février',
      },
      { title: 'Ne rien engager', cost: '0 €', consequence: 'le budget retourne à la direction financière' },
    ],
    recommendation: 'C’est ce qui démarre le plus vite, et la seule option dont le coût par lead est connu.',
  },
};

/** In euros, below the target of the sample's KPI. */
const aim = { kpiKey: 'cost-per-lead', plannedValue: 55 } as const;

/**
 * Asks, as one of the sample's people would, what the committee has to decide, so that a newcomer finds a vote that
 * runs. Doing it again changes nothing; nothing happens where the sample's people are gone.
 */
export async function raiseSampleDecision(deps: DecisionDeps): Promise<void> {
  const { workspaceId, database } = deps;
  const committee = await findCommitteeByKey(database.client, { workspaceId, key: committeeKey });
  const person = await findPersonByKey(database.client, { workspaceId, key: requesterKey });
  if (!committee || !person) return;
  const deadlineOn = usualDeadline(localDate(deps.clock.now(), committee.timeZone));
  await requestDecision(deps, {
    draft: {
      ...asked[committee.locale],
      ...aim,
      committeeId: committee.id,
      recommended: 0,
      deadlineOn,
      source: null,
    },
    personKey: requesterKey,
    deciderKeys,
    quorum: null,
    requestKey: 'sample:decision',
  });
}
