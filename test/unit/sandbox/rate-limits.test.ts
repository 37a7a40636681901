import { describe, expect, it } from 'vitest';
import { RateLimiter } from '../../../src/sandbox/rate-limits.js';
import { call } from '../../support/slack/call.js';
import { startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';

describe('rate limits', () => {
  it.each([
    [2, 20],
    [3, 50],
    [4, 100],
  ] as const)('tier %i lets %i calls of a method through in a minute', (tier, perMinute) => {
    let now = 0;
    const limiter = new RateLimiter('real', () => now);

    for (let index = 0; index < perMinute; index += 1)
      expect(limiter.take('a.method', tier, undefined)).toBeUndefined();

    expect(limiter.take('a.method', tier, undefined)).toBe(60);
    expect(limiter.take('another.method', tier, undefined)).toBeUndefined();
    now = 60_001;
    expect(limiter.take('a.method', tier, undefined)).toBeUndefined();
  });

  it('posts go at one a second in a channel after a burst, and other channels are not held up', () => {
    let now = 0;
    const limiter = new RateLimiter('real', () => now);
    const post = (channel: string) => limiter.take('chat.postMessage', 'post', channel);

    for (let index = 0; index < 10; index += 1) expect(post('C1')).toBeUndefined();

    expect(post('C1')).toBe(1);
    expect(post('C2')).toBeUndefined();
    now = 1_000;
    expect(post('C1')).toBeUndefined();
    expect(post('C1')).toBe(1);
  });

  it('can be set for one method alone, and answer 429 over HTTP', async () => {
    const slack = await startSlack({ rateLimits: { 'users.info': 1 } });
    await call(slack, 'users.info', { user: people.ana.id });

    expect(await call(slack, 'users.info', { user: people.ana.id })).toMatchObject({ error: 'ratelimited' });
    expect(await call(slack, 'conversations.info', { channel: places.random.id })).toMatchObject({ ok: true });
    expect(slack.requests.toSlack('users.info').at(-1)).toMatchObject({ status: 429, refused: 'ratelimited' });
    await slack.stop();
  });
});
