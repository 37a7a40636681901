-- AlterTable
ALTER TABLE "DigestSnapshot" DROP COLUMN "hash";
