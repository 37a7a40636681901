-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN "subject" TEXT;
ALTER TABLE "Delivery" ADD COLUMN "threadTs" TEXT;

-- CreateTable
CREATE TABLE "Item" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "committeeId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOpen" BOOLEAN NOT NULL,
    "grade" TEXT NOT NULL,
    "ownerKey" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "firstDueOn" TEXT NOT NULL,
    "redates" INTEGER NOT NULL,
    "unblockerKey" TEXT,
    "projectKey" TEXT,
    "kpiKey" TEXT,
    "raisedByKey" TEXT NOT NULL,
    "raisedAt" DATETIME NOT NULL,
    "escalatedToId" TEXT,
    "closedAt" DATETIME,
    "closedByKey" TEXT,
    "outcome" TEXT,
    "sourceChannel" TEXT,
    "sourceTs" TEXT,
    "sourceLink" TEXT,
    "quote" TEXT,
    "requestKey" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "lastRemindedOn" TEXT,
    "snoozedUntil" TEXT,
    CONSTRAINT "Item_committeeId_fkey" FOREIGN KEY ("committeeId") REFERENCES "Committee" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Counter" (
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    PRIMARY KEY ("workspaceId", "name")
);

-- CreateTable
CREATE TABLE "Absence" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "personKey" TEXT NOT NULL,
    "fromOn" TEXT NOT NULL,
    "toOn" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Explanation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "kpiKey" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "authorKey" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Person" (
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
    "isGuest" BOOLEAN NOT NULL DEFAULT false,
    "country" TEXT,
    "workHours" TEXT,
    "leftAt" DATETIME,
    "archivedAt" DATETIME
);
INSERT INTO "new_Person" ("accessLevel", "archivedAt", "email", "id", "isOperator", "key", "locale", "name", "slackUserId", "timeZone", "workspaceId") SELECT "accessLevel", "archivedAt", "email", "id", "isOperator", "key", "locale", "name", "slackUserId", "timeZone", "workspaceId" FROM "Person";
DROP TABLE "Person";
ALTER TABLE "new_Person" RENAME TO "Person";
CREATE UNIQUE INDEX "Person_workspaceId_key_key" ON "Person"("workspaceId", "key");
CREATE UNIQUE INDEX "Person_workspaceId_slackUserId_key" ON "Person"("workspaceId", "slackUserId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE UNIQUE INDEX "Item_requestKey_key" ON "Item"("requestKey");

-- CreateIndex
CREATE INDEX "Item_workspaceId_isOpen_ownerKey_kind_raisedAt_idx" ON "Item"("workspaceId", "isOpen", "ownerKey", "kind", "raisedAt");

-- CreateIndex
CREATE INDEX "Item_workspaceId_isOpen_ownerKey_kind_dueOn_number_idx" ON "Item"("workspaceId", "isOpen", "ownerKey", "kind", "dueOn", "number");

-- CreateIndex
CREATE INDEX "Item_workspaceId_state_ownerKey_dueOn_number_idx" ON "Item"("workspaceId", "state", "ownerKey", "dueOn", "number");

-- CreateIndex
CREATE INDEX "Item_workspaceId_isOpen_raisedByKey_kind_dueOn_number_idx" ON "Item"("workspaceId", "isOpen", "raisedByKey", "kind", "dueOn", "number");

-- CreateIndex
CREATE INDEX "Item_workspaceId_isOpen_unblockerKey_dueOn_number_idx" ON "Item"("workspaceId", "isOpen", "unblockerKey", "dueOn", "number");

-- CreateIndex
CREATE INDEX "Item_workspaceId_isOpen_dueOn_idx" ON "Item"("workspaceId", "isOpen", "dueOn");

-- CreateIndex
CREATE INDEX "Item_committeeId_isOpen_kind_raisedAt_idx" ON "Item"("committeeId", "isOpen", "kind", "raisedAt");

-- CreateIndex
CREATE INDEX "Item_committeeId_isOpen_dueOn_idx" ON "Item"("committeeId", "isOpen", "dueOn");

-- CreateIndex
CREATE INDEX "Item_committeeId_closedAt_idx" ON "Item"("committeeId", "closedAt");

-- CreateIndex
CREATE INDEX "Item_escalatedToId_isOpen_idx" ON "Item"("escalatedToId", "isOpen");

-- CreateIndex
CREATE INDEX "Item_workspaceId_kpiKey_isOpen_raisedAt_idx" ON "Item"("workspaceId", "kpiKey", "isOpen", "raisedAt");

-- CreateIndex
CREATE INDEX "Item_workspaceId_projectKey_isOpen_raisedAt_idx" ON "Item"("workspaceId", "projectKey", "isOpen", "raisedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Item_workspaceId_kind_number_key" ON "Item"("workspaceId", "kind", "number");

-- CreateIndex
CREATE INDEX "Absence_workspaceId_personKey_toOn_idx" ON "Absence"("workspaceId", "personKey", "toOn");

-- CreateIndex
CREATE INDEX "Explanation_workspaceId_kpiKey_createdAt_idx" ON "Explanation"("workspaceId", "kpiKey", "createdAt");

-- CreateIndex
CREATE INDEX "Delivery_subject_idx" ON "Delivery"("subject");
