-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "daysAhead" INTEGER,
ADD COLUMN     "timeZone" TEXT;
