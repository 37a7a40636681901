-- CreateTable
CREATE TABLE "Digest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "committeeId" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "scheduledFor" DATETIME NOT NULL,
    "isLate" BOOLEAN NOT NULL,
    "waitUntil" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "publishedAt" DATETIME,
    CONSTRAINT "Digest_committeeId_fkey" FOREIGN KEY ("committeeId") REFERENCES "Committee" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DigestSnapshot" (
    "digestId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("digestId", "number"),
    CONSTRAINT "DigestSnapshot_digestId_fkey" FOREIGN KEY ("digestId") REFERENCES "Digest" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "digestId" TEXT,
    "placeKind" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "parentId" TEXT,
    "position" INTEGER NOT NULL,
    "payload" TEXT NOT NULL,
    "payloadHash" TEXT NOT NULL,
    "sentHash" TEXT,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
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

-- CreateTable
CREATE TABLE "UploadedFile" (
    "workspaceId" TEXT NOT NULL,
    "contentKey" TEXT NOT NULL,
    "slackFileId" TEXT NOT NULL,
    "isReady" BOOLEAN NOT NULL,
    "uploadedAt" DATETIME NOT NULL,

    PRIMARY KEY ("workspaceId", "contentKey")
);

-- CreateTable
CREATE TABLE "Kpi" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameFr" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "accessLevel" TEXT NOT NULL,
    "ownerKey" TEXT,
    "card" TEXT NOT NULL,
    "archivedAt" DATETIME
);

-- CreateTable
CREATE TABLE "CommitteeKpi" (
    "committeeId" TEXT NOT NULL,
    "kpiId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    PRIMARY KEY ("committeeId", "kpiId"),
    CONSTRAINT "CommitteeKpi_committeeId_fkey" FOREIGN KEY ("committeeId") REFERENCES "Committee" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "CommitteeKpi_kpiId_fkey" FOREIGN KEY ("kpiId") REFERENCES "Kpi" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Source" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameFr" TEXT NOT NULL,
    "ownerKey" TEXT,
    "freshness" TEXT NOT NULL,
    "archivedAt" DATETIME
);

-- CreateTable
CREATE TABLE "KpiSource" (
    "kpiId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    PRIMARY KEY ("kpiId", "sourceId"),
    CONSTRAINT "KpiSource_kpiId_fkey" FOREIGN KEY ("kpiId") REFERENCES "Kpi" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "KpiSource_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Import" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "accepted" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "revised" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "actorKey" TEXT,
    "startedAt" DATETIME NOT NULL,
    "committedAt" DATETIME,
    CONSTRAINT "Import_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Reading" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kpiId" TEXT NOT NULL,
    "segment" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "grain" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "value" REAL,
    "numerator" REAL,
    "denominator" REAL,
    "importId" TEXT NOT NULL,
    CONSTRAINT "Reading_kpiId_fkey" FOREIGN KEY ("kpiId") REFERENCES "Kpi" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Reading_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Event" (
    "sequence" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "workspaceId" TEXT NOT NULL,
    "actorKey" TEXT,
    "onBehalfOf" TEXT,
    "what" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "surface" TEXT NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Lock" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "leaseUntil" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Workspace" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slackTeamId" TEXT,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "tokenRevokedAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "slackUserId" TEXT,
    "locale" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "isOperator" BOOLEAN NOT NULL,
    "accessLevel" TEXT NOT NULL,
    "archivedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Committee" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameFr" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "slackChannelId" TEXT,
    "locale" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "calendar" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "parentKey" TEXT,
    "activatedAt" DATETIME NOT NULL,
    "sweptUntil" DATETIME,
    "archivedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Membership" (
    "committeeId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    PRIMARY KEY ("committeeId", "personId", "role"),
    CONSTRAINT "Membership_committeeId_fkey" FOREIGN KEY ("committeeId") REFERENCES "Committee" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Channel" (
    "workspaceId" TEXT NOT NULL,
    "slackId" TEXT NOT NULL,
    "accessLevel" TEXT NOT NULL,

    PRIMARY KEY ("workspaceId", "slackId")
);

-- CreateTable
CREATE TABLE "Project" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameFr" TEXT NOT NULL,
    "committeeKey" TEXT,
    "leadKey" TEXT,
    "archivedAt" DATETIME
);

-- CreateIndex
CREATE INDEX "Digest_workspaceId_state_idx" ON "Digest"("workspaceId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Digest_committeeId_period_key" ON "Digest"("committeeId", "period");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_key_key" ON "Delivery"("key");

-- CreateIndex
CREATE INDEX "Delivery_state_nextAttemptAt_idx" ON "Delivery"("state", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "Delivery_digestId_position_idx" ON "Delivery"("digestId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Kpi_workspaceId_key_key" ON "Kpi"("workspaceId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Source_workspaceId_key_key" ON "Source"("workspaceId", "key");

-- CreateIndex
CREATE INDEX "Import_workspaceId_state_idx" ON "Import"("workspaceId", "state");

-- CreateIndex
CREATE INDEX "Reading_importId_idx" ON "Reading"("importId");

-- CreateIndex
CREATE UNIQUE INDEX "Reading_kpiId_segment_sourceId_grain_start_revision_key" ON "Reading"("kpiId", "segment", "sourceId", "grain", "start", "revision");

-- CreateIndex
CREATE INDEX "Event_workspaceId_subjectKind_subjectId_idx" ON "Event"("workspaceId", "subjectKind", "subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "Workspace_slackTeamId_key" ON "Workspace"("slackTeamId");

-- CreateIndex
CREATE UNIQUE INDEX "Person_workspaceId_key_key" ON "Person"("workspaceId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Person_workspaceId_slackUserId_key" ON "Person"("workspaceId", "slackUserId");

-- CreateIndex
CREATE UNIQUE INDEX "Committee_workspaceId_key_key" ON "Committee"("workspaceId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Project_workspaceId_key_key" ON "Project"("workspaceId", "key");

-- Events are only ever added.
CREATE TRIGGER "Event_refuse_update" BEFORE UPDATE ON "Event" BEGIN SELECT RAISE(ABORT, 'Event rows are only ever added'); END;
CREATE TRIGGER "Event_refuse_delete" BEFORE DELETE ON "Event" BEGIN SELECT RAISE(ABORT, 'Event rows are only ever added'); END;
