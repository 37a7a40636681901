-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "lookedAt" TIMESTAMP(3),
ADD COLUMN     "slackStanding" TEXT;
