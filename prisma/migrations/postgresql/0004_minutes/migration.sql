-- AlterTable
ALTER TABLE "Committee" ADD COLUMN     "correctionDays" INTEGER NOT NULL DEFAULT 10;

-- CreateTable
CREATE TABLE "Minutes" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "committeeId" TEXT NOT NULL,
    "digestId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "confirmedByKey" TEXT,
    "confirmedAt" TIMESTAMP(3),
    "correctableUntil" TEXT,
    "closedAt" TIMESTAMP(3),
    "content" TEXT,
    "contentHash" TEXT,
    "version" INTEGER NOT NULL,

    CONSTRAINT "Minutes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attendance" (
    "minutesId" TEXT NOT NULL,
    "personKey" TEXT NOT NULL,
    "presence" TEXT NOT NULL,

    CONSTRAINT "Attendance_pkey" PRIMARY KEY ("minutesId","personKey")
);

-- CreateTable
CREATE TABLE "Correction" (
    "id" TEXT NOT NULL,
    "minutesId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "authorKey" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "requestKey" TEXT NOT NULL,

    CONSTRAINT "Correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DigestReading" (
    "digestId" TEXT NOT NULL,
    "personKey" TEXT NOT NULL,
    "readAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DigestReading_pkey" PRIMARY KEY ("digestId","personKey")
);

-- CreateIndex
CREATE UNIQUE INDEX "Minutes_digestId_key" ON "Minutes"("digestId");

-- CreateIndex
CREATE INDEX "Minutes_workspaceId_state_correctableUntil_idx" ON "Minutes"("workspaceId", "state", "correctableUntil");

-- CreateIndex
CREATE INDEX "Minutes_committeeId_createdAt_idx" ON "Minutes"("committeeId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Correction_requestKey_key" ON "Correction"("requestKey");

-- CreateIndex
CREATE UNIQUE INDEX "Correction_minutesId_number_key" ON "Correction"("minutesId", "number");

-- AddForeignKey
ALTER TABLE "Minutes" ADD CONSTRAINT "Minutes_committeeId_fkey" FOREIGN KEY ("committeeId") REFERENCES "Committee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Minutes" ADD CONSTRAINT "Minutes_digestId_fkey" FOREIGN KEY ("digestId") REFERENCES "Digest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attendance" ADD CONSTRAINT "Attendance_minutesId_fkey" FOREIGN KEY ("minutesId") REFERENCES "Minutes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Correction" ADD CONSTRAINT "Correction_minutesId_fkey" FOREIGN KEY ("minutesId") REFERENCES "Minutes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DigestReading" ADD CONSTRAINT "DigestReading_digestId_fkey" FOREIGN KEY ("digestId") REFERENCES "Digest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- DropIndex
DROP INDEX "Item_committeeId_isOpen_kind_raisedAt_idx";

-- CreateIndex
CREATE INDEX "Item_committeeId_isOpen_kind_raisedAt_dueOn_idx" ON "Item"("committeeId", "isOpen", "kind", "raisedAt", "dueOn");
