import { describe, expect, it } from 'vitest';
import { captured } from './captured.js';

describe('a line of quick capture', () => {
  it('gives owner, date and KPI, and what is left as the title', () => {
    const line = captured('<@U0ANA> renegotiate the display contract by next Friday #cpl');

    expect(line).toEqual({
      title: 'renegotiate the display contract',
      owner: 'U0ANA',
      mentions: [],
      typedOwner: null,
      groupOwner: null,
      due: { on: '2026-11-27', words: 'next Friday' },
      dateProblem: null,
      dateWords: 'next Friday',
      dateReadings: [],
      kpiKey: 'cpl',
      projectKey: null,
      severity: null,
      actionType: null,
      unknownTags: [],
    });
  });

  it('is read in French, with its parts in any order', () => {
    const line = captured('renégocier le contrat display avant vendredi prochain #cpl <@U0ANA|ana>', { locale: 'fr' });

    expect(line).toMatchObject({
      title: 'renégocier le contrat display',
      owner: 'U0ANA',
      due: { on: '2026-11-27', words: 'vendredi prochain' },
      kpiKey: 'cpl',
    });
  });

  it('finds the date before, between and after the tags', () => {
    const lines = [
      'by Friday #cpl +website !high renegotiate the contract <@U1>',
      'renegotiate the contract #cpl by Friday +website <@U1> !high',
      '<@U1> +website #cpl !high renegotiate the contract Friday',
      'renegotiate the contract Friday !high #cpl +website <@U1>',
    ].map((text) => captured(text));

    for (const line of lines) {
      expect(line).toMatchObject({
        title: 'renegotiate the contract',
        owner: 'U1',
        due: { on: '2026-11-20' },
        kpiKey: 'cpl',
        projectKey: 'website',
        severity: 'high',
      });
    }
  });

  it('spread over lines becomes one', () => {
    const line = captured('renegotiate the contract by Friday\nsee the notes\tof  Monday');

    expect(line).toMatchObject({
      title: 'renegotiate the contract see the notes of Monday',
      due: { on: '2026-11-20' },
    });
  });

  it.each([
    ['', ''],
    ['   \n ', ''],
    ['\u200b\u200d\ufeff', ''],
    ['🚀🔥', '🚀🔥'],
    ['👩‍👩‍👧 🎉', '👩‍👩‍👧 🎉'],
    ['<@U1> by Friday #cpl', ''],
    ['?!', '?!'],
    ['- renegotiate', '- renegotiate'],
    ['מסמך חדש by Friday', 'מסמך חדש'],
    ['عقد العرض قبل', 'عقد العرض قبل'],
    ['renegotiate the contract, by Friday', 'renegotiate the contract'],
    ['renegotiate the contract – by Friday', 'renegotiate the contract'],
    ['renegotiate the contract (by Friday)', 'renegotiate the contract'],
    ['renegotiate the contract (<@U1>)', 'renegotiate the contract'],
    ['<@U1>: renegotiate the contract', 'renegotiate the contract'],
    ['<@U1>, please renegotiate', 'please renegotiate'],
    ['By Friday: renegotiate', 'renegotiate'],
    ['Friday - renegotiate', 'renegotiate'],
    ['renegotiate by Friday. Then call the board.', 'renegotiate. Then call the board.'],
    ['renegotiate by 27 Nov. please', 'renegotiate please'],
    ['renegotiate, by Friday, with care', 'renegotiate, with care'],
    ['renegotiate - by Friday - with care', 'renegotiate - with care'],
    ['*renegotiate* `it` ~now~', '*renegotiate* `it` ~now~'],
  ])('makes of %j the title %j', (text, title) => {
    expect(captured(text).title).toBe(title);
  });

  it('keeps a title of 10,000 characters whole', () => {
    const text = 'é'.repeat(10_000);

    expect(captured(text).title).toBe(text);
  });
});

describe('what Slack puts into a line', () => {
  it.each([
    ['R&amp;D &lt;b&gt; costs', 'R&D <b> costs'],
    ['the entity &amp;lt;', 'the entity &lt;'],
    ['read <https://x.test/a?b=1&amp;c=2|the brief> first', 'read the brief first'],
    ['read <https://x.test/a?b=1&amp;c=2>', 'read https://x.test/a?b=1&c=2'],
    ['write to <mailto:ana@x.test|ana@x.test>', 'write to ana@x.test'],
    ['<!here> is a fire', '@here is a fire'],
    ['<!channel> is a fire', '@channel is a fire'],
    ['tell <!subteam^S0TEAM|@growth>', 'tell @growth'],
    ['tell <!subteam^S0TEAM>', 'tell @S0TEAM'],
    ['since <!date^1392734382^{date}|18 February>', 'since 18 February'],
    ['post it in <#C1|general>', 'post it in #general'],
    ['post it in <#C1|>', 'post it in #C1'],
    ['&lt;@U1&gt; is text', '<@U1> is text'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['<unknown thing> stays', '<unknown thing> stays'],
  ])('shows %j as %j', (text, title) => {
    expect(captured(text)).toMatchObject({ title, owner: null });
  });

  it('reads no date and no tag out of a link', () => {
    expect(captured('fix <https://x.test/2026-11-27|by Friday #cpl>')).toMatchObject({
      title: 'fix by Friday #cpl',
      due: null,
      kpiKey: null,
    });
  });
});

describe('the people of a line', () => {
  it('are the first as owner, the others in the title and by their ids', () => {
    const line = captured('<@U1> prepare the board with <@U2> and <@W3|cy>, not <@U2>');

    expect(line).toMatchObject({
      owner: 'U1',
      title: 'prepare the board with @U2 and @W3, not @U2',
      mentions: ['U2', 'W3'],
    });
  });

  it('leave the title wherever the owner is named without need', () => {
    expect(captured('<@U1> draft it, <@U1> send it')).toMatchObject({
      owner: 'U1',
      title: 'draft it, send it',
      mentions: [],
    });
  });

  it.each([
    ['send the report to <@U1>', 'send the report to @U1'],
    ['demander les chiffres à <@U1> avant vendredi', 'demander les chiffres à @U1'],
    ["review <@U1>'s contract", "review @U1's contract"],
    ["relire le contrat d'<@U1>", "relire le contrat d'@U1"],
  ])('stay in a sentence that needs them: %j', (text, title) => {
    expect(captured(text)).toMatchObject({ owner: 'U1', title, mentions: ['U1'] });
  });

  it.each(['for <@U1>: renegotiate', 'pour <@U1> renegotiate', 'Owner: <@U1> renegotiate'])(
    'take the word with them that only announces the owner: %j',
    (text) => {
      expect(captured(text)).toMatchObject({ owner: 'U1', title: 'renegotiate' });
    },
  );

  it('whom Slack does not know are told apart', () => {
    const line = captured('@ana renegotiate, write to b@x.test');

    expect(line).toMatchObject({
      owner: null,
      typedOwner: { said: '@ana', keys: [], isClear: false },
      title: '@ana renegotiate, write to b@x.test',
    });
  });
});

describe('the tags of a line', () => {
  it.each([
    ['#cpl', { kpiKey: 'cpl' }],
    ['#CPL,', { kpiKey: 'cpl' }],
    ['(#roas)', { kpiKey: 'ROAS' }],
    ['<#C1|cpl>', { kpiKey: 'cpl' }],
    ['#website', { projectKey: 'website' }],
    ['+website', { projectKey: 'website' }],
    ['+Website.', { projectKey: 'website' }],
    ['!high', { severity: 'high' }],
    ['!haute', { severity: 'high' }],
    ['!Élevée', { severity: 'high' }],
    ['!medium', { severity: 'medium' }],
    ['!moyenne', { severity: 'medium' }],
    ['!low', { severity: 'low' }],
    ['!faible', { severity: 'low' }],
    ['!corrective', { actionType: 'corrective' }],
    ['!préventive', { actionType: 'preventive' }],
    ['!preventif', { actionType: 'preventive' }],
    ['!exploratoire', { actionType: 'exploratory' }],
  ])('are understood and taken out: %s', (tag, expected) => {
    expect(captured(`cut the costs ${tag}`)).toMatchObject({ ...expected, title: 'cut the costs', unknownTags: [] });
  });

  it.each([
    ['cut #cpc now', ['#cpc']],
    ['cut #coût +webiste', ['#coût', '+webiste']],
    ['be #1 at +20 % !important', []],
    ['!constructor #constructor', ['#constructor']],
    ['ask in <#C1|general>', []],
    ['a#cpl b+website', []],
    ['+cpl', ['+cpl']],
  ])('stay in the title where nobody knows them: %s', (text, unknownTags) => {
    expect(captured(text)).toMatchObject({
      kpiKey: null,
      projectKey: null,
      severity: null,
      actionType: null,
      unknownTags,
    });
    expect(captured(text).title).toBe(text.replace('<#C1|general>', '#general'));
  });

  it('count once: a second KPI stays in the title', () => {
    expect(captured('compare #cpl #roas')).toMatchObject({ kpiKey: 'cpl', title: 'compare #roas', unknownTags: [] });
  });
});
