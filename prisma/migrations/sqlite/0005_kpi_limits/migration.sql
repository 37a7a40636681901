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

-- CreateIndex
CREATE UNIQUE INDEX "KpiLimits_kpiId_segment_unit_basis_holdsFrom_key" ON "KpiLimits"("kpiId", "segment", "unit", "basis", "holdsFrom");
