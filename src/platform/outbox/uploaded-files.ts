import type { Database } from '../db/database.js';
import { isUniqueViolation } from '../db/errors.js';

export type UploadedFile = { readonly slackFileId: string; readonly isReady: boolean; readonly uploadedAt: Date };

/** Which charts Slack holds already, by their content. */
export interface UploadedFiles {
  find(key: string): Promise<UploadedFile | null>;
  /** Remembers an upload; when another process was first, its file is used. */
  keep(file: { key: string; slackFileId: string; uploadedAt: Date }): Promise<UploadedFile>;
  markReady(key: string): Promise<void>;
  forget(key: string): Promise<void>;
}

export function createUploadedFiles(database: Database, workspaceId: string): UploadedFiles {
  const { uploadedFile } = database.client;
  const where = (contentKey: string) => ({ workspaceId_contentKey: { workspaceId, contentKey } });
  return {
    find: (key) => uploadedFile.findUnique({ where: where(key) }),
    async keep({ key, slackFileId, uploadedAt }) {
      try {
        return await uploadedFile.create({
          data: { workspaceId, contentKey: key, slackFileId, isReady: false, uploadedAt },
        });
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        return uploadedFile.findUniqueOrThrow({ where: where(key) });
      }
    },
    async markReady(key) {
      await uploadedFile.updateMany({ where: { workspaceId, contentKey: key }, data: { isReady: true } });
    },
    async forget(key) {
      await uploadedFile.deleteMany({ where: { workspaceId, contentKey: key } });
    },
  };
}
