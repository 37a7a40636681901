import { describe, expect, it } from 'vitest';
import type { Vote } from '../../../src/features/decisions/decision.js';
import { carriedBy, standInsOf } from '../../../src/features/decisions/stand-ins.js';

const vote = (personKey: string, fields: Partial<Vote> = {}): Vote => ({
  personKey,
  choice: null,
  castByKey: null,
  votedAt: null,
  ...fields,
});
const voters = ['ana', 'ben', 'chloe'].map((personKey) => ({ personKey, isEligible: personKey !== 'chloe' }));

describe('who votes in whose place', () => {
  it('is the first who was named, for deciders who may vote themselves', () => {
    const given = [
      { fromKey: 'ana', toKey: 'ben' },
      { fromKey: 'ana', toKey: 'omar' },
      { fromKey: 'chloe', toKey: 'ben' },
      { fromKey: 'gil', toKey: 'ben' },
    ];

    expect([...standInsOf(voters, given)]).toEqual([['ana', 'ben']]);
  });

  it('casts their own vote and that of those who are away', () => {
    const standIns = new Map([['ana', 'ben']]);

    expect(carriedBy('ben', [vote('ana'), vote('ben')], standIns)).toEqual(['ana', 'ben']);
    expect(carriedBy('ben', [vote('ana')], standIns)).toEqual(['ana']);
    expect(carriedBy('ana', [vote('ana'), vote('ben')], standIns)).toEqual(['ana']);
    expect(carriedBy('omar', [vote('ana'), vote('ben')], standIns)).toEqual([]);
  });

  it('leaves alone who has voted themselves, and changes what was cast for them before', () => {
    const standIns = new Map([['ana', 'ben']]);

    expect(carriedBy('ben', [vote('ana', { choice: 1, castByKey: 'ana' })], standIns)).toEqual([]);
    expect(carriedBy('ben', [vote('ana', { choice: 1, castByKey: 'ben' })], standIns)).toEqual(['ana']);
  });

  it('goes one step: what was given to somebody is not passed on', () => {
    const standIns = new Map([
      ['ana', 'ben'],
      ['ben', 'omar'],
    ]);

    expect(carriedBy('omar', [vote('ana'), vote('ben')], standIns)).toEqual(['ben']);
  });
});
