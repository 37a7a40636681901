-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "subject" TEXT,
ADD COLUMN     "threadTs" TEXT;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "country" TEXT,
ADD COLUMN     "isGuest" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "leftAt" TIMESTAMP(3),
ADD COLUMN     "workHours" TEXT;

-- CreateTable
CREATE TABLE "Item" (
    "id" TEXT NOT NULL,
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
    "raisedAt" TIMESTAMP(3) NOT NULL,
    "escalatedToId" TEXT,
    "closedAt" TIMESTAMP(3),
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

    CONSTRAINT "Item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Counter" (
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "Counter_pkey" PRIMARY KEY ("workspaceId","name")
);

-- CreateTable
CREATE TABLE "Absence" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "personKey" TEXT NOT NULL,
    "fromOn" TEXT NOT NULL,
    "toOn" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Explanation" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "kpiKey" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "authorKey" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Explanation_pkey" PRIMARY KEY ("id")
);

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

-- AddForeignKey
ALTER TABLE "Item" ADD CONSTRAINT "Item_committeeId_fkey" FOREIGN KEY ("committeeId") REFERENCES "Committee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
