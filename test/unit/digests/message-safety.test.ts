import { describe, expect, it } from 'vitest';
import type { DigestContent, DigestItem } from '../../../src/features/digests/digest.js';
import type { ReviewGroup } from '../../../src/features/follow-up/review/review.js';
import { canonicalJson } from '../../../src/kernel/json.js';
import { chartAltText } from '../../../src/platform/charts/chart-words.js';
import { type MrkdwnNode, parseMrkdwn } from '../../../src/platform/pages/mrkdwn.js';
import { fitMessage } from '../../../src/platform/slack/fit-message.js';
import { slackLimits } from '../../../src/platform/slack/limits.js';
import { checkBlocks } from '../../../src/sandbox/blocks/check.js';
import { aDigestContent, inLocale, webAnalytics } from '../../support/builders/digest-content.js';
import { aGrowthDigest } from '../../support/builders/growth-digest.js';
import { aFullReview, toldOf } from '../../support/builders/review.js';
import { chartsOf, composed, sentBlocks } from './composed.js';

const explained = 'A supplier raised its prices';

const growth = aGrowthDigest({
  isLate: true,
  isSampleData: true,
  missedPeriods: ['2026-W44', '2026-W45'],
  landed: [webAnalytics],
  sections: toldOf(aFullReview()),
});

/** With words of people too: items of every kind, and why a figure moved. */
const everything: DigestContent = {
  ...growth,
  items: growth.items.map((item) =>
    item.figures.kpi.key === 'leads' ? { ...item, explanation: { author: 'Hugo Lambert', text: explained } } : item,
  ),
};

/** Whom the messages call, by their part; the late ones among what was promised in blocks alone. */
const called: Readonly<Record<string, readonly string[]>> = {
  'kpi:cost-per-lead': ['U0INES'],
};
const calledInBlocks: typeof called = { ...called, promises: ['U0BEN', 'U0BEN'] };

const hostileNames = {
  'a broadcast': '<!channel> <!here> @channel @here',
  'a mention': '<@U0INES> <#C0OPS> <!subteam^S0TEAM>',
  'a link': '<https://example.org|cliquez> https://example.org',
  'bold, italic, strike and code': '*Gras* _italique_ ~barré~ `code` ```bloc```',
  'an unclosed mark': '*_~`',
  entities: 'R&D < 3 > 2 &amp; &lt;!channel&gt;',
  '200 characters': 'Coût par lead '.repeat(15).slice(0, 200),
  '200 characters that escape to more': '&'.repeat(200),
  emoji: '🎯'.repeat(60),
  'an emoji name': ':tada: :fire:',
  'right-to-left text': 'עלות לליד',
  'a direction override': 'Coût \u202Epar lead\u202D \u2067x',
  'line breaks': 'Coût\npar\u2028lead\r\n> cité\n• puce',
  'a template place': '{count} {name, select, other {x}}',
} as const;

function renamed(content: DigestContent, name: string): DigestContent {
  const both = { en: name, fr: name };
  const item = (of: DigestItem): DigestItem => ({
    ...of,
    name: both,
    owner: of.owner && { ...of.owner, name },
    sources: of.sources.map(({ key }) => ({ key, name: both })),
    ...(of.explanation ? { explanation: { author: name, text: name.repeat(5) } } : {}),
  });
  const review = ({ items, total }: ReviewGroup): ReviewGroup => ({
    items: items.map((one) => ({
      ...one,
      title: name,
      owner: { ...one.owner, name },
      outcome: one.outcome && name,
      kpi: one.kpi && { ...one.kpi, name: both },
      from: one.from && both,
    })),
    total,
  });
  const { done, silent, late, fresh, running, dropped, onKpis, escalations } = aFullReview();
  const told = toldOf({
    hasHistory: true,
    done: review(done),
    silent: review(silent),
    late: review(late),
    fresh: review(fresh),
    running: review(running),
    dropped: review(dropped),
    onKpis: Object.fromEntries(Object.entries(onKpis).map(([key, group]) => [key, review(group)])),
    escalations: escalations && {
      to: { key: 'above', name: both },
      old: review(escalations.old),
      onRed: review({ items: escalations.onRed, total: 0 }).items,
    },
  });
  return {
    ...content,
    committee: { ...content.committee, name: both },
    items: content.items.map(item),
    landed: content.landed.map(({ key }) => ({ key, name: both })),
    sections: content.sections['promises'] ? told : content.sections,
  };
}

type Fields = Record<string, unknown>;

/** Every object inside a block, itself included. */
function objectsIn(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Fields, ...Object.values(value).flatMap(objectsIn)];
}

/** Whom a text would call and what it would hide behind a label; a bare address that links to itself hides nothing. */
function effectsOf(text: string): string[] {
  const told = (node: MrkdwnNode): string[] => {
    if (node.kind === 'user') return [`calls ${node.id}`];
    if (['broadcast', 'channel', 'usergroup', 'date'].includes(node.kind)) return [node.kind];
    if (node.kind === 'link') return node.label === null ? [] : [`hides ${node.url}`];
    return 'children' in node ? node.children.flatMap(told) : [];
  };
  return parseMrkdwn(text).flatMap((part) => (part.kind === 'pre' ? [] : part.children.flatMap(told)));
}

describe.each(['fr', 'en'] as const)('every message of a digest (%s)', (locale) => {
  const drafts = composed(inLocale(everything, locale));

  it.each([true, false])('is one that Slack accepts, whole (with pictures: %s)', (hasPictures) => {
    for (const draft of drafts) {
      const message = { text: draft.text, blocks: sentBlocks(draft, { hasPictures }) };

      expect(fitMessage(message, () => 'cut')).toEqual(message);
      expect(() =>
        checkBlocks(structuredClone(message.blocks), { surface: 'message', isUsableFile: () => true }),
      ).not.toThrow();
    }
  });

  it('has a top-level text an edit accepts, and says all that its blocks say of figures', () => {
    for (const draft of drafts) {
      expect(draft.text.length).toBeGreaterThan(0);
      expect(draft.text.length).toBeLessThanOrEqual(slackLimits.topLevelText);
    }
  });

  it('uses no mrkdwn in its blocks, where a name could mean something', () => {
    const types = drafts.flatMap(({ blocks }) => objectsIn(blocks).map(({ type }) => type));

    expect(types).toContain('rich_text');
    expect(types).not.toContain('mrkdwn');
  });
});

describe.each(Object.entries(hostileNames))('a name with %s', (_kind, name) => {
  const drafts = composed(renamed(everything, name));

  it('calls nobody, hides no link, and formats nothing in the message', () => {
    for (const { part, text, blocks } of drafts) {
      const types = objectsIn(blocks).map(({ type }) => String(type));
      const expected = called[part] ?? [];
      expect(effectsOf(text)).toEqual(expected.map((id) => `calls ${id}`));
      expect(types.filter((type) => ['broadcast', 'usergroup', 'channel', 'link', 'mrkdwn'].includes(type))).toEqual(
        [],
      );
      expect(types.filter((type) => type === 'user').length).toBe(calledInBlocks[part]?.length ?? 0);
    }
  });

  it.each([true, false])('leaves every message acceptable, with its table and charts (pictures: %s)', (hasPictures) => {
    for (const draft of drafts) {
      const sent = sentBlocks(draft, { hasPictures });
      const message = fitMessage({ text: draft.text, blocks: sent }, () => 'cut');

      expect(() =>
        checkBlocks(structuredClone(message.blocks), { surface: 'message', isUsableFile: () => true }),
      ).not.toThrow();
      expect(message.blocks.length).toBe(sent.length);
      expect(message.text.length).toBeLessThanOrEqual(slackLimits.topLevelText);
    }
    for (const spec of chartsOf(drafts)) expect(chartAltText(spec).length).toBeLessThanOrEqual(1_000);
  });

  it('keeps each line a line and its direction to itself', () => {
    const texts = [...drafts.map(({ text }) => text), ...chartsOf(drafts).map(({ title }) => title)].join('\n');
    const expectedLines = composed(everything).flatMap(({ text }) => text.split('\n')).length;

    expect(texts).not.toMatch(/[\u202a-\u202e\u2028\r]/);
    expect(drafts.flatMap(({ text }) => text.split('\n')).length).toBe(expectedLines);
    expect(texts.split('\u2068').length).toBe(texts.split('\u2069').length);
  });
});

describe('a digest of eighty KPIs with long names', () => {
  const items = Array.from({ length: 80 }, (_, index) => {
    const one = renamed(everything, `${index} ${'Coût par lead '.repeat(15)}`).items[index % everything.items.length];
    return one ?? expect.fail('no item');
  });

  it('keeps the open table of its board, and everything else, where it has no picture', () => {
    const [parent = expect.fail('no parent')] = composed({ ...everything, items });
    const blocks = sentBlocks(parent, { hasPictures: false });

    const fitted = fitMessage({ text: parent.text, blocks }, () => 'cut');

    expect(fitted.blocks.map(({ type }) => type)).toEqual(blocks.map(({ type }) => type));
    const table = fitted.blocks.find(({ type }) => type === 'table');
    expect(table).toMatchObject({ rows: { length: 81 } });
  });
});

describe('composing', () => {
  it('gives the same bytes for the same content, also after it was kept as JSON', () => {
    const kept: DigestContent = JSON.parse(canonicalJson(everything));

    expect(canonicalJson(composed(kept))).toBe(canonicalJson(composed(everything)));
    expect(canonicalJson(composed(aGrowthDigest()))).toBe(canonicalJson(composed(aGrowthDigest())));
  });

  it('leaves the message of a KPI as it is when another KPI changes, so that only what changed is edited', () => {
    const other = aGrowthDigest().items.find(({ figures }) => figures.kpi.key === 'revenue');
    const changed = {
      ...everything,
      items: everything.items.map((item) =>
        item.figures.kpi.key === 'average-basket' && other
          ? { ...item, figures: { ...other.figures, kpi: item.figures.kpi } }
          : item,
      ),
    };

    const before = composed(everything);
    const after = composed(changed);

    const edited = after.filter((draft, index) => canonicalJson(draft) !== canonicalJson(before[index]));
    expect(after.map(({ part }) => part)).toEqual(before.map(({ part }) => part));
    expect(edited.map(({ part }) => part)).toEqual(['parent', 'figures-table']);
  });

  it('gives an empty committee one message', () => {
    expect(composed(aDigestContent()).map(({ part }) => part)).toEqual(['parent']);
  });
});
