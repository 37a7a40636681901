import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SlackWords, startSlack } from '../support/slack/start-slack.js';

const entry = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const channel = 'C0GROWTHOPS';

describe('copil digest run, where it can reach Slack', () => {
  let folder: string;
  let slack: SlackWords;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-digest-run-'));
    slack = await startSlack();
    slack.state.addChannel({ id: channel, name: 'growth-ops', members: [slack.state.installation.botUserId] });
    await copil('sample');
  });
  afterAll(async () => {
    await slack.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function copil(...args: string[]): Promise<string> {
    const env = {
      PATH: process.env['PATH'],
      DATABASE_URL: `file:${join(folder, 'sample.db')}`,
      SLACK_BOT_TOKEN: slack.secrets.botToken,
      SLACK_SIGNING_SECRET: slack.secrets.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [entry, ...args], { cwd: folder, env }, (_error, out, err) => resolve(out + err));
    });
  }
  const run = () => copil('digest', 'run', '--committee', 'growth-ops');

  it('tells what waits while Slack is away, and sends it once when Slack is back', async () => {
    slack.faults.outage();
    const during = await run();
    slack.faults.clear();
    const after = await run();
    const again = await run();

    expect(during).toMatch(/\d+ messages could not be sent yet; "copil doctor" says why/);
    expect(after).toMatch(/was sent to C0GROWTHOPS/);
    expect(again).toMatch(/was already sent on .*; running it again changes nothing/);
    const posted = slack.state.messagesOf(channel);
    expect(posted.filter(({ thread_ts }) => !thread_ts)).toHaveLength(1);
    expect(posted.length).toBeGreaterThan(3);
    // The sample's other committees have channels that this Slack has not.
    slack.expectNoUnexpected({ except: ['channel_not_found'] });
  });
});
