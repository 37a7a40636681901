-- AlterTable
ALTER TABLE "Import" ADD COLUMN "origin" TEXT;
