-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "fullness" TEXT NOT NULL DEFAULT 'full',
ADD COLUMN     "lackReason" TEXT;

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

-- CreateIndex
CREATE INDEX "Delivery_fullness_idx" ON "Delivery"("fullness");

-- AddForeignKey
ALTER TABLE "Lack" ADD CONSTRAINT "Lack_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;
