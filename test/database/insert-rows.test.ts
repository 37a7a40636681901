import { expect, it } from 'vitest';
import { isUniqueViolation } from '../../src/platform/db/errors.js';
import { insertRows } from '../../src/platform/db/insert-rows.js';
import { describeOnBothEngines } from '../support/databases.js';

describeOnBothEngines('rows inserted at once', (databases) => {
  const workspace = (id: string) => ({
    id,
    kind: 'sandbox',
    name: 'Acmé "quoted" \\ $1 ?',
    slackTeamId: null,
    tokenRevokedAt: null,
    currency: 'EUR',
    createdAt: new Date('2026-11-16T08:00:00.123Z'),
  });

  it('are the same as those that Prisma inserts', async () => {
    const { client, transaction } = await databases.open();
    await client.workspace.create({ data: workspace('by Prisma') });

    await transaction((inside) => insertRows(inside, 'Workspace', [workspace('one'), workspace('two')]));

    const [expected, ...rows] = await client.workspace.findMany({ orderBy: { id: 'asc' } });
    expect(rows).toEqual([
      { ...expected, id: 'one' },
      { ...expected, id: 'two' },
    ]);
    // Also as the engine has them: dates are compared as it stores them.
    expect(await client.workspace.count({ where: { createdAt: workspace('').createdAt } })).toBe(3);
  });

  it('are many', async () => {
    const { client, transaction } = await databases.open();

    await transaction((inside) =>
      insertRows(
        inside,
        'Workspace',
        Array.from({ length: 5_000 }, (_, index) => workspace(`w${index}`)),
      ),
    );

    expect(await client.workspace.count()).toBe(5_000);
  });

  it('are refused as Prisma’s are when one is there already', async () => {
    const { transaction } = await databases.open();
    const insert = () => transaction((inside) => insertRows(inside, 'Workspace', [workspace('same')]));
    await insert();

    await expect(insert()).rejects.toSatisfy(isUniqueViolation);
  });
});
