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

-- CreateIndex
CREATE UNIQUE INDEX "KpiLimits_kpiId_segment_unit_basis_holdsFrom_key" ON "KpiLimits"("kpiId", "segment", "unit", "basis", "holdsFrom");

-- AddForeignKey
ALTER TABLE "KpiLimits" ADD CONSTRAINT "KpiLimits_kpiId_fkey" FOREIGN KEY ("kpiId") REFERENCES "Kpi"("id") ON DELETE CASCADE ON UPDATE CASCADE;
