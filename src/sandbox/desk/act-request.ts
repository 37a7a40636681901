import { z } from 'zod';
import { BadRequest } from './http-answers.js';
import type { PageAct, PageRequest } from './page-api.js';

const Id = z.string().min(1).max(255);
const Ts = z.string().regex(/^\d{1,12}\.\d{6}$/, 'a message’s time stamp is expected');
const Values = z.record(z.string(), z.unknown());

const Filled = z.record(z.string(), z.record(z.string(), Values)).optional();

const Target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: Id, ts: Ts }),
  z.object({ kind: z.literal('ephemeral'), id: Id }),
  z.object({ kind: z.literal('view'), id: Id }),
]);

const Act = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('write'),
    channel: Id,
    text: z.string().trim().min(1).max(12_000),
    thread: Ts.optional(),
  }),
  z.object({ kind: z.literal('slash'), channel: Id, line: z.string().trim().min(1).max(12_000) }),
  z.object({
    kind: z.literal('press'),
    target: Target,
    blockId: Id,
    actionId: Id,
    chosen: Values.optional(),
    values: Filled,
  }),
  z.object({
    kind: z.literal('suggest'),
    target: Target,
    blockId: Id,
    actionId: Id,
    typed: z.string().max(3_000),
    values: Filled,
  }),
  z.object({ kind: z.literal('submit'), view: Id, values: z.record(z.string(), Values) }),
  z.object({ kind: z.literal('close'), view: Id, isCleared: z.boolean() }),
  z.object({ kind: z.literal('global-shortcut'), callbackId: Id }),
  z.object({ kind: z.literal('message-shortcut'), callbackId: Id, channel: Id, ts: Ts }),
  z.object({ kind: z.literal('open-home') }),
  z.object({ kind: z.literal('read'), channel: Id, ts: Ts }),
  z.object({ kind: z.literal('dismiss'), ephemeral: Id }),
  z.object({
    kind: z.literal('tour'),
    step: z.enum(['read-digest', 'open-chart', 'raise-blocker', 'make-action', 'approve', 'decide', 'next-run']),
  }),
  z.object({ kind: z.literal('clock'), to: z.enum(['next-run', 'day', 'week', 'quarter']) }),
  z.object({
    kind: z.literal('condition'),
    id: z.enum(['rate-limited', 'server-error', 'no-answer', 'outage', 'slow-files', 'no-uploads']),
    isOn: z.boolean(),
  }),
  z.object({ kind: z.literal('reset') }),
]);

const Request = z.object({ as: Id, act: Act });

/** @throws BadRequest 400 that names what is not understood */
export function parseRequest(body: unknown): PageRequest {
  const parsed = Request.safeParse(body);
  if (!parsed.success) throw new BadRequest(400, `This act is not understood: ${z.prettifyError(parsed.error)}`);
  const { as, act } = parsed.data;
  return { as, act: withoutUndefined(act) };
}

/** An optional field that was not sent is not there at all. */
function withoutUndefined(act: z.infer<typeof Act>): PageAct {
  return Object.fromEntries(Object.entries(act).filter(([, value]) => value !== undefined)) as unknown as PageAct;
}
