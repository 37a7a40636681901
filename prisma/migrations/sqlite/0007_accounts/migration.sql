-- AlterTable
ALTER TABLE "Person" ADD COLUMN "lookedAt" DATETIME;
ALTER TABLE "Person" ADD COLUMN "slackStanding" TEXT;
