import { describe, expect, it } from 'vitest';
import { captured } from './captured.js';

const people = [
  { key: 'chloe', name: 'Chloé Martin' },
  { key: 'ben', name: 'Ben Okafor' },
  { key: 'anas', name: 'Ana Silva' },
  { key: 'anac', name: 'Ana Costa' },
  { key: 'jp', name: 'Jean-Pierre de la Tour' },
  { key: 'sean', name: 'Seán O’Neill' },
];

const read = (text: string, locale: 'en' | 'fr' = 'en') => captured(text, { people, locale });

describe('a full name typed without choosing it from the list', () => {
  it.each([
    '@Chloé Martin send the quote by Friday',
    '@Chloe Martin send the quote by Friday',
    '@chloé martin: send the quote by Friday',
    'send @Chloé Martin the quote by Friday',
    'send the quote by Friday @Chloé Martin',
    'send the quote @Chloé Martin by Friday',
    'send the quote Friday @chloe martin',
    'by Friday @Chloé Martin: send the quote',
    'send the quote by Friday (@Chloé Martin)',
    'send the quote by Friday, @Martin Chloé',
    'send the quote by Friday @chloe',
    'send the quote by Friday @Chloé',
    'owner: @Chloé Martin send the quote by Friday',
  ])('is the owner, and gone from the title: %j', (text) => {
    expect(read(text)).toMatchObject({
      title: 'send the quote',
      owner: null,
      typedOwner: { keys: ['chloe'], isClear: true },
      due: { on: '2026-11-20' },
    });
  });

  it.each([
    '@Chloé Martin envoyer le devis avant vendredi',
    'envoyer le devis avant vendredi @Chloé Martin',
    'envoyer @Chloé Martin le devis vendredi',
    'pour @Chloé Martin : envoyer le devis avant vendredi',
  ])('is found in French: %j', (text) => {
    expect(read(text, 'fr')).toMatchObject({
      title: 'envoyer le devis',
      typedOwner: { keys: ['chloe'] },
      due: { on: '2026-11-20' },
    });
  });

  it.each([
    ['send it to @Chloé Martin by Friday', 'send it to Chloé Martin', 'chloe'],
    ['relire le contrat d’@Ben Okafor', 'relire le contrat d’Ben Okafor', 'ben'],
    ['@Jean-Pierre de la Tour draft it', 'draft it', 'jp'],
    ['@Jean-Pierre Tour draft it', 'draft it', 'jp'],
    ["@Seán O'Neill draft it", 'draft it', 'sean'],
    ['@Ana S. draft it', 'draft it', 'anas'],
    ['@Ana Costa draft it', 'draft it', 'anac'],
  ])('%j leaves the title %j', (text, title, key) => {
    expect(read(text)).toMatchObject({ title, typedOwner: { keys: [key], isClear: true } });
  });

  it.each([
    ['@Ana send the quote by Friday', '@Ana', ['anas', 'anac']],
    ['send the quote by Friday @Chloé Dupont', '@Chloé Dupont', ['chloe']],
    ['send the quote by Friday @Zoé Durand', '@Zoé Durand', []],
    ['send the quote by Friday @Zoé Durand #cpl', '@Zoé Durand', []],
    ['@zoe send the quote by Friday', '@zoe', []],
  ])('that is nobody’s alone stays in the title, and the date is read: %j', (text, said, keys) => {
    const line = read(text);

    expect(line).toMatchObject({ typedOwner: { said, keys, isClear: false }, due: { on: '2026-11-20' }, owner: null });
    expect(line.title).toContain(said);
  });

  it('counts before a mention only where it is somebody’s', () => {
    expect(read('@Ben Okafor call <@U2> by Friday')).toMatchObject({ owner: null, typedOwner: { keys: ['ben'] } });
    expect(read('<@U2> call @Ben Okafor by Friday')).toMatchObject({ owner: 'U2', typedOwner: null });
    expect(read('reply to @acme <@U2> by Friday')).toMatchObject({ owner: 'U2', typedOwner: null });
  });

  it.each(['write to ana@x.test', '@here is a fire', '@channel is a fire', 'cost @ 3'])('is none in %j', (text) => {
    expect(read(text)).toMatchObject({ owner: null, typedOwner: null, title: text });
  });
});

describe('a user group', () => {
  it('is told apart where an owner would stand', () => {
    expect(read('<!subteam^S1|@growth> send the quote by Friday').groupOwner).toBe('@growth');
    expect(read('tell <!subteam^S1|@growth> by Friday').groupOwner).toBeNull();
    expect(read('<!subteam^S1|@growth> and <@U1> send it').groupOwner).toBeNull();
  });
});
