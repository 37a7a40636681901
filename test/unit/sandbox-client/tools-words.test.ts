import { describe, expect, it } from 'vitest';
import { tourWords } from '../../../src/sandbox/client/tools/tour-words.js';
import { toolWords } from '../../../src/sandbox/client/tools/words.js';

/** Every text below a value. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsOf);
  return [];
}

const stepIds = ['read-digest', 'open-chart', 'raise-blocker', 'make-action', 'approve', 'decide', 'next-run'] as const;

function everyText(locale: string): readonly string[] {
  const words = toolWords(locale);
  const tour = tourWords(locale);
  const steps = stepIds.map((id) => tour.step(id, { channel: '#growth-ops', actor: 'Inès Dubois' }));
  return [
    ...textsOf(words),
    ...textsOf(tour),
    ...textsOf(steps),
    words.clock.next('Monday 09:00'),
    words.clock.ahead({ unit: 'day', count: 3 }),
    words.requests.count(1, 3),
    words.requests.fault('rate_limited'),
    words.conditions.on(2),
    words.conditions.met(1),
  ];
}

describe('the tools’ words', () => {
  it('exist in French for a French locale and in English for any other', () => {
    expect(toolWords('fr-CA').requests.name).toBe('Requêtes');
    expect(toolWords('fr').clock.day).toBe('Avancer d’un jour');
    expect(toolWords('de-DE').requests.name).toBe('Requests');
    expect(tourWords('fr-FR').title).toBe('À essayer');
    expect(tourWords('en-GB').title).toBe('Try this');
  });

  it('have typographic apostrophes, and in French narrow no-break spaces before tall signs', () => {
    const straight = [...everyText('en-GB'), ...everyText('fr-FR')].filter((text) => text.includes("'"));
    const breaking = everyText('fr-FR').filter((text) => / [:;!?»]|« /.test(text));

    expect(straight).toEqual([]);
    expect(breaking).toEqual([]);
  });

  it('agree with numbers in both languages', () => {
    const english = toolWords('en').requests;
    const french = toolWords('fr').requests;

    expect([english.count(1, 1), english.count(0, 0), english.count(2, 5)]).toEqual([
      '1 request',
      '0 requests',
      '2 of 5 requests',
    ]);
    expect([french.count(1, 1), french.count(0, 0), french.count(2, 5)]).toEqual([
      '1 requête',
      '0 requête',
      '2 sur 5 requêtes',
    ]);
  });

  it('name whom to act as for an approval, where it is somebody else', () => {
    const step = (actor: string | null) => tourWords('en').step('approve', { channel: '#growth-steering', actor });

    expect(step('Inès Dubois').button).toBe('Act as Inès Dubois');
    expect(step(null).button).toBe('Go to the request');
  });
});
