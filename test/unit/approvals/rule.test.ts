import { describe, expect, it } from 'vitest';
import { isMaterial, isUnapproved, needsAnew, reasonsFor } from '../../../src/features/approvals/rule.js';
import { type Action, actionTypes } from '../../../src/features/follow-up/public.js';
import { ruledTypes } from '../../../src/organisation/committees/approval-rule.js';
import { action, blocker } from '../home/built-home.js';

const rule = { policy: 'any', costAboveMinor: 200_000, types: ['preventive'], within: 5 } as const;

const cheap = action(1, { costMinor: 100 });

describe('the rule of a committee', () => {
  it('asks above a cost, and not at it; for its types; and never for blockers', () => {
    expect(reasonsFor(rule, action(1, { costMinor: 200_000 }))).toEqual([]);
    expect(reasonsFor(rule, action(1, { costMinor: 200_001 }))).toEqual(['cost']);
    expect(reasonsFor(rule, action(1, { costMinor: 200_001, actionType: 'preventive' }))).toEqual(['cost', 'type']);
    expect(reasonsFor({ ...rule, costAboveMinor: 0 }, action(1))).toEqual([]);
    expect(reasonsFor(null, action(1, { costMinor: 9_999_999 }))).toEqual([]);
    expect(reasonsFor(rule, blocker(1))).toEqual([]);
  });

  it('knows the types that actions have', () => {
    expect(ruledTypes).toEqual(actionTypes);
  });
});

describe('a change of what was asked', () => {
  it.each<[string, Partial<Action>]>([
    ['title', { title: 'Other' }],
    ['details', { details: 'More' }],
    ['owner', { ownerKey: 'zoe' }],
    ['committee', { committeeId: 'other' }],
    ['cost', { costMinor: 99 }],
    ['cost taken away', { costMinor: null }],
    ['KPI', { kpiKey: 'leads' }],
    ['later date', { dueOn: '2027-01-01' }],
  ])('is one of the %s', (_name, fields) => {
    expect(isMaterial(cheap, { ...cheap, ...fields })).toBe(true);
  });

  it.each<[string, Partial<Action>]>([
    ['an earlier date', { dueOn: '2026-11-01' }],
    ['another project', { projectKey: 'site' }],
    ['another type', { actionType: 'preventive' }],
    ['a snooze', { snoozedUntil: '2026-12-01' }],
  ])('is not %s', (_name, fields) => {
    expect(isMaterial(cheap, { ...cheap, ...fields })).toBe(false);
  });
});

describe('an action that waits for nothing', () => {
  const costly = { ...cheap, costMinor: 300_000 };
  const none = { rule, newest: null };
  const approved = { rule: null, newest: { state: 'approved' } } as const;

  it('is asked about once the rule calls for it, also where the type alone was changed', () => {
    expect(needsAnew(cheap, costly, none)).toBe(true);
    expect(needsAnew(cheap, { ...cheap, actionType: 'preventive' }, none)).toBe(true);
    expect(needsAnew(cheap, { ...cheap, title: 'Other' }, none)).toBe(false);
  });

  it('is asked about anew when what was approved is changed, and not for anything else', () => {
    expect(needsAnew(cheap, { ...cheap, costMinor: 1 }, approved)).toBe(true);
    expect(needsAnew(cheap, { ...cheap, actionType: 'preventive' }, { ...approved, rule })).toBe(false);
  });

  it('is asked about anew when it is opened again after it was dropped or rejected', () => {
    const dropped = { ...cheap, state: 'dropped', closedAt: new Date(0) } as const;
    const done = { ...cheap, state: 'done', closedAt: new Date(0) } as const;

    expect(needsAnew(dropped, cheap, approved)).toBe(true);
    expect(needsAnew(dropped, cheap, { rule: null, newest: { state: 'rejected' } })).toBe(true);
    expect(needsAnew(dropped, cheap, { rule: null, newest: { state: 'withdrawn' } })).toBe(false);
    expect(needsAnew(done, cheap, approved)).toBe(false);
    expect(needsAnew(cheap, dropped, approved)).toBe(false);
  });

  it('may not go ahead unapproved where the rule, or a request before, calls for an approval', () => {
    expect(isUnapproved(costly, none)).toBe(true);
    expect(isUnapproved(cheap, none)).toBe(false);
    expect(isUnapproved(cheap, { rule, newest: { state: 'expired' } })).toBe(true);
    expect(isUnapproved(cheap, { rule, newest: { state: 'withdrawn' } })).toBe(false);
    expect(isUnapproved(costly, { rule, newest: { state: 'withdrawn' } })).toBe(true);
    expect(isUnapproved(costly, { rule, newest: { state: 'approved' } })).toBe(false);
  });
});
