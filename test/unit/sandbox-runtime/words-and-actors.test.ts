import { describe, expect, it } from 'vitest';
import { loadSampleOrganisation } from '../../../src/features/setup/public.js';
import { sandboxActors } from '../../../src/sandbox/runtime/actors.js';
import { runtimeWords } from '../../../src/sandbox/runtime/words.js';

const run = {
  at: new Date('2026-11-23T08:00:00Z'),
  committee: { en: 'Growth operations', fr: 'Suivi opérationnel' },
  reports: 'week',
  timeZone: 'Europe/Paris',
} as const;

describe('the next run in words', () => {
  it('names its day within a week, and its date beyond', () => {
    expect(runtimeWords.nextRun(run, new Date('2026-11-21T19:00:00Z'))).toEqual({
      en: 'Monday 09:00: the weekly digest of Growth operations',
      fr: 'Lundi 09:00\u202f: le point hebdomadaire de Suivi opérationnel',
    });
    expect(runtimeWords.nextRun(run, new Date('2026-11-16T19:00:00Z')).en).toMatch(/^Monday 23 November, 09:00: /);
  });

  it('names runs of one time beside each other', () => {
    const both = runtimeWords.runs([run, { ...run, reports: 'month' }]);

    expect(both.en).toContain('Growth operations; Monday');
    expect(both.fr).toContain('opérationnel\u202f; Lundi');
  });
});

describe('the people one can act as', () => {
  it('begin with one of each kind, and leave nobody out', async () => {
    const organisation = await loadSampleOrganisation();

    const actors = sandboxActors(organisation);

    expect(actors.slice(0, 5).map(({ role }) => role.en)).toEqual([
      'Project lead',
      'Member',
      'Executive, approves',
      'Guest',
      'Operator',
    ]);
    expect(new Set(actors.map(({ userId }) => userId))).toEqual(
      new Set(organisation.people.map(({ slackUserId }) => slackUserId)),
    );
  });
});
