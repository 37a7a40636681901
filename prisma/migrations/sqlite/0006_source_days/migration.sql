-- AlterTable
ALTER TABLE "Source" ADD COLUMN "daysAhead" INTEGER;
ALTER TABLE "Source" ADD COLUMN "timeZone" TEXT;
