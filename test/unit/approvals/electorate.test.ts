import { describe, expect, it } from 'vitest';
import type { Delegation, Vote } from '../../../src/features/approvals/approval.js';
import { type Asked, electorateOf, seatOf, tallyOf } from '../../../src/features/approvals/electorate.js';
import type { CommitteeRole, Member } from '../../../src/organisation/committees/committees.js';

function member(personKey: string, role: CommitteeRole, more: Partial<Member> = {}): Member {
  const reader = { locale: 'en', timeZone: 'UTC' } as const;
  const account = { email: null, slackUserId: `U${personKey}`, isGuest: false, leftAt: null };
  return { personKey, role, name: personKey, ...reader, ...account, ...more };
}

function delegation(fromKey: string, toKey: string): Delegation {
  const days = { fromOn: '2026-11-01', toOn: '2026-11-30', createdAt: new Date(0), endedAt: null };
  return { id: `${fromKey}-${toKey}`, workspaceId: 'w', committeeId: 'c', fromKey, toKey, ...days };
}

function vote(approverKey: string, choice: Vote['choice'], castByKey = approverKey): Vote {
  return { approvalId: 'a', round: 1, approverKey, castByKey, choice, comment: null, at: new Date(0) };
}

const nobody: Asked = { stage: 'approvers', requestedByKey: 'zoe', changedByKeys: [], ownerKey: 'zoe' };

const team = [member('ana', 'chair'), member('ben', 'approver'), member('chloe', 'approver'), member('dora', 'member')];

function electorate(asked: Partial<Asked> = {}, delegations: Delegation[] = [], members: Member[] = team) {
  return electorateOf({ members, delegations, away: new Set(['ben']) }, { ...nobody, ...asked });
}

const keysOf = (electors: readonly { personKey: string }[]) => electors.map(({ personKey }) => personKey);

describe('who may vote', () => {
  it('are the approvers, and the chair alone where it is the chair who is asked', () => {
    expect(keysOf(electorate())).toEqual(['ben', 'chloe']);
    expect(keysOf(electorate({ stage: 'chair' }))).toEqual(['ana']);
  });

  it('is never whoever asked, changed what is asked, or owns the action', () => {
    expect(keysOf(electorate({ requestedByKey: 'ben' }))).toEqual(['chloe']);
    expect(keysOf(electorate({ ownerKey: 'chloe' }))).toEqual(['ben']);
    expect(keysOf(electorate({ changedByKeys: ['ben', 'chloe'] }))).toEqual([]);
    expect(keysOf(electorate({ stage: 'chair', requestedByKey: 'ana' }))).toEqual([]);
  });

  it('is no guest, and nobody whose account is deactivated', () => {
    const guest = member('ben', 'approver', { isGuest: true });
    const gone = member('chloe', 'approver', { leftAt: new Date(0) });

    expect(keysOf(electorate({}, [], [guest, gone, member('eve', 'approver')]))).toEqual(['eve']);
  });

  it('counts once, also with two roles', () => {
    expect(keysOf(electorate({}, [], [...team, member('ben', 'lead')]))).toEqual(['ben', 'chloe']);
  });

  it('tells who is on leave, and who votes in their place', () => {
    expect(electorate({}, [delegation('ben', 'dora')])).toMatchObject([
      { personKey: 'ben', isAway: true, delegateKey: 'dora' },
      { personKey: 'chloe', isAway: false, delegateKey: null },
    ]);
  });

  it.each([
    ['asked for it', { requestedByKey: 'dora' }, team],
    ['owns the action', { ownerKey: 'dora' }, team],
    ['has left the committee', {}, team.slice(0, 3)],
    ['is a guest', {}, [...team.slice(0, 3), member('dora', 'member', { isGuest: true })]],
    ['has no account any more', {}, [...team.slice(0, 3), member('dora', 'member', { leftAt: new Date(0) })]],
  ])('is never represented by somebody who %s', (_title, asked, members) => {
    expect(electorate(asked, [delegation('ben', 'dora')], members)[0]?.delegateKey).toBeNull();
  });
});

describe('a click', () => {
  it('casts one’s own vote, and no other beside it', () => {
    const electors = electorate({}, [delegation('ben', 'chloe')]);

    expect(electors.map(({ delegateKey }) => delegateKey)).toEqual([null, null]);
    expect(['chloe', 'ben', 'dora'].map((key) => seatOf(key, electors, []))).toEqual(['chloe', 'ben', null]);
  });

  it('casts the vote of one absent person, the same each time, and of none who voted themselves', () => {
    const electors = electorate({}, [delegation('ben', 'dora'), delegation('chloe', 'dora')]);

    expect(seatOf('dora', electors, [])).toBe('ben');
    expect(seatOf('dora', electors, [vote('chloe', 'reject', 'dora')])).toBe('chloe');
    expect(seatOf('dora', electors, [vote('ben', 'reject')])).toBe('chloe');
    expect(seatOf('dora', electors, [vote('ben', 'reject'), vote('chloe', 'change')])).toBeNull();
  });

  it('passes on nothing that was delegated to whoever delegates', () => {
    const electors = electorate({}, [delegation('ben', 'chloe'), delegation('chloe', 'dora')]);

    expect(seatOf('dora', electors, [])).toBe('chloe');
  });
});

describe('a count', () => {
  it('leaves out people who may not vote any more; who asks for a change has not said yet', () => {
    const votes = [vote('ben', 'approve'), vote('chloe', 'change'), vote('gone', 'reject')];

    expect(tallyOf(electorate(), votes)).toEqual({ approved: 1, rejected: 0, abstained: 0, unsaid: 1 });
  });

  it('hears each person once: whoever voted themselves, or for one, counts for nobody else', () => {
    const delegated = electorate({}, [delegation('ben', 'dora'), delegation('chloe', 'dora')]);

    expect(tallyOf(electorate(), [vote('ben', 'approve'), vote('chloe', 'approve', 'ben')])).toMatchObject({
      approved: 1,
      unsaid: 1,
    });
    expect(tallyOf(delegated, [vote('ben', 'approve', 'dora'), vote('chloe', 'approve', 'dora')])).toMatchObject({
      approved: 1,
      unsaid: 1,
    });
  });
});
