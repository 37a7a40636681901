import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import type { App } from '../../../src/app.js';
import { readToolConfig } from '../../../src/config.js';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { prepareSandbox } from '../../../src/features/setup/public.js';
import { samplePath } from '../../../src/features/setup/sample/sample-organisation.js';
import { createLogger } from '../../../src/platform/log.js';
import { startApp } from '../../../src/sandbox/runtime/app-at-work.js';
import { newTokens, openWorkspace } from '../../../src/sandbox/runtime/workspace.js';
import type { StandIn } from '../../../src/sandbox/stand-in.js';
import { databasesOf } from '../../support/databases.js';
import { createAliases, told } from '../../support/told.js';

const committeeKey = 'growth-ops';
const channel = 'C0GROWTHOPS';
/** A Monday after the digest of the sample's last whole week; weeks with and without late sources, promises and alerts. */
const now = new Date('2026-11-23T10:30:00Z');
const periods = ['2026-W10', '2026-W20', '2026-W33', '2026-W45', '2026-W46', '2026-W47'];

const variants = [
  { locale: 'en', access: 'restricted', clearance: 'full' },
  { locale: 'en', access: 'internal', clearance: 'limited' },
  { locale: 'fr', access: 'restricted', clearance: 'full' },
  { locale: 'fr', access: 'internal', clearance: 'limited' },
] as const;

/** Whoever changes what a digest says changes these files with it, by `npm test -- test/flow/golden -u`, and reads the difference. */
describe.each(variants)(
  'what the sample’s digests say, $locale, $clearance clearance',
  ({ locale, access, clearance }) => {
    const databases = databasesOf('sqlite');
    const ends: (() => Promise<unknown>)[] = [];
    let standIn: StandIn;
    let app: App;

    beforeAll(async () => {
      const document = parseDocument(await readFile(samplePath, 'utf8'));
      document.setIn(['committees', committeeKey, 'locale'], locale);
      document.setIn(['committees', committeeKey, 'channel', 'access'], access);
      const organisation = await parseOrganisation({ name: 'copil.yml', text: document.toString() });
      const [clock, tokens, log] = [{ now: () => now }, newTokens(), createLogger({ level: 'error' })];
      standIn = await openWorkspace({ organisation, tokens, clock, port: 0 });
      ends.push(() => standIn.stop());
      const database = await databases.open();
      await prepareSandbox({ database, clock, organisation });
      const settings = { ...readToolConfig({}), port: 0 };
      app = await startApp({ settings, database, clock, log, standIn, tokens }, { isNew: false });
      ends.push(() => app.stop());
    });
    afterAll(async () => {
      for (const end of ends.reverse()) await end();
    });

    it.each(periods)('%s', async (period) => {
      const before = standIn.state.messagesOf(channel).length;
      await app.runDigest({ committeeKey, period });
      await expect.poll(async () => (await app.unfinishedWork()).nextAttempts.length).toBe(0);

      const aliases = createAliases();
      const messages = standIn.state.messagesOf(channel).slice(before);
      const said = messages.map((message) => told(message, aliases)).join('\n\n');
      await expect(`${said}\n`).toMatchFileSnapshot(`digests/${period}.${locale}.${clearance}.txt`);
    });
  },
);
