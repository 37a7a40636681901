-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_DigestSnapshot" (
    "digestId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("digestId", "number"),
    CONSTRAINT "DigestSnapshot_digestId_fkey" FOREIGN KEY ("digestId") REFERENCES "Digest" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_DigestSnapshot" ("content", "createdAt", "digestId", "number") SELECT "content", "createdAt", "digestId", "number" FROM "DigestSnapshot";
DROP TABLE "DigestSnapshot";
ALTER TABLE "new_DigestSnapshot" RENAME TO "DigestSnapshot";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
