import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { places } from '../../support/slack/team.js';

const channel = places['growth-ops'].id;

describe('the stand-in, called by the WebClient that the app uses', () => {
  let slack: SlackWords;
  let client: WebClient;

  beforeEach(async () => {
    slack = await startSlack();
    client = new WebClient(slack.secrets.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
  });

  afterEach(() => slack.stop());

  it('says who the token belongs to', async () => {
    const me = await client.auth.test();

    expect(me).toMatchObject({ ok: true, user_id: 'U0COPIL0001', bot_id: 'B0COPIL0001' });
    expect(me.response_metadata?.scopes).toContain('chat:write');
  });

  it('keeps a message with blocks and metadata, and finds it in the history by its key', async () => {
    const metadata = { event_type: 'digest_posted', event_payload: { key: 'd-1' } };

    const posted = await client.chat.postMessage({
      channel,
      text: 'Leads fell by 4 %',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Leads* fell' } }],
      metadata,
    });
    const found = await client.conversations.history({ channel, include_all_metadata: true });

    expect(found.messages).toHaveLength(1);
    expect(found.messages?.[0]).toMatchObject({ ts: posted.ts, text: 'Leads fell by 4 %', metadata });
    slack.expectNoUnexpected();
  });

  it('takes a file through the three steps of filesUploadV2', async () => {
    const result = await client.filesUploadV2({
      channel_id: channel,
      filename: 'chart.png',
      file: Buffer.from('png!'),
    });

    expect(result.ok).toBe(true);
    await slack.channel('growth-ops').expectMessage(/^/);
    const [message] = slack.channel('growth-ops').messages();
    expect(message?.files).toHaveLength(1);
    const file = await client.files.info({ file: message?.files[0] ?? '' });
    expect(file.file).toMatchObject({ name: 'chart.png', mimetype: 'image/png', size: 4 });
  });

  it('answers 429 with Retry-After when a fault says so', async () => {
    slack.faults.add({ kind: 'rate_limited', retryAfterSeconds: 7, method: 'chat.*', count: 1 });

    const refused = client.chat.postMessage({ channel, text: 'one' });

    await expect(refused).rejects.toMatchObject({ retryAfter: 7 });
    await expect(client.chat.postMessage({ channel, text: 'two' })).resolves.toMatchObject({ ok: true });
    expect(slack.channel('growth-ops').messages()).toHaveLength(1);
  });
});
