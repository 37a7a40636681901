-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "isBroadcast" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Item" ADD COLUMN     "costMinor" DOUBLE PRECISION;

-- Events of older versions come along, numbered anew within their workspace. The program chains them when it opens the database.
-- How far a task has read the events goes along with their new numbers.
UPDATE "Counter" SET "value" = (SELECT count(*) FROM "Event" WHERE "Event"."workspaceId" = "Counter"."workspaceId" AND "Event"."sequence" <= "Counter"."value")
WHERE "name" = 'leavers.read-until';
DROP RULE "Event_refuse_update" ON "Event";
DROP RULE "Event_refuse_delete" ON "Event";
ALTER TABLE "Event" DROP CONSTRAINT "Event_pkey",
ADD COLUMN     "contentHash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "salt" TEXT,
ALTER COLUMN "sequence" DROP DEFAULT;
UPDATE "Event" SET "sequence" = "numbered"."next", "salt" = replace(gen_random_uuid()::text, '-', '')
FROM (SELECT "workspaceId", "sequence", row_number() OVER (PARTITION BY "workspaceId" ORDER BY "sequence") AS "next" FROM "Event") AS "numbered"
WHERE "Event"."workspaceId" = "numbered"."workspaceId" AND "Event"."sequence" = "numbered"."sequence";
ALTER TABLE "Event" ALTER COLUMN "contentHash" DROP DEFAULT,
ALTER COLUMN "hash" DROP DEFAULT,
ADD CONSTRAINT "Event_pkey" PRIMARY KEY ("workspaceId", "sequence");
DROP SEQUENCE "Event_sequence_seq";

-- Events are only ever added. What may change: one of an older version is chained, once, and a content is erased, its hashes kept.
CREATE RULE "Event_refuse_update" AS ON UPDATE TO "Event"
WHERE NOT (
  NEW."workspaceId" = OLD."workspaceId" AND NEW."sequence" = OLD."sequence" AND NEW."what" = OLD."what"
  AND NEW."subjectKind" = OLD."subjectKind" AND NEW."surface" = OLD."surface" AND NEW."at" = OLD."at"
  AND (
    (OLD."hash" = '' AND NEW."salt" IS NOT DISTINCT FROM OLD."salt" AND NEW."actorKey" IS NOT DISTINCT FROM OLD."actorKey"
      AND NEW."onBehalfOf" IS NOT DISTINCT FROM OLD."onBehalfOf" AND NEW."subjectId" = OLD."subjectId"
      AND NEW."before" IS NOT DISTINCT FROM OLD."before" AND NEW."after" IS NOT DISTINCT FROM OLD."after")
    OR (NEW."hash" = OLD."hash" AND NEW."contentHash" = OLD."contentHash" AND NEW."salt" IS NULL AND NEW."actorKey" IS NULL
      AND NEW."onBehalfOf" IS NULL AND NEW."subjectId" = '' AND NEW."before" IS NULL AND NEW."after" IS NULL)
  )
) DO INSTEAD NOTHING;
CREATE RULE "Event_refuse_delete" AS ON DELETE TO "Event" DO INSTEAD NOTHING;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "currency" TEXT NOT NULL DEFAULT 'EUR';

-- AlterTable
ALTER TABLE "Committee" ADD COLUMN     "approvals" TEXT;

-- CreateTable
CREATE TABLE "Approval" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "committeeId" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "requestedByKey" TEXT NOT NULL,
    "requestedAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "decidedAt" TIMESTAMP(3),
    "outcome" TEXT,
    "version" INTEGER NOT NULL,

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Vote" (
    "approvalId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "approverKey" TEXT NOT NULL,
    "castByKey" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "comment" TEXT,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Vote_pkey" PRIMARY KEY ("approvalId","round","approverKey")
);

-- CreateTable
CREATE TABLE "Delegation" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "committeeId" TEXT NOT NULL,
    "fromKey" TEXT NOT NULL,
    "toKey" TEXT NOT NULL,
    "fromOn" TEXT NOT NULL,
    "toOn" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Delegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "committeeId" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "context" TEXT NOT NULL,
    "options" TEXT NOT NULL,
    "recommended" INTEGER,
    "recommendation" TEXT NOT NULL,
    "deadlineOn" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "quorum" INTEGER NOT NULL,
    "raisedByKey" TEXT NOT NULL,
    "raisedAt" TIMESTAMP(3) NOT NULL,
    "kpiKey" TEXT,
    "plannedValue" DOUBLE PRECISION,
    "baselineValue" DOUBLE PRECISION,
    "baselinePeriod" TEXT,
    "chosen" INTEGER,
    "rationale" TEXT,
    "ownerKey" TEXT,
    "decidedAt" TIMESTAMP(3),
    "recordedByKey" TEXT,
    "reviewOn" TEXT,
    "reviewedAt" TIMESTAMP(3),
    "realisedValue" DOUBLE PRECISION,
    "realisedPeriod" TEXT,
    "supersedesId" TEXT,
    "sourceChannel" TEXT,
    "sourceTs" TEXT,
    "sourceLink" TEXT,
    "quote" TEXT,
    "searchText" TEXT NOT NULL,
    "requestKey" TEXT NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Decider" (
    "decisionId" TEXT NOT NULL,
    "personKey" TEXT NOT NULL,
    "choice" INTEGER,
    "castByKey" TEXT,
    "votedAt" TIMESTAMP(3),

    CONSTRAINT "Decider_pkey" PRIMARY KEY ("decisionId","personKey")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "workspaceId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateIndex
CREATE INDEX "Approval_itemId_idx" ON "Approval"("itemId");

-- CreateIndex
CREATE INDEX "Approval_workspaceId_state_expiresAt_idx" ON "Approval"("workspaceId", "state", "expiresAt");

-- CreateIndex
CREATE INDEX "Approval_committeeId_state_idx" ON "Approval"("committeeId", "state");

-- CreateIndex
CREATE INDEX "Delegation_workspaceId_committeeId_toOn_idx" ON "Delegation"("workspaceId", "committeeId", "toOn");

-- CreateIndex
CREATE INDEX "Delegation_workspaceId_toKey_toOn_idx" ON "Delegation"("workspaceId", "toKey", "toOn");

-- CreateIndex
CREATE INDEX "Delegation_workspaceId_fromKey_toOn_idx" ON "Delegation"("workspaceId", "fromKey", "toOn");

-- CreateIndex
CREATE UNIQUE INDEX "Decision_requestKey_key" ON "Decision"("requestKey");

-- CreateIndex
CREATE INDEX "Decision_workspaceId_raisedAt_idx" ON "Decision"("workspaceId", "raisedAt");

-- CreateIndex
CREATE INDEX "Decision_committeeId_state_deadlineOn_idx" ON "Decision"("committeeId", "state", "deadlineOn");

-- CreateIndex
CREATE INDEX "Decision_committeeId_reviewOn_idx" ON "Decision"("committeeId", "reviewOn");

-- CreateIndex
CREATE UNIQUE INDEX "Decision_workspaceId_number_key" ON "Decision"("workspaceId", "number");

-- CreateIndex
CREATE INDEX "Decider_personKey_idx" ON "Decider"("personKey");

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_committeeId_fkey" FOREIGN KEY ("committeeId") REFERENCES "Committee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Vote" ADD CONSTRAINT "Vote_approvalId_fkey" FOREIGN KEY ("approvalId") REFERENCES "Approval"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_committeeId_fkey" FOREIGN KEY ("committeeId") REFERENCES "Committee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Decider" ADD CONSTRAINT "Decider_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "Decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
