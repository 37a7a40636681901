-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "deaths" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "fullness" TEXT NOT NULL DEFAULT 'full',
ADD COLUMN     "lackReason" TEXT,
ADD COLUMN     "replacesTs" TEXT;

-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "daysAhead" INTEGER,
ADD COLUMN     "timeZone" TEXT;

-- AlterTable
ALTER TABLE "Import" ADD COLUMN     "origin" TEXT;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "lookedAt" TIMESTAMP(3),
ADD COLUMN     "slackStanding" TEXT;

-- AlterTable
ALTER TABLE "Committee" ADD COLUMN     "guests" TEXT;

-- CreateTable
CREATE TABLE "Lack" (
    "deliveryId" TEXT NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "triedAt" TIMESTAMP(3),
    "toldReason" TEXT NOT NULL,
    "givenUpAt" TIMESTAMP(3),

    CONSTRAINT "Lack_pkey" PRIMARY KEY ("deliveryId")
);

-- CreateTable
CREATE TABLE "KpiLimits" (
    "id" TEXT NOT NULL,
    "kpiId" TEXT NOT NULL,
    "segment" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "holdsFrom" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "limits" TEXT NOT NULL,
    "setAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "KpiLimits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChannelRoster" (
    "workspaceId" TEXT NOT NULL,
    "slackId" TEXT NOT NULL,
    "readAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ChannelRoster_pkey" PRIMARY KEY ("workspaceId","slackId")
);

-- CreateTable
CREATE TABLE "ChannelMember" (
    "workspaceId" TEXT NOT NULL,
    "slackId" TEXT NOT NULL,
    "slackUserId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "ChannelMember_pkey" PRIMARY KEY ("workspaceId","slackId","slackUserId")
);

-- CreateIndex
CREATE UNIQUE INDEX "KpiLimits_kpiId_segment_unit_basis_holdsFrom_key" ON "KpiLimits"("kpiId", "segment", "unit", "basis", "holdsFrom");

-- CreateIndex
CREATE INDEX "ChannelMember_workspaceId_slackUserId_idx" ON "ChannelMember"("workspaceId", "slackUserId");

-- CreateIndex
CREATE INDEX "Delivery_fullness_idx" ON "Delivery"("fullness");

-- AddForeignKey
ALTER TABLE "Lack" ADD CONSTRAINT "Lack_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KpiLimits" ADD CONSTRAINT "KpiLimits_kpiId_fkey" FOREIGN KEY ("kpiId") REFERENCES "Kpi"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was posted again before is in the place of a message whose ts nobody kept.
UPDATE "Delivery" SET "replacesTs" = '' WHERE "key" LIKE '%:again';
