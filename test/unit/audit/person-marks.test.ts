import { describe, expect, it } from 'vitest';
import { namesPerson, speaksOf } from '../../../src/features/audit/person-marks.js';
import { canonicalJson } from '../../../src/kernel/json.js';
import type { EventContent } from '../../../src/platform/db/event-chain.js';

const chloe = { key: 'chloe', id: 'p1', name: 'Chloé Martin', email: 'chloe@acme.test', slackUserId: 'U0CHLOE01' };

function event(after: unknown, differing: Partial<EventContent> = {}): EventContent {
  const facts = { actorKey: 'ana', onBehalfOf: null, what: 'x', subjectKind: 'item', subjectId: 'i1', before: null };
  return { ...facts, after: canonicalJson(after), surface: 'slack', at: new Date(0), ...differing };
}

describe('an event speaks of a person', () => {
  it.each([
    ['who did it', event({}, { actorKey: 'chloe' })],
    ['whose right was used', event({}, { onBehalfOf: 'chloe' })],
    ['it is about them', event({}, { subjectKind: 'person', subjectId: 'chloe' })],
    ['it is about them, by id', event({}, { subjectKind: 'person', subjectId: 'p1' })],
    ['a key in what was after', event({ ownerKey: 'chloe' })],
    ['a key in what was before', event({}, { before: canonicalJson({ votes: [{ approverKey: 'chloe' }] }) })],
    ['a key in a list', event({ electorate: ['ben', 'chloe'] })],
    ['a key of a record', event({ people: { chloe: { locale: 'fr' } } })],
    ['their name in a text, without accents', event({ details: 'Ask CHLOE MARTIN first' })],
    ['their address in a text', event({ details: 'see chloe@acme.test.' })],
    ['a mention', event({ quote: '<@U0CHLOE01> said so' })],
  ])('%s', (_name, told) => {
    expect(speaksOf(told, chloe)).toBe(true);
  });

  it.each([
    ['another person', event({ ownerKey: 'chloe2', name: 'Chloé Martinez' })],
    ['a KPI of the same key', event({ kpiKey: 'chloe', projectKey: 'chloe' })],
    ['a key inside a text', event({ title: 'The chloe campaign' })],
    ['another thing of that id', event({}, { subjectKind: 'item', subjectId: 'chloe' })],
  ])('but not %s', (_name, told) => {
    expect(speaksOf(told, chloe)).toBe(false);
  });

  it('also where what was written is no JSON any more', () => {
    expect(speaksOf(event({}, { after: '{"by":"Chloé Martin' }), chloe)).toBe(true);
  });

  it('and a reason names them by key, name, address or Slack id, as words', () => {
    const reasons = ['asked by chloe', 'Chloe Martin left', 'mail of chloe@acme.test', 'Asked for by letter of 3 May'];

    expect(reasons.map((reason) => namesPerson(reason, chloe))).toEqual([true, true, true, false]);
    expect(namesPerson('An analysis', { ...chloe, key: 'ana', name: null })).toBe(false);
  });
});
