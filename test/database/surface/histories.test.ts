import { expect, it } from 'vitest';
import { type NewEvent, recordEvent } from '../../../src/platform/db/events.js';
import type { HistoryEntry } from '../../../src/platform/db/history.js';
import { fitView } from '../../../src/platform/slack/fit-view.js';
import { quoteIn, textIn } from '../../../src/surface/history/event-fields.js';
import type { HistoryNames, HistoryOf } from '../../../src/surface/history/history-view.js';
import { historyOfSubject } from '../../../src/surface/history/read-history.js';
import { type Databases, describeOnBothEngines } from '../../support/databases.js';
import { cardText } from '../../support/slack/card-words.js';
import { startWorld, texts } from '../follow-up/reminders-organisation.js';

const subjectId = 'thing-7';

/** A thing of no feature, to which events happen. */
const thing: HistoryOf & { readonly subjectId: string } = {
  subjectKind: 'thing',
  subjectId,
  name: 'T7',
  title: 'a *bold* <title>',
  precision: 'day',
  wordsOf: ({ after }: HistoryEntry, names: HistoryNames) =>
    `gave it to ${names.person(textIn(after, 'newOwnerKey'))} of ${names.committee(textIn(after, 'homeId'))}: ${quoteIn(after, 'why')}`,
};

type Happened = Partial<Pick<NewEvent, 'actorKey' | 'onBehalfOf' | 'after'>>;

async function happened(databases: Databases, events: readonly Happened[], at = '2026-11-16T23:30:00Z') {
  const database = await databases.open();
  const { workspaceId, committeeId, apply } = await startWorld(database, '2026-11-15T08:00:00Z');
  const of = { workspaceId, what: 'thing.given', subjectKind: 'thing', subjectId, surface: 'slack' } as const;
  await database.transaction(async (transaction) => {
    for (const event of events) {
      const after = event.after === undefined ? { homeId: committeeId } : event.after;
      await recordEvent(transaction, { ...of, actorKey: 'ana', ...event, after, at: new Date(at) });
    }
  });
  return { deps: { database, workspaceId }, apply };
}

const readers = {
  paris: { say: texts.in('fr'), locale: 'fr', timeZone: 'Europe/Paris', today: '2026-11-20' },
  london: { say: texts.in('en'), locale: 'en', timeZone: 'Europe/London', today: '2027-01-04' },
} as const;

describeOnBothEngines('the history of a thing', (databases) => {
  it('tells who did what, the newest first, with the names of everybody whom its events name', async () => {
    const { deps } = await happened(databases, [
      { after: { newOwnerKey: 'ben', why: 'he *knows*' } },
      { actorKey: null, after: { newOwnerKey: 'zoe' } },
      { actorKey: 'chloe', onBehalfOf: 'ben', after: { newOwnerKey: 'nobody-any-more' } },
    ]);

    const view = await historyOfSubject(deps, thing, readers.london);

    expect(view.callback_id).toBe('thing:history');
    expect(cardText(view).replaceAll('\u200B', '').split('\n')).toEqual([
      'History of T7',
      '*T7* a *bold* &lt;title&gt;',
      '16 November 2026: Chloé Martin for Ben Okafor gave it to nobody-any-more of : ',
      '16 November 2026: Copil gave it to Zoe Unlinked of : ',
      '16 November 2026: Ana Lopes gave it to Ben Okafor of : he *knows*',
    ]);
    expect(cardText(view)).not.toContain('he *knows*');
  });

  it('is told in the language, zone and year of its reader, to the minute where hours matter', async () => {
    const { deps } = await happened(databases, [{}]);

    const days = await historyOfSubject(deps, thing, readers.paris);
    const minutes = await historyOfSubject(deps, { ...thing, precision: 'minute' }, readers.paris);

    expect(cardText(days)).toMatch(/^17 novembre, Ana Lopes.: gave it to {2}of Opérations/m);
    expect(cardText(minutes)).toMatch(/^mardi 17 novembre à 00:30 \(Europe\/Paris\), Ana Lopes/m);
  });

  it('knows people and committees that are archived since', async () => {
    const { deps, apply } = await happened(databases, [{ actorKey: 'zoe', onBehalfOf: 'chloe' }]);
    await apply(
      'workspace: { name: Acme, country: FR, language: fr, timeZone: Europe/Paris }\npeople: { ana: { name: Ana Lopes } }\n',
      true,
    );

    const view = await historyOfSubject(deps, thing, readers.london);

    expect(cardText(view)).toContain('Zoe Unlinked for Chloé Martin gave it to  of Operations');
  });

  it('says so where nothing is recorded, and where there is more than a modal holds', async () => {
    const { deps } = await happened(
      databases,
      Array.from({ length: 91 }, (_, index) => ({ after: { why: `${index}`.padEnd(4_000, '&') } })),
    );

    const long = await historyOfSubject(deps, thing, readers.london);
    const empty = await historyOfSubject(deps, { ...thing, subjectId: 'another' }, readers.london);

    expect(long.blocks).toHaveLength(92);
    expect(fitView(long).blocks).toEqual(long.blocks);
    expect(cardText(long)).toMatch(/There is more: these are the newest 90 changes\.$/);
    expect(cardText(empty)).toMatch(/Nothing is recorded\.$/);
  });

  it('leaves out what was erased, or what another version wrote otherwise', async () => {
    const { deps } = await happened(databases, [{ after: null }, { after: { newOwnerKey: { odd: true }, why: 7 } }]);

    const view = await historyOfSubject(deps, thing, readers.london);

    expect(cardText(view)).toMatch(/gave it to {2}of : 7\n16 November 2026: Ana Lopes gave it to {2}of : $/);
  });
});
