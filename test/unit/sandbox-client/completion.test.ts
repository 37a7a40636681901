import { describe, expect, it } from 'vitest';
import { completionQuery, matchCompletions, takeCompletion } from '../../../src/sandbox/client/composer/completion.js';
import { completionsOf } from '../../../src/sandbox/client/composer/completions-of.js';
import { aState, ben } from './page-fixtures.js';

describe('what can be completed', () => {
  it.each([
    ['/', 1, { kind: 'command', start: 0, typed: '/' }],
    ['/cop', 4, { kind: 'command', start: 0, typed: '/cop' }],
    ['hello @be', 9, { kind: 'person', start: 6, typed: '@be' }],
    ['(#gro', 5, { kind: 'channel', start: 1, typed: '#gro' }],
    ['@élo and more', 4, { kind: 'person', start: 0, typed: '@élo' }],
  ])('in “%s” at %i', (text, caret, query) => {
    expect(completionQuery(text, caret)).toEqual(query);
  });

  it.each([
    ['/copil help', 11],
    ['and/or', 6],
    ['ana@example', 11],
    ['hello @ben and', 14],
    ['', 0],
  ])('is nothing in “%s” at %i', (text, caret) => {
    expect(completionQuery(text, caret)).toBeNull();
  });
});

describe('the completions offered', () => {
  const chloe = { ...ben, id: 'U0CHLOE', name: 'Chloé Lefèvre', handle: 'chloe' };
  const people = completionsOf('person', aState({ actors: [ben, chloe] }));

  it.each([
    ['@chloe', ['Chloé Lefèvre']],
    ['@lef', ['Chloé Lefèvre']],
    ['@WALK', ['Ben Walker']],
    ['@', ['Ben Walker', 'Chloé Lefèvre']],
    ['@zz', []],
  ])('for %s are %j', (typed, names) => {
    expect(matchCompletions(typed, people).map(({ label }) => label)).toEqual(names);
  });

  it('have the app among the people, under the handle it is mentioned by', () => {
    const copil = { id: 'U0COPIL', name: 'Copil', isBot: true };
    const workspace = { ...aState().workspace, people: [ben, copil] };

    const found = matchCompletions('@cop', completionsOf('person', aState({ workspace })));

    expect(found).toMatchObject([{ key: 'U0COPIL', insert: '@copil', label: 'Copil' }]);
  });

  it('put those that begin as typed before those that contain it', () => {
    const channels = completionsOf('channel', aState());

    expect(matchCompletions('#steer', channels).map(({ insert }) => insert)).toEqual(['#growth-steering']);
    expect(matchCompletions('#growth-s', channels)[0]?.insert).toBe('#growth-steering');
  });

  it('tell how a command is used', () => {
    const [command] = matchCompletions('/', completionsOf('command', aState()));

    expect(command).toMatchObject({ insert: '/copil', hint: '[help | next]', detail: 'Digests' });
  });

  it('leave direct conversations out of the channels', () => {
    expect(completionsOf('channel', aState()).map(({ label }) => label)).not.toContain('#Copil');
  });
});

describe('taking one', () => {
  it('puts it where it was typed, with one space after it, and the caret there', () => {
    const [option] = matchCompletions('@ben', completionsOf('person', aState()));
    const query = completionQuery('ask @be about it', 7);

    const taken = query && option && takeCompletion('ask @be about it', query, option);

    expect(taken).toEqual({ text: 'ask @ben about it', caret: 9 });
  });
});
