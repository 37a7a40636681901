import { Counter, Gauge, Histogram, Registry } from 'prom-client';

type OutboxState = 'pending' | 'sending' | 'failed';
export type AckKind = 'command' | 'action' | 'view' | 'shortcut' | 'options';

/** What an operator watches. Times are in seconds, as Prometheus has them. */
export interface Metrics {
  /** Digests whose hour has come. */
  digestDue(): void;
  /** Not `isWhole`: some of its pictures are missing. */
  digestSent(options: { isLate: boolean; isWhole: boolean }): void;
  /** Nothing of it could be brought; operators were told. */
  digestFailed(): void;
  /** A message of that kind came to its end. */
  messageSettled(options: { kind: string; state: 'sent' | 'withheld' | 'failed' }): void;
  postTook(seconds: number): void;
  renderTook(seconds: number): void;
  /** From the arrival of a request of Slack's to our acknowledgement; Slack waits for three seconds. */
  ackTook(kind: AckKind, seconds: number): void;
  outboxHolds(counts: Readonly<Record<OutboxState, number>>): void;
  /** Messages that stand in Slack without pictures, or blocks, that are still to be brought. */
  messagesLack(count: number): void;
  /** A sweep over all committees came to its end. */
  sweepSucceeded(at: Date): void;
  /** Everything, in Prometheus' text format. */
  exposition(): Promise<{ readonly contentType: string; readonly body: string }>;
}

const fastBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const slowBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts of one app: nothing is shared between two of them in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string): Counter => new Counter({ name, help, registers });
  const due = counter('copil_digests_due_total', 'Digests whose hour has come');
  const sent = counter('copil_digests_sent_total', 'Digests delivered');
  const incomplete = counter(
    'copil_digests_without_pictures_total',
    'Digests delivered without some of their pictures',
  );
  const late = counter('copil_digests_late_total', 'Digests delivered after the hour they were due');
  const failed = counter('copil_digests_failed_total', 'Digests of which nothing could be brought');
  const messages = new Counter({
    name: 'copil_messages_total',
    help: 'Messages and edits that came to their end, by kind and how: sent, withheld from a place, given up',
    labelNames: ['kind', 'state'],
    registers,
  });
  const posts = new Histogram({
    name: 'copil_post_duration_seconds',
    help: 'Time Slack took for one post',
    buckets: slowBuckets,
    registers,
  });
  const renders = new Histogram({
    name: 'copil_render_duration_seconds',
    help: 'Time to draw one chart',
    buckets: fastBuckets,
    registers,
  });
  const acks = new Histogram({
    name: 'copil_ack_duration_seconds',
    help: 'Time to acknowledge one request of Slack',
    labelNames: ['kind'],
    buckets: fastBuckets,
    registers,
  });
  const outbox = new Gauge({
    name: 'copil_outbox_messages',
    help: 'Messages by state',
    labelNames: ['state'],
    registers,
  });
  const lacking = new Gauge({
    name: 'copil_messages_without_pictures',
    help: 'Messages that stand without pictures or blocks which are still to be brought',
    registers,
  });
  const lastSweep = new Gauge({
    name: 'copil_sweep_last_success_timestamp_seconds',
    help: 'When the last sweep over all committees ended well',
    registers,
  });
  registerMemory(registers);
  return {
    digestDue: () => due.inc(),
    digestSent({ isLate, isWhole }) {
      sent.inc();
      if (!isWhole) incomplete.inc();
      if (isLate) late.inc();
    },
    digestFailed: () => failed.inc(),
    messageSettled: (labels) => messages.inc(labels),
    postTook: (seconds) => posts.observe(seconds),
    renderTook: (seconds) => renders.observe(seconds),
    ackTook: (kind, seconds) => acks.observe({ kind }, seconds),
    outboxHolds(counts) {
      for (const [state, count] of Object.entries(counts)) outbox.set({ state }, count);
    },
    messagesLack: (count) => lacking.set(count),
    sweepSucceeded: (at) => lastSweep.set(at.getTime() / 1_000),
    exposition: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

function registerMemory(registers: Registry[]): void {
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory held by the process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
}
