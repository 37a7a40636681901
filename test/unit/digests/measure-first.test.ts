import { describe, expect, it } from 'vitest';
import { measureFirst } from '../../../src/features/digests/measure-first.js';
import { ImportRunningError } from '../../../src/features/sources/public.js';
import type { Committee } from '../../../src/organisation/committees/committees.js';
import { silentLog } from '../../../src/platform/log.js';

const committee = { key: 'growth-ops' } as Committee;

function outcomeOf(measure: () => Promise<void>) {
  const errors: unknown[] = [];
  const log = { ...silentLog, error: (_message: string, fields?: object) => void errors.push(fields) };
  return { errors, outcome: measureFirst({ measure, log }, committee, '2026-W46') };
}

describe('computing KPIs before a digest', () => {
  it('asks for those of its committee and period', async () => {
    const asked: string[] = [];

    const outcome = await measureFirst(
      { measure: async ({ key }, period) => void asked.push(`${key} ${period}`), log: silentLog },
      committee,
      '2026-W46',
    );

    expect([outcome, ...asked]).toEqual(['measured', 'growth-ops 2026-W46']);
  });

  it('says that it is worth another try while an import runs', async () => {
    const { outcome, errors } = outcomeOf(() => Promise.reject(new ImportRunningError('a file is being imported')));

    expect(await outcome).toBe('busy');
    expect(errors).toEqual([]);
  });

  it('keeps no digest from leaving when it fails, and is logged', async () => {
    const { outcome, errors } = outcomeOf(() => Promise.reject(new Error('out of order')));

    expect(await outcome).toBe('failed');
    expect(errors).toMatchObject([{ committee: 'growth-ops' }]);
  });
});
