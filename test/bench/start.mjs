/**
 * From making the process of `dist/main.js` to the first 200 of `/readyz`: code loaded, database opened and looked
 * through for migrations, `copil.yml` of 20 KPIs applied (it changes nothing), texts and templates checked, Slack asked
 * who we are, the first sweep begun. The database holds three years of readings. Not measured: installing, building.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandIn } from '../../dist/sandbox/stand-in.js';
import { foundCompany, organisationText, slackOf } from './company.mjs';
import { below, median, report } from './figures.mjs';
import { startProduction } from './production.mjs';

const runs = 3;

const folder = await mkdtemp(join(tmpdir(), 'copil-bench-'));
const slack = createStandIn(slackOf(1));
try {
  const databaseUrl = `file:${join(folder, 'bench.db')}`;
  const organisationFile = join(folder, 'copil.yml');
  await writeFile(organisationFile, organisationText(1));
  await foundCompany({ databaseUrl, committees: 1 });
  await slack.start();
  const seconds = [];
  for (let run = 0; run < runs; run += 1) {
    const app = await startProduction({ folder, databaseUrl, apiUrl: slack.apiUrl, organisationFile });
    seconds.push(app.readyMs / 1_000);
    await app.stop();
  }
  const say = (figure, unit, value, target) => report({ bench: 'start', figure, unit, value, target });
  say(`start to ready, median of ${runs}`, 's', median(seconds), below(2));
  say('the slowest of those', 's', Math.max(...seconds));
} finally {
  await slack.stop();
  await rm(folder, { recursive: true, force: true });
}
