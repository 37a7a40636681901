import { describe, expect, it } from 'vitest';
import { createRateGate } from '../../../../src/platform/slack/rate-limits.js';
import { SlackFailure } from '../../../../src/platform/slack/slack-failure.js';

const limited = (retryAfterMs: number) =>
  new SlackFailure({ kind: 'rate-limited', method: 'any', slackError: 'ratelimited', retryAfterMs });

function aGate() {
  const time = { ms: 1_000_000 };
  return { time, gate: createRateGate(() => time.ms) };
}

const post = (place: string) => ({ method: 'chat.postMessage', place });

describe('the rate gate', () => {
  it('is open until Slack asks to wait', () => {
    expect(aGate().gate.waitMs(post('C1'))).toBe(0);
  });

  it('counts down and opens again', () => {
    const { gate, time } = aGate();

    gate.remember(post('C1'), limited(5_000));

    time.ms += 2_000;
    expect(gate.waitMs(post('C1'))).toBe(3_000);
    time.ms += 3_000;
    expect(gate.waitMs(post('C1'))).toBe(0);
  });

  it('holds back one channel and lets the others be posted to', () => {
    const { gate } = aGate();

    gate.remember(post('C1'), limited(5_000));

    expect(gate.waitMs(post('C2'))).toBe(0);
  });

  it('holds back every channel for what Slack counts per workspace', () => {
    const { gate } = aGate();

    gate.remember({ method: 'conversations.info', place: 'C1' }, limited(5_000));

    expect(gate.waitMs({ method: 'conversations.info', place: 'C2' })).toBe(5_000);
    expect(gate.waitMs(post('C1'))).toBe(0);
  });

  it('keeps the longer of two waits', () => {
    const { gate } = aGate();

    gate.remember(post('C1'), limited(5_000));
    gate.remember(post('C1'), limited(1_000));

    expect(gate.waitMs(post('C1'))).toBe(5_000);
  });

  it('takes no note of other failures', () => {
    const { gate } = aGate();

    gate.remember(
      post('C1'),
      new SlackFailure({ kind: 'place', method: 'chat.postMessage', slackError: 'is_archived' }),
    );

    expect(gate.waitMs(post('C1'))).toBe(0);
  });
});
