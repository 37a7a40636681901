import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { SlackFailure, type SlackFailureKind, toSlackFailure } from '../../../../src/platform/slack/slack-failure.js';

const refusal = (error: string, more: object = {}) => new WebAPIPlatformError({ ok: false, error, ...more });
const network = (code: string) =>
  new WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));
const timeout = () =>
  new WebAPIRequestError(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
const status = (code: number) => new WebAPIHTTPError(code, 'x', {}, '<html>');

describe('what a failed post means', () => {
  it.each<[SlackFailureKind, string, unknown]>([
    ['unknown-outcome', 'no answer in time', timeout()],
    ['unknown-outcome', 'a cut connection', network('ECONNRESET')],
    ['unknown-outcome', 'a socket the other side closed', network('UND_ERR_SOCKET')],
    ['unknown-outcome', '500', status(500)],
    ['unknown-outcome', '503', status(503)],
    ['unknown-outcome', '408', status(408)],
    ['unknown-outcome', 'a page of HTML', refusal('<!DOCTYPE html><html>')],
    ['unknown-outcome', 'an empty answer', refusal('')],
    ['unknown-outcome', 'an answer that is null', new TypeError('Cannot read properties of null')],
    ['unknown-outcome', 'internal_error', refusal('internal_error')],
    ['unknown-outcome', 'fatal_error', refusal('fatal_error')],
    ['unknown-outcome', 'service_unavailable', refusal('service_unavailable')],
    ['unreachable', 'a refused connection', network('ECONNREFUSED')],
    ['unreachable', 'a name that does not resolve', network('ENOTFOUND')],
    ['unreachable', 'a connection that is never made', network('UND_ERR_CONNECT_TIMEOUT')],
    ['unreachable', '404 of a wrong address', status(404)],
    ['invalid-message', '413', status(413)],
    ['rate-limited', '429', new WebAPIRateLimitedError(7)],
    ['rate-limited', 'ratelimited in an answer of 200', refusal('ratelimited')],
    ['token', 'invalid_auth', refusal('invalid_auth')],
    ['token', 'token_revoked', refusal('token_revoked')],
    ['token', 'account_inactive', refusal('account_inactive')],
    ['place', 'not_in_channel', refusal('not_in_channel')],
    ['place', 'is_archived', refusal('is_archived')],
    ['place', 'channel_not_found', refusal('channel_not_found')],
    ['missing-scope', 'missing_scope', refusal('missing_scope', { needed: 'chat:write' })],
    ['invalid-message', 'msg_blocks_too_long', refusal('msg_blocks_too_long')],
    ['invalid-message', 'invalid_blocks', refusal('invalid_blocks')],
    ['gone', 'message_not_found', refusal('message_not_found')],
    ['gone', 'edit_window_closed', refusal('edit_window_closed')],
    ['expired-trigger', 'expired_trigger_id', refusal('expired_trigger_id')],
    ['expired-trigger', 'exchanged_trigger_id', refusal('exchanged_trigger_id')],
    ['conflict', 'hash_conflict', refusal('hash_conflict')],
    ['gone', 'not_found', refusal('not_found')],
    ['other', 'an error nobody has met yet', refusal('some_new_error')],
  ])('is %s after %s', (kind, _what, error) => {
    expect(toSlackFailure(error, 'chat.postMessage').kind).toBe(kind);
  });

  it.each<[SlackFailureKind, boolean]>([
    ['rate-limited', true],
    ['unknown-outcome', true],
    ['unreachable', true],
    ['token', false],
    ['place', false],
    ['missing-scope', false],
    ['invalid-message', false],
    ['gone', false],
    ['expired-trigger', false],
    ['conflict', false],
    ['other', false],
  ])('when it is %s, trying again may help: %s', (kind, isRetryable) => {
    expect(new SlackFailure({ kind, method: 'chat.postMessage', slackError: null }).isRetryable).toBe(isRetryable);
  });
});

describe('a failed read', () => {
  it.each([timeout(), network('ECONNRESET'), status(503), refusal('internal_error'), refusal('<html>')])(
    'has changed nothing, whatever happened: it is unreachable and never of unknown outcome (%s)',
    (error) => {
      expect(toSlackFailure(error, 'conversations.history').kind).toBe('unreachable');
    },
  );
});

describe('what a failure tells', () => {
  it('says how long Slack wants us to wait', () => {
    const failure = toSlackFailure(new WebAPIRateLimitedError(7), 'chat.postMessage');

    expect(failure).toMatchObject({ retryAfterMs: 7_000, method: 'chat.postMessage' });
  });

  it('takes the wait from an answer of 200, and 30 seconds when there is none', () => {
    const told = refusal('ratelimited', { response_metadata: { retryAfter: 3 } });
    const untold = new Error('Retry header did not contain a valid timeout (url: x, retry-after header: null)');

    expect(toSlackFailure(told, 'auth.test').retryAfterMs).toBe(3_000);
    expect(toSlackFailure(untold, 'auth.test')).toMatchObject({ kind: 'rate-limited', retryAfterMs: 30_000 });
  });

  it('tells a picture that is not ready yet from blocks that are wrong', () => {
    const notReady = refusal('invalid_blocks', { errors: ['invalid slack file [json-pointer:/blocks/2/slack_file]'] });
    const wrong = refusal('invalid_blocks', {
      errors: ['must be more than 0 characters [json-pointer:/blocks/0/text]'],
    });

    expect(toSlackFailure(notReady, 'chat.postMessage')).toMatchObject({ isFileNotReady: true, isRetryable: true });
    expect(toSlackFailure(wrong, 'chat.postMessage')).toMatchObject({ isFileNotReady: false, isRetryable: false });
  });

  it('finds the picture that is not ready in the messages for people, too', () => {
    const messages = ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'];
    const notReady = refusal('invalid_blocks', { response_metadata: { messages } });

    expect(toSlackFailure(notReady, 'chat.update').isFileNotReady).toBe(true);
  });

  it('names method, code and what Slack added', () => {
    const failure = toSlackFailure(refusal('missing_scope', { needed: 'chat:write' }), 'chat.postMessage');

    expect(failure.message).toBe('Slack chat.postMessage: missing_scope needs chat:write');
  });

  it('does not carry a page of HTML into the log', () => {
    const failure = toSlackFailure(refusal(`<html>${'x'.repeat(10_000)}`), 'auth.test');

    expect(failure.message).toBe('Slack auth.test: answered something that is not Slack’s');
  });

  it('is not wrapped a second time', () => {
    const failure = new SlackFailure({ kind: 'place', method: 'chat.postMessage', slackError: 'is_archived' });

    expect(toSlackFailure(failure, 'other.method')).toBe(failure);
  });
});
