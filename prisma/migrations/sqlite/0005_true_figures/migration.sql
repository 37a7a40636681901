-- AlterTable
ALTER TABLE "Source" ADD COLUMN "daysAhead" INTEGER;
ALTER TABLE "Source" ADD COLUMN "timeZone" TEXT;

-- AlterTable
ALTER TABLE "Import" ADD COLUMN "origin" TEXT;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN "lookedAt" DATETIME;
ALTER TABLE "Person" ADD COLUMN "slackStanding" TEXT;

-- AlterTable
ALTER TABLE "Committee" ADD COLUMN "guests" TEXT;

-- CreateTable
CREATE TABLE "Lack" (
    "deliveryId" TEXT NOT NULL PRIMARY KEY,
    "since" DATETIME NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "triedAt" DATETIME,
    "toldReason" TEXT NOT NULL,
    "givenUpAt" DATETIME,
    CONSTRAINT "Lack_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "KpiLimits" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kpiId" TEXT NOT NULL,
    "segment" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "holdsFrom" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "limits" TEXT NOT NULL,
    "setAt" DATETIME NOT NULL,
    CONSTRAINT "KpiLimits_kpiId_fkey" FOREIGN KEY ("kpiId") REFERENCES "Kpi" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ChannelRoster" (
    "workspaceId" TEXT NOT NULL,
    "slackId" TEXT NOT NULL,
    "readAt" DATETIME NOT NULL,

    PRIMARY KEY ("workspaceId", "slackId")
);

-- CreateTable
CREATE TABLE "ChannelMember" (
    "workspaceId" TEXT NOT NULL,
    "slackId" TEXT NOT NULL,
    "slackUserId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    PRIMARY KEY ("workspaceId", "slackId", "slackUserId")
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Delivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "digestId" TEXT,
    "placeKind" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "parentId" TEXT,
    "threadTs" TEXT,
    "isBroadcast" BOOLEAN NOT NULL DEFAULT false,
    "replacesTs" TEXT,
    "subject" TEXT,
    "position" INTEGER NOT NULL,
    "payload" TEXT NOT NULL,
    "payloadHash" TEXT NOT NULL,
    "sentHash" TEXT,
    "fullness" TEXT NOT NULL DEFAULT 'full',
    "lackReason" TEXT,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "deaths" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" DATETIME NOT NULL,
    "claimedBy" TEXT,
    "leaseUntil" DATETIME,
    "attemptStartedAt" DATETIME,
    "slackChannelId" TEXT,
    "slackTs" TEXT,
    "lastError" TEXT,
    "createdAt" DATETIME NOT NULL,
    "sentAt" DATETIME,
    CONSTRAINT "Delivery_digestId_fkey" FOREIGN KEY ("digestId") REFERENCES "Digest" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Delivery_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Delivery" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Delivery" ("attemptStartedAt", "attempts", "claimedBy", "createdAt", "digestId", "id", "isBroadcast", "key", "lastError", "leaseUntil", "nextAttemptAt", "parentId", "payload", "payloadHash", "place", "placeKind", "position", "sentAt", "sentHash", "slackChannelId", "slackTs", "state", "subject", "threadTs", "workspaceId") SELECT "attemptStartedAt", "attempts", "claimedBy", "createdAt", "digestId", "id", "isBroadcast", "key", "lastError", "leaseUntil", "nextAttemptAt", "parentId", "payload", "payloadHash", "place", "placeKind", "position", "sentAt", "sentHash", "slackChannelId", "slackTs", "state", "subject", "threadTs", "workspaceId" FROM "Delivery";
DROP TABLE "Delivery";
ALTER TABLE "new_Delivery" RENAME TO "Delivery";
CREATE UNIQUE INDEX "Delivery_key_key" ON "Delivery"("key");
CREATE INDEX "Delivery_state_nextAttemptAt_idx" ON "Delivery"("state", "nextAttemptAt");
CREATE INDEX "Delivery_digestId_position_idx" ON "Delivery"("digestId", "position");
CREATE INDEX "Delivery_subject_idx" ON "Delivery"("subject");
CREATE INDEX "Delivery_fullness_idx" ON "Delivery"("fullness");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE UNIQUE INDEX "KpiLimits_kpiId_segment_unit_basis_holdsFrom_key" ON "KpiLimits"("kpiId", "segment", "unit", "basis", "holdsFrom");

-- CreateIndex
CREATE INDEX "ChannelMember_workspaceId_slackUserId_idx" ON "ChannelMember"("workspaceId", "slackUserId");

-- What was posted again before is in the place of a message whose ts nobody kept.
UPDATE "Delivery" SET "replacesTs" = '' WHERE "key" LIKE '%:again';
