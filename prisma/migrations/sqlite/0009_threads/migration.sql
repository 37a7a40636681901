-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN "replacesTs" TEXT;

-- What was posted again before is in the place of a message whose ts nobody kept.
UPDATE "Delivery" SET "replacesTs" = '' WHERE "key" LIKE '%:again';
