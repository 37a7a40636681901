import { describe, expect, it } from 'vitest';
import { answersFor } from '../../../src/features/kpi-commands/subject.js';
import type { CommitteeRole } from '../../../src/organisation/committees/committees.js';

const ben = { key: 'ben', isOperator: false };

describe('who answers for a KPI', () => {
  it.each<[string, typeof ben, string | undefined, CommitteeRole[][], boolean]>([
    ['its owner', ben, 'ben', [], true],
    ['an operator', { ...ben, isOperator: true }, undefined, [], true],
    ['the chair of a committee that follows it', ben, 'ana', [[], ['member', 'chair']], true],
    ['a lead of one', ben, undefined, [['lead']], true],
    ['a member and approver', ben, 'ana', [['member', 'approver']], false],
    ['somebody who sits nowhere', ben, undefined, [], false],
    ['nobody in particular, where no owner is named', { key: '', isOperator: false }, undefined, [[]], false],
  ])('%s', (_who, person, owner, roles, expected) => {
    expect(answersFor(person, { owner, roles })).toBe(expected);
  });
});
