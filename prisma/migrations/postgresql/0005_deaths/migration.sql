-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "deaths" INTEGER NOT NULL DEFAULT 0;
