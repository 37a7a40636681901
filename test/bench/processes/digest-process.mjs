/** A new process that composes and draws digests as `copil digest preview` does, one week after the other. */
import { openTools } from '../../../dist/cli-tools.js';
import { readToolConfig } from '../../../dist/config.js';
import { previewDigest } from '../../../dist/features/digests/preview.js';
import { contentFor } from '../../../dist/features/digests/run.js';
import { committeeKey, newestWeeks } from '../company.mjs';

const { databaseUrl, digests } = JSON.parse(process.argv[2]);
const tools = await openTools(readToolConfig({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' }), databaseUrl);
const deps = tools.digests();

const seconds = [];
const gathered = [];
let sinceStart = 0;
let preview;
for (const period of newestWeeks(digests)) {
  const startedAt = performance.now();
  const { committee, content } = await contentFor(deps, { committeeKey: committeeKey(0), period });
  gathered.push((performance.now() - startedAt) / 1_000);
  preview = await previewDigest(deps, { content, channel: committee.channel });
  seconds.push((performance.now() - startedAt) / 1_000);
  // Counted from the start of the process itself, loading included.
  sinceStart ||= performance.now() / 1_000;
}
await tools.close();
process.send({
  seconds,
  gathered,
  sinceStart,
  charts: preview.pictures.length,
  messages: preview.messages.length,
});
process.disconnect();
