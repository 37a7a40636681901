import type { SlackFailureKind } from './slack-failure.js';

/** `internal`: Slack broke down; "possible some aspect of the operation succeeded", says its documentation. */
type CodeKind = Exclude<SlackFailureKind, 'unknown-outcome' | 'unreachable'> | 'internal';

const codes = {
  'rate-limited': ['ratelimited', 'rate_limited'],
  internal: ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'],
  token: [
    'invalid_auth',
    'not_authed',
    'token_revoked',
    'token_expired',
    'account_inactive',
    'app_uninstalled',
    'org_login_required',
    'team_access_not_granted',
    'two_factor_setup_required',
  ],
  place: [
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'user_not_found',
    'users_not_found',
    'user_disabled',
    'user_not_visible',
    'user_not_in_channel',
    'cannot_dm_bot',
    'messages_tab_disabled',
    'channel_type_not_supported',
    'method_not_supported_for_channel_type',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_thread_locked',
    'restricted_action_non_threadable_channel',
    'not_in_group',
  ],
  'missing-scope': ['missing_scope', 'no_permission', 'not_allowed_token_type', 'access_denied', 'accesslimited'],
  'invalid-message': [
    'invalid_blocks',
    'invalid_blocks_format',
    'invalid_attachments',
    'invalid_arguments',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'metadata_too_large',
    'metadata_must_be_sent_from_app',
    'msg_too_long',
    'msg_too_large',
    'msg_blocks_too_long',
    'no_text',
    'only_one_table_allowed',
    'too_many_attachments',
    'too_many_contact_cards',
    'attachment_payload_limit_exceeded',
    'block_mismatch',
    'view_too_large',
  ],
  gone: [
    'message_not_found',
    'thread_not_found',
    'cannot_reply_to_message',
    'cant_update_message',
    'cant_delete_message',
    'edit_window_closed',
    'file_not_found',
    'file_deleted',
    'not_found',
  ],
  'expired-trigger': [
    'expired_trigger_id',
    'exchanged_trigger_id',
    'invalid_trigger_id',
    'trigger_expired',
    'trigger_exchanged',
  ],
  conflict: ['hash_conflict'],
} as const satisfies Partial<Record<CodeKind, readonly string[]>>;

const kinds = new Map<string, CodeKind>(
  (Object.keys(codes) as (keyof typeof codes)[]).flatMap((kind) => codes[kind].map((code) => [code, kind] as const)),
);

/** Sorts an error code of Slack's Web API; a code nobody has met yet is `other`. */
export function kindOfCode(code: string): CodeKind {
  return kinds.get(code) ?? 'other';
}
