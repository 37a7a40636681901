-- AlterTable
ALTER TABLE "Committee" ADD COLUMN "guests" TEXT;

-- CreateTable
CREATE TABLE "ChannelRoster" (
    "workspaceId" TEXT NOT NULL,
    "slackId" TEXT NOT NULL,
    "readAt" DATETIME NOT NULL,

    PRIMARY KEY ("workspaceId", "slackId")
);

-- CreateTable
CREATE TABLE "ChannelMember" (
    "workspaceId" TEXT NOT NULL,
    "slackId" TEXT NOT NULL,
    "slackUserId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    PRIMARY KEY ("workspaceId", "slackId", "slackUserId")
);

-- CreateIndex
CREATE INDEX "ChannelMember_workspaceId_slackUserId_idx" ON "ChannelMember"("workspaceId", "slackUserId");
