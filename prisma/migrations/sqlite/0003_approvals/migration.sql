-- AlterTable
ALTER TABLE "Item" ADD COLUMN "costMinor" REAL;

-- AlterTable
ALTER TABLE "Committee" ADD COLUMN "approvals" TEXT;

-- CreateTable
CREATE TABLE "Approval" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "committeeId" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "requestedByKey" TEXT NOT NULL,
    "requestedAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "decidedAt" DATETIME,
    "outcome" TEXT,
    "version" INTEGER NOT NULL,
    CONSTRAINT "Approval_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Approval_committeeId_fkey" FOREIGN KEY ("committeeId") REFERENCES "Committee" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Vote" (
    "approvalId" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "approverKey" TEXT NOT NULL,
    "castByKey" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "comment" TEXT,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("approvalId", "round", "approverKey"),
    CONSTRAINT "Vote_approvalId_fkey" FOREIGN KEY ("approvalId") REFERENCES "Approval" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Delegation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "committeeId" TEXT NOT NULL,
    "fromKey" TEXT NOT NULL,
    "toKey" TEXT NOT NULL,
    "fromOn" TEXT NOT NULL,
    "toOn" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "endedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" TEXT NOT NULL PRIMARY KEY,
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
    "raisedAt" DATETIME NOT NULL,
    "kpiKey" TEXT,
    "plannedValue" REAL,
    "baselineValue" REAL,
    "baselinePeriod" TEXT,
    "chosen" INTEGER,
    "rationale" TEXT,
    "ownerKey" TEXT,
    "decidedAt" DATETIME,
    "recordedByKey" TEXT,
    "reviewOn" TEXT,
    "reviewedAt" DATETIME,
    "realisedValue" REAL,
    "realisedPeriod" TEXT,
    "supersedesId" TEXT,
    "sourceChannel" TEXT,
    "sourceTs" TEXT,
    "sourceLink" TEXT,
    "quote" TEXT,
    "searchText" TEXT NOT NULL,
    "requestKey" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "Decision_committeeId_fkey" FOREIGN KEY ("committeeId") REFERENCES "Committee" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Decider" (
    "decisionId" TEXT NOT NULL,
    "personKey" TEXT NOT NULL,
    "choice" INTEGER,
    "castByKey" TEXT,
    "votedAt" DATETIME,

    PRIMARY KEY ("decisionId", "personKey"),
    CONSTRAINT "Decider_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "Decision" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "workspaceId" TEXT NOT NULL PRIMARY KEY,
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL
);

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN "isBroadcast" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN "currency" TEXT NOT NULL DEFAULT 'EUR';

-- Events of older versions come along, numbered anew within their workspace. The program chains them when it opens the database.
-- How far a task has read the events goes along with their new numbers.
UPDATE "Counter" SET "value" = (SELECT count(*) FROM "Event" WHERE "Event"."workspaceId" = "Counter"."workspaceId" AND "Event"."sequence" <= "Counter"."value")
WHERE "name" = 'leavers.read-until';
DROP TRIGGER "Event_refuse_update";
DROP TRIGGER "Event_refuse_delete";
CREATE TABLE "new_Event" (
    "workspaceId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "actorKey" TEXT,
    "onBehalfOf" TEXT,
    "what" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "surface" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "salt" TEXT,
    "contentHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    PRIMARY KEY ("workspaceId", "sequence")
);
INSERT INTO "new_Event" ("workspaceId", "sequence", "actorKey", "onBehalfOf", "what", "subjectKind", "subjectId", "before", "after", "surface", "at", "salt", "contentHash", "hash")
SELECT "workspaceId", row_number() OVER (PARTITION BY "workspaceId" ORDER BY "sequence"), "actorKey", "onBehalfOf", "what", "subjectKind", "subjectId", "before", "after", "surface", "at", lower(hex(randomblob(16))), '', '' FROM "Event";
DROP TABLE "Event";
ALTER TABLE "new_Event" RENAME TO "Event";
CREATE INDEX "Event_workspaceId_subjectKind_subjectId_idx" ON "Event"("workspaceId", "subjectKind", "subjectId");

-- Events are only ever added. What may change: one of an older version is chained, once, and a content is erased, its hashes kept.
CREATE TRIGGER "Event_refuse_update" BEFORE UPDATE ON "Event"
WHEN NOT (
  NEW."workspaceId" = OLD."workspaceId" AND NEW."sequence" = OLD."sequence" AND NEW."what" = OLD."what"
  AND NEW."subjectKind" = OLD."subjectKind" AND NEW."surface" = OLD."surface" AND NEW."at" = OLD."at"
  AND (
    (OLD."hash" = '' AND NEW."salt" IS OLD."salt" AND NEW."actorKey" IS OLD."actorKey" AND NEW."onBehalfOf" IS OLD."onBehalfOf"
      AND NEW."subjectId" = OLD."subjectId" AND NEW."before" IS OLD."before" AND NEW."after" IS OLD."after")
    OR (NEW."hash" = OLD."hash" AND NEW."contentHash" = OLD."contentHash" AND NEW."salt" IS NULL AND NEW."actorKey" IS NULL
      AND NEW."onBehalfOf" IS NULL AND NEW."subjectId" = '' AND NEW."before" IS NULL AND NEW."after" IS NULL)
  )
)
BEGIN SELECT RAISE(ABORT, 'Event rows are only ever added'); END;
CREATE TRIGGER "Event_refuse_delete" BEFORE DELETE ON "Event" BEGIN SELECT RAISE(ABORT, 'Event rows are only ever added'); END;


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
