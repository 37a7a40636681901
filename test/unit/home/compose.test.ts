import { describe, expect, it } from 'vitest';
import { strangersHome } from '../../../src/features/home/compose.js';
import { aDigestItem } from '../../support/builders/digest-content.js';
import { action, blocker, emptyContent, group, homeOf, readerIn } from './built-home.js';

const late = { dueOn: '2026-11-16' };

describe('a Home', () => {
  it('tells first what waits, then what is theirs, each item once with its buttons', () => {
    const { text, buttons } = homeOf({
      waiting: {
        overdue: group([action(1, late), blocker(2, late)]),
        proposed: group([action(3, { state: 'proposed' })]),
        unblock: group([blocker(4, { ownerKey: 'ben', unblockerKey: 'ana' })]),
      },
      actions: group([action(5, { kpiKey: 'cpl' })]),
      blockers: group([blocker(6, { state: 'escalated' })]),
    });

    expect(text).toMatch(
      /Waiting for you.*Overdue.*A1.*Monday 16 November: 2 days late.*B2.*Proposed to you.*A3.*You can unblock it.*B4.*My actions.*A5.*Friday 27 November · KPI cpl.*My blockers.*B6.*high severity · Escalated/s,
    );
    expect(buttons.filter((name) => name.startsWith('item:'))).toEqual([
      ...['item:done', 'item:redate', 'item:open'],
      ...['item:done', 'item:redate', 'item:open'],
      ...['item:accept', 'item:redate', 'item:open'],
      ...['item:take', 'item:open'],
      ...['item:done', 'item:redate', 'item:open', 'item:new'],
      ...['item:done', 'item:redate', 'item:open', 'item:new'],
    ]);
  });

  it('offers nothing that an approval would refuse, and tells what waits for others among what is theirs', () => {
    const { text, buttons } = homeOf({
      waiting: { ...emptyContent.waiting, proposed: group([action(1, { state: 'proposed' })]) },
      held: group([action(2, { state: 'proposed' })]),
      marks: new Map([['a1', { state: 'expired' }]]),
    });

    expect(text).toMatch(/Proposed to you.*A1.*Not decided in time/s);
    expect(text).toMatch(/My actions\n\*Waits for approval\* \(1\): others decide first.*A2/s);
    expect(text).not.toMatch(/No open action/);
    expect(buttons).not.toContain('item:accept');
    expect(buttons.filter((name) => name === 'item:done')).toEqual([]);
  });

  it('says in words, and in bold, what is late, and who asks', () => {
    const { text } = homeOf({
      waiting: {
        ...emptyContent.waiting,
        overdue: group([action(1, { dueOn: '2026-11-17' })]),
        proposed: group([action(2, { state: 'proposed' })]),
      },
    });

    expect(text).toContain('Due *Tuesday 17 November: 1 day late*');
    expect(text).toMatch(/A2.*asked by Ben .*Okafor/s);
  });

  it('is wholly French for whoever reads French', () => {
    const { text } = homeOf(
      {
        waiting: { ...emptyContent.waiting, overdue: group([action(1, late)]), proposed: group([]) },
        blockers: group([blocker(2)]),
        more: { action: { value: 1, isMore: false }, blocker: { value: 94, isMore: true } },
        meetings: [{ at: new Date('2026-11-23T08:00:00Z'), committee: { en: 'Growth', fr: 'Croissance' } }],
        absences: [{ id: 'x', personKey: 'ana', fromOn: '2026-12-01', toOn: '2026-12-05' }],
      },
      readerIn('fr'),
    );

    expect(text).toMatch(/Absence prévue\s: du mardi 1er décembre au samedi 5 décembre\./);
    expect(text).toMatch(/En attente de vous.*En retard.*Échéance\s: \*lundi 16 novembre\s: 2 jours de retard\*/s);
    expect(text).toMatch(/1 autre\s: voir la liste.*Plus de 94 autres\s: voir la liste/s);
    expect(text).toMatch(/\*Croissance\*\s: lundi 23 novembre à 09:00 \(Europe\/Paris\)/);
    expect(text).not.toMatch(/\b(?:Due|late|Nothing|My|Waiting|Show)\b/);
  });

  it('teaches what to type where there is nothing yet', () => {
    const { text } = homeOf({});

    expect(text).toMatch(/Nothing waits for you/);
    expect(text).toMatch(/`\/action what will be done by next Friday #kpi`/);
    expect(text).toMatch(/`\/blocker what it is by Friday #kpi`/);
    expect(text).toMatch(/You answer for no KPI yet/);
    expect(text).toMatch(/None is planned/);
  });

  it('does not say that there is nothing where all of it waits above', () => {
    const { text } = homeOf({ waiting: { ...emptyContent.waiting, overdue: group([action(1, late)]) } });

    expect(text).toMatch(
      /My actions\nNothing besides what waits above\.\nAdd an action\nMy blockers\nNo open blockers/,
    );
  });

  it('leads on to the list for what it does not show', () => {
    const { text, view } = homeOf({
      actions: group([action(1)]),
      more: { action: { value: 7, isMore: false }, blocker: { value: 0, isMore: false } },
    });

    expect(text).toContain('7 more: show the list');
    expect(JSON.stringify(view)).toMatch(/"action_id":"item:list"[^}]*\}?[^}]*"value":"action"/);
  });

  it('counts far no further than makes sense', () => {
    const overdue = group([action(1, late)], { value: 99, isMore: true });

    expect(homeOf({ waiting: { ...emptyContent.waiting, overdue } }).text).toContain('*Overdue* (more than 99)');
  });

  it('tells a KPI as its digest did, and one that none told yet', () => {
    const name = { en: 'Cost per lead', fr: 'Coût par lead' };
    const kpis = [
      { key: 'cpl', name, told: aDigestItem() },
      { key: 'new', name: { en: 'New one', fr: 'Nouveau' }, told: null },
    ];

    const { text, buttons } = homeOf({ kpis });

    expect(text).toMatch(/\*Visits: .*on target.*\*\nStatus: green · week 46 \(9–15 November 2026\)/);
    expect(text).toMatch(/\*New one\*\nNo digest has told it yet; `\/kpi new` shows it now/);
    expect(buttons.filter((id) => id === 'kpi:show')).toHaveLength(2);
  });

  it('names no KPI above its reader’s level', () => {
    const { text } = homeOf({ actions: group([action(1, { kpiKey: 'margin' })]) });

    expect(text).not.toMatch(/margin/);
  });

  it('says when somebody is away, with a button that fits whether it has begun', () => {
    const { text } = homeOf({
      absences: [
        { id: 'x', personKey: 'ana', fromOn: '2026-11-16', toOn: '2026-11-20' },
        { id: 'y', personKey: 'ana', fromOn: '2027-01-04', toOn: '2027-01-04' },
      ],
    });

    expect(text).toMatch(/You are away from Monday 16 November to Friday 20 November\.\nI am back/);
    expect(text).toMatch(/You will be away on Monday 4 January 2027\.\nTake it back/);
  });

  it('shows a guest what they raised and what a guest can do, and nothing of the committee', () => {
    const raised = { raisedByKey: 'gil', ownerKey: 'ben' };
    const { text, buttons } = homeOf(
      { actions: group([action(1, { ...raised, ...late })]), meetings: [] },
      readerIn('en', { key: 'gil', isGuest: true }),
    );

    expect(text).toMatch(/Actions you added.*A1.*owner: Ben/s);
    expect(text).not.toMatch(/Waiting|KPIs|digests|away/);
    expect(buttons).toEqual(['item:redate', 'item:open', 'item:new', 'item:new']);
  });

  it('asks for nothing in the name of somebody without a committee', () => {
    const { text, buttons } = homeOf({}, { ...readerIn('en'), committees: [], seats: new Map() });

    expect(text).toMatch(/You sit in no committee yet/);
    expect(buttons).toEqual(['home:away']);
  });

  it('tells a stranger who can let them in', () => {
    expect(JSON.stringify(strangersHome('Copil does not know you yet.').blocks)).toMatch(/does not know you/);
  });

  it('stays within what Slack takes, whatever people wrote', () => {
    const hostile = [
      '<!channel> <@U0BEN000001> & *bold* _it_ ~no~ `code`',
      '🏖️'.repeat(900),
      '\u202Eright to left \u05D0\u05D1 '.repeat(60),
      '>quote\n```fence```',
      'x'.repeat(10_000),
    ];
    const five = (make: typeof action | typeof blocker) =>
      group(
        hostile.map((title, index) => make(index, { id: `${make.name}${Math.random()}`, title, ...late })),
        { value: 99, isMore: true },
      );
    const many = { value: 94, isMore: true };

    const { view, text } = homeOf({
      waiting: { overdue: five(action), proposed: five(action), unblock: five(blocker) },
      actions: five(action),
      blockers: five(blocker),
      more: { action: many, blocker: many },
      kpis: hostile.map((en, index) => ({ key: `k${index}`, name: { en, fr: en }, told: null })),
      meetings: hostile.map((en) => ({ at: new Date('2026-11-23T08:00:00Z'), committee: { en, fr: en } })),
      absences: hostile.map((_, index) => ({
        id: `absence${index}`,
        personKey: 'ana',
        fromOn: `2026-12-0${index + 1}`,
        toOn: `2026-12-0${index + 1}`,
      })),
    });

    expect(view.blocks.length).toBeLessThanOrEqual(100);
    expect(text).toMatch(/work in any channel/);
    expect(text).not.toMatch(/<!channel>|<@U0BEN/);
  });
});
