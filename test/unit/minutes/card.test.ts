import { describe, expect, it } from 'vitest';
import { cardOf } from '../../../src/features/minutes/cards/card.js';
import { phaseOf } from '../../../src/features/minutes/minutes.js';
import { mayCorrect, maySee } from '../../../src/features/minutes/rights.js';
import { inChargeAmong } from '../../../src/organisation/committees/seats.js';
import { fitMessage } from '../../../src/platform/slack/fit-message.js';
import { loadTexts } from '../../../src/platform/texts.js';
import { aContent } from './builders.js';

const texts = loadTexts();

function cardText(phase: 'open' | 'confirmed' | 'over' | 'closed', content = aContent(), locale: 'en' | 'fr' = 'en') {
  const status = { phase, closedOn: phase === 'closed' ? '2026-12-02' : null, hash: null };
  const card = cardOf({ digestId: 'digest-1', content, status }, { say: texts.in(locale), locale });
  return { ...card, shown: JSON.stringify(card.blocks).replaceAll(/[\u00a0\u202f]/g, ' ') };
}

describe('the card of minutes', () => {
  it('counts, and takes corrections while they are taken', () => {
    const { shown, text } = cardText('confirmed');

    expect(shown).toContain('Present 2 of 3, 1 guest · read by 2 of 3 · 1 decision · 1 action · 1 correction');
    expect(shown).toContain('Corrections until Tuesday 1 December');
    expect(shown).toContain('"action_id":"minutes:correct"');
    expect(text).toContain('Corrections until Tuesday 1 December');
  });

  it.each([
    ['over', 'Corrections were taken until Tuesday 1 December'],
    ['closed', 'Closed on Wednesday 2 December'],
  ] as const)('offers no correction once it is %s', (phase, words) => {
    const { shown } = cardText(phase);

    expect(shown).toContain(words);
    expect(shown).not.toContain('minutes:correct');
  });

  it('is French in French', () => {
    expect(cardText('confirmed', aContent(), 'fr').shown).toContain(
      '2 présents sur 3, 1 invité · lu par 2 sur 3 · 1 décision · 1 action · 1 rectification',
    );
  });

  it('stays within Slack’s limits and calls nobody, whatever two hundred corrections say', () => {
    const text = `<!channel> *bold* @here ${'x'.repeat(1_900)}`;
    const corrections = Array.from({ length: 200 }, (_, index) => ({
      number: index + 1,
      author: '<@U0ANA>',
      on: '2026-11-18',
      text,
    }));

    const card = cardText('confirmed', aContent({ corrections }));

    expect(fitMessage(card, () => 'cut').blocks).toEqual(card.blocks);
    expect(card.shown).not.toMatch(/<!channel>|<@U0ANA>|@here/);
    expect(card.shown).toContain('*200.*');
    expect(card.shown).not.toContain('*195.*');
  });
});

describe('where minutes stand', () => {
  it.each([
    [null, 'open'],
    [{ state: 'open', correctableUntil: null }, 'open'],
    [{ state: 'confirmed', correctableUntil: '2026-11-20' }, 'confirmed'],
    [{ state: 'confirmed', correctableUntil: '2026-11-19' }, 'over'],
    [{ state: 'closed', correctableUntil: '2026-11-21' }, 'closed'],
  ] as const)('is told from what is stored and the day: %j', (minutes, phase) => {
    expect(phaseOf(minutes, '2026-11-20')).toBe(phase);
  });
});

describe('the rights on minutes', () => {
  const person = { key: 'ben', isGuest: false, isOperator: false, leftAt: null };
  const seats = new Map([['ops', ['member' as const]]]);
  const ops = { committeeId: 'ops' };

  it.each([
    ['a member', { person, seats }, true, true],
    ['somebody who left', { person: { ...person, leftAt: new Date(0) }, seats }, false, false],
    ['a guest of the committee', { person: { ...person, isGuest: true }, seats }, false, false],
    ['an operator', { person: { ...person, isOperator: true }, seats: new Map() }, true, false],
    ['somebody else', { person, seats: new Map() }, false, false],
  ] as const)('of %s', (_who, actor, sees, corrects) => {
    expect(maySee(actor, ops, [])).toBe(sees);
    expect(mayCorrect(actor, ops, [])).toBe(corrects);
  });

  it('are also those of a guest who was at the meeting', () => {
    const actor = { person: { ...person, isGuest: true }, seats: new Map() };

    expect(mayCorrect(actor, ops, [{ personKey: 'ben', presence: 'guest' }])).toBe(true);
    expect(mayCorrect(actor, ops, [{ personKey: 'ben', presence: 'absent' }])).toBe(false);
  });

  it('let the chair say who was there; the leads where no chair is left, and nobody where neither is', () => {
    const member = (role: 'chair' | 'lead' | 'member', personKey: string, differing = {}) => ({
      role,
      personKey,
      name: personKey,
      email: null,
      slackUserId: 'U1',
      locale: 'en' as const,
      timeZone: 'UTC',
      isGuest: false,
      leftAt: null,
      ...differing,
    });
    const rest = [member('lead', 'lea'), member('member', 'ben')];

    expect(inChargeAmong([member('chair', 'ana'), ...rest])).toEqual(['ana']);
    expect(inChargeAmong([member('chair', 'ana', { leftAt: new Date(0) }), ...rest])).toEqual(['lea']);
    expect(inChargeAmong([member('chair', 'ana', { slackUserId: null }), ...rest])).toEqual(['lea']);
    expect(inChargeAmong([member('member', 'ben')])).toEqual([]);
  });
});
