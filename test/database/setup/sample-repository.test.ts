import { expect, it } from 'vitest';
import { forgetSlack, forgetUploadsBut, listPosted } from '../../../src/features/setup/public.js';
import type { Database } from '../../../src/platform/db/database.js';
import { describeOnBothEngines } from '../../support/databases.js';

const at = new Date('2026-11-21T19:00:00Z');

async function workspaceWithUploads(database: Database, id: string, slackFileIds: readonly string[]): Promise<void> {
  await database.client.workspace.create({ data: { id, name: id, kind: 'sandbox', createdAt: at } });
  for (const slackFileId of slackFileIds) {
    await database.client.uploadedFile.create({
      data: { workspaceId: id, contentKey: slackFileId, slackFileId, isReady: true, uploadedAt: at },
    });
  }
}

async function addPosted(database: Database, workspaceId: string): Promise<void> {
  const { client } = database;
  await client.delivery.create({
    data: {
      id: `d-${workspaceId}`,
      workspaceId,
      key: `k-${workspaceId}`,
      placeKind: 'channel',
      place: 'C1',
      position: 0,
      payload: '{}',
      payloadHash: 'h',
      state: 'sent',
      attempts: 1,
      slackChannelId: 'C1',
      slackTs: '1.000001',
      nextAttemptAt: at,
      createdAt: at,
    },
  });
}

describeOnBothEngines('what a workspace posted', (databases) => {
  it('is listed and forgotten without another workspace’s', async () => {
    const database = await databases.open();
    await workspaceWithUploads(database, 'w1', ['F1', 'F2']);
    await workspaceWithUploads(database, 'w2', ['F3']);
    await addPosted(database, 'w1');
    await addPosted(database, 'w2');
    const uploads = async () =>
      (await database.client.uploadedFile.findMany({ orderBy: { slackFileId: 'asc' } })).map((row) => row.slackFileId);

    const posted = await listPosted(database.client, 'w1');
    await forgetUploadsBut(database, { workspaceId: 'w1', fileIds: ['F2'] });
    const known = await uploads();
    await forgetSlack(database, 'w1');

    expect(posted.map(({ id }) => id)).toEqual(['d-w1']);
    expect(known).toEqual(['F2', 'F3']);
    expect(await uploads()).toEqual(['F3']);
    expect((await listPosted(database.client, 'w2')).map(({ id }) => id)).toEqual(['d-w2']);
  });
});
