# Copil for production: the app and its command line, without the sandbox. Build it, then run it with PostgreSQL:
#   docker build -t copil .
#   docker run -d --name copil -p 3000:3000 -e DATABASE_URL=postgresql://copil:secret@db.example:5432/copil -e SLACK_BOT_TOKEN=xoxb-… -e SLACK_SIGNING_SECRET=… -v "$PWD/copil.yml:/app/copil.yml:ro" -e COPIL_CONFIG=copil.yml copil
# SLACK_APP_TOKEN in place of SLACK_SIGNING_SECRET makes it Socket Mode, and -p needless. Without DATABASE_URL it keeps a
# SQLite file in the volume /app/data. The command line is in it too: docker exec copil node dist/cli.js doctor

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY src/launch/prepare.mjs src/launch/prepare.mjs
RUN node src/launch/prepare.mjs --install-only
COPY prisma/models prisma/models
COPY src src
# The sandbox is not in it.
RUN node src/launch/prepare.mjs --production && rm dist/stamp-of-production

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY package.json package-lock.json ./
# The Prisma client may be joined by Prisma's command line and TypeScript. As tools of development they count as wanted,
# whatever is omitted; as mere peers they stay away, with all that comes with them.
RUN npm pkg delete devDependencies \
  && npm ci --omit=dev --omit=peer --no-audit --no-fund \
  && npm cache clean --force
COPY manifest.yml ./
COPY templates templates
COPY prisma/migrations prisma/migrations
COPY prisma/sample prisma/sample
COPY --from=build /app/dist dist
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
