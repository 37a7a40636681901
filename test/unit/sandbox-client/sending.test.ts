import { expect, it } from 'vitest';
import { actOf } from '../../../src/sandbox/client/composer/use-sending.js';

const place = { channel: 'C0OPS' };

it('sends what begins with a slash as a command', () => {
  expect(actOf('/copil next ', place)).toEqual({ kind: 'slash', channel: 'C0OPS', line: '/copil next' });
});

it('sends it as a message after a space, as the refusal of an unknown command tells', () => {
  expect(actOf(' /srv is full', { ...place, thread: '1.0' })).toEqual({
    kind: 'write',
    channel: 'C0OPS',
    text: '/srv is full',
    thread: '1.0',
  });
});
