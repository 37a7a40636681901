import { describe, expect, it } from 'vitest';
import { correctedMessage } from '../../../src/features/digests/compose.js';
import type { DigestContent, DigestItem } from '../../../src/features/digests/digest.js';
import { canonicalJson } from '../../../src/kernel/json.js';
import { type AccessLevel, accessLevels, mayShow } from '../../../src/organisation/access-level.js';
import { clearanceOf, roomOf } from '../../../src/organisation/committees/places.js';
import { chartAltText, chartTable } from '../../../src/platform/charts/chart-words.js';
import { aDigestContent, aDigestItem, inLocale, webAnalytics } from '../../support/builders/digest-content.js';
import { aGrowthDigest } from '../../support/builders/growth-digest.js';
import { steady } from '../../support/builders/weekly-levels.js';
import { chartsOf, composed, texts } from './composed.js';

/** Each KPI of the sample gets a level in turn, so that every kind of item is open in one digest and closed in another. */
function withLevels(shift: number): DigestContent {
  const content = aGrowthDigest({ landed: [webAnalytics] });
  const levelOf = (index: number): AccessLevel => accessLevels[(index + shift) % accessLevels.length] ?? 'restricted';
  return { ...content, items: content.items.map((item, index) => ({ ...item, accessLevel: levelOf(index) })) };
}

/** All that would reach a reader: messages, what charts draw, their alt texts and tables. */
function everythingShown(content: DigestContent, clearance: AccessLevel): string {
  const drafts = composed(content, clearance);
  const charts = chartsOf(drafts);
  return canonicalJson({ drafts, alternatives: charts.map(chartAltText), tables: charts.map(chartTable) });
}

/** Another KPI of the same standing in the list, with nothing else in common. */
function replaced(item: DigestItem): DigestItem {
  const name = { en: 'Replaced', fr: 'Remplacé' };
  const other = aDigestItem({
    kpi: { key: `${item.figures.kpi.key}-x`, name },
    levels: steady(77_777, { spread: 0.2 }),
  });
  return { ...other, accessLevel: item.accessLevel, owner: { name: 'Somebody Else', slackUserId: 'U0ELSE' } };
}

const cases = accessLevels.flatMap((clearance) => [0, 1, 2, 3].map((shift) => ({ clearance, shift })));

describe.each(cases)('in a place cleared for $clearance (levels dealt from $shift)', ({ clearance, shift }) => {
  const content = withLevels(shift);
  const hidden = content.items.filter(({ accessLevel }) => !mayShow(accessLevel, clearance));

  it.each(['fr', 'en'] as const)('nothing of a KPI above that level shows, not even its name (%s)', (locale) => {
    const shown = everythingShown(inLocale(content, locale), clearance);

    for (const { name, figures } of hidden) {
      const values = figures.series.flatMap(({ value }) => (value === null ? [] : [JSON.stringify(value)]));
      expect(shown).not.toContain(name[locale]);
      expect(shown).not.toContain(`"${figures.kpi.key}"`);
      expect(shown).not.toContain(`kpi:${figures.kpi.key}`);
      // Short numbers such as 4.2 may stand there for another reason.
      for (const value of values.filter((text) => text.length > 8)) expect(shown).not.toContain(value);
    }
  });

  it('the messages are the same whatever the withheld KPIs say', () => {
    const others = content.items.map((item) => (hidden.includes(item) ? replaced(item) : item));
    const landed = content.landed.filter(() => clearance === 'restricted');

    const before = everythingShown({ ...content, landed }, clearance);
    const after = everythingShown({ ...content, landed, items: others }, clearance);

    expect(after).toBe(before);
  });

  it('every KPI up to that level is there', () => {
    const shown = everythingShown(content, clearance);

    expect(hidden.length < content.items.length).toBe(true);
    for (const { name, accessLevel } of content.items) {
      if (mayShow(accessLevel, clearance)) expect(shown).toContain(name.fr);
    }
  });
});

describe('the clearance of a place', () => {
  it('is public where outsiders read or where nobody vouched for it', () => {
    expect(clearanceOf({ isShared: true, accessLevel: 'restricted' })).toBe('public');
    expect(clearanceOf({ isShared: false, accessLevel: null })).toBe('public');
    expect(clearanceOf({ isShared: false, accessLevel: 'confidential' })).toBe('confidential');
  });

  it.each([
    ['confidential', null, { clearance: 'confidential', hasOutsiders: false }],
    ['confidential', 'internal', { clearance: 'internal', hasOutsiders: false }],
    ['internal', 'confidential', { clearance: 'internal', hasOutsiders: false }],
    ['internal', 'public', { clearance: 'public', hasOutsiders: true }],
    [null, 'internal', { clearance: 'public', hasOutsiders: false }],
  ] as const)(
    'of a channel that is %s is no higher than that of a guest there who is %s',
    (accessLevel, guestLevel, room) => {
      expect(roomOf({ isShared: false, accessLevel, guestLevel })).toEqual(room);
      expect(roomOf({ isShared: true, accessLevel, guestLevel })).toEqual({ clearance: 'public', hasOutsiders: true });
    },
  );

  it('hides all and says so where every KPI is above it', () => {
    const items = [aDigestItem({ kpi: { accessLevel: 'internal' } })];

    const [parent] = composed(aDigestContent({ items }), 'public');

    expect(parent?.text).toContain('Aucun KPI à montrer ici.');
    expect(parent?.text).toContain('Un KPI n’est pas montré ici');
  });
});

describe('a correction', () => {
  it('names no KPI that the content given to it does not hold', () => {
    const message = correctedMessage('kpi:margin-per-order', aDigestContent(), texts);

    expect(message.text).toBe('Corrigé\u202f: les données ont changé et ce message n’a plus d’objet.');
  });
});
