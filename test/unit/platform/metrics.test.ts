import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../src/platform/metrics.js';

describe('metrics', () => {
  it('count what happened to digests', async () => {
    const metrics = createMetrics();

    metrics.digestDue();
    metrics.digestDue();
    metrics.digestSent({ isLate: false, isWhole: true });
    metrics.digestSent({ isLate: true, isWhole: false });
    metrics.digestFailed();

    const { body } = await metrics.exposition();
    expect(body).toMatch(/^copil_digests_due_total 2$/m);
    expect(body).toMatch(/^copil_digests_sent_total 2$/m);
    expect(body).toMatch(/^copil_digests_late_total 1$/m);
    expect(body).toMatch(/^copil_digests_failed_total 1$/m);
    expect(body).toMatch(/^copil_digests_without_pictures_total 1$/m);
  });

  it('measure posts, drawings and acknowledgements in seconds', async () => {
    const metrics = createMetrics();

    metrics.postTook(0.3);
    metrics.renderTook(0.02);
    metrics.ackTook('command', 0.004);

    const { body } = await metrics.exposition();
    expect(body).toMatch(/^copil_post_duration_seconds_bucket\{le="0\.5"\} 1$/m);
    expect(body).toMatch(/^copil_render_duration_seconds_sum 0\.02$/m);
    expect(body).toMatch(/^copil_ack_duration_seconds_bucket\{le="0\.005",kind="command"\} 1$/m);
  });

  it('show the outbox and the last sweep', async () => {
    const metrics = createMetrics();

    metrics.outboxHolds({ pending: 4, sending: 1, failed: 0 });
    metrics.messagesLack(3);
    metrics.sweepSucceeded(new Date('2026-11-16T08:00:00Z'));

    const { body } = await metrics.exposition();
    expect(body).toMatch(/^copil_outbox_messages\{state="pending"\} 4$/m);
    expect(body).toMatch(/^copil_messages_without_pictures 3$/m);
    expect(body).toMatch(/^copil_sweep_last_success_timestamp_seconds 1794816000$/m);
  });

  it('are not shared between two apps of one process', async () => {
    const [one, other] = [createMetrics(), createMetrics()];

    one.digestDue();

    expect((await other.exposition()).body).toMatch(/^copil_digests_due_total 0$/m);
  });

  it('are written as Prometheus reads them', async () => {
    const { contentType, body } = await createMetrics().exposition();

    expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(body).toMatch(/^process_resident_memory_bytes \d+$/m);
  });
});
