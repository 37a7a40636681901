import type { Workspace } from '../../organisation/people/people.js';
import type { Identity, Messenger } from '../../platform/slack/messenger.js';
import { SlackFailure } from '../../platform/slack/slack-failure.js';
import { type Finding, fault, messageOf, note, ok } from './finding.js';

/** Whether Slack can be used: the token, who it belongs to, the clock and the permissions. */
export async function examineSlack(
  { messenger, scopes }: { readonly messenger: Messenger | null; readonly scopes: readonly string[] },
  workspace: Workspace,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (workspace.tokenRevokedAt) {
    findings.push(
      fault(
        `Slack has refused the token since ${workspace.tokenRevokedAt.toISOString()}: reinstall the app, set the new SLACK_BOT_TOKEN and restart. What waits leaves then.`,
      ),
    );
  }
  if (!messenger) {
    return [...findings, note('Slack: no SLACK_BOT_TOKEN is set, so nothing is posted to a real workspace.')];
  }
  try {
    const identity = await messenger.whoAmI();
    findings.push(...examineIdentity(identity));
    findings.push(...examineClock(identity.clockAheadMs));
    findings.push(...examineScopes(identity, scopes));
  } catch (error) {
    findings.push(fault(refusalWords(error)));
  }
  return findings;
}

/** What Slack does not say is told as that: it is no fault of the token's. */
function examineIdentity({ teamId, teamName, botUserId }: Identity): Finding[] {
  const silent = [
    ...(teamId === '' ? ['which workspace the token belongs to, so everybody is taken for a stranger'] : []),
    ...(botUserId === '' ? ['as whom it posts, so messages of its own cannot be told from others'] : []),
  ];
  const connected = ok(`Slack: connected to ${teamName || 'a workspace without a name'} as ${botUserId || 'unknown'}.`);
  if (silent.length === 0) return [connected];
  return [
    note(
      `Slack: it answers, but did not say ${silent.join(', nor ')}. Is something between Copil and Slack that leaves out parts of its answers (SLACK_API_URL, a proxy)?`,
    ),
  ];
}

function examineScopes(identity: Identity, wanted: readonly string[]): Finding[] {
  if (wanted.length === 0) return [];
  if (identity.scopes === null) {
    return [
      note(
        'Slack: it did not say which permissions the token has, so whether one is missing is not known. A proxy that leaves out the header x-oauth-scopes is the usual cause; the app’s page at api.slack.com lists them.',
      ),
    ];
  }
  const granted = identity.scopes;
  const missing = wanted.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return [];
  return [fault(`Slack: the token lacks ${missing.join(', ')}. Update the app from manifest.yml and reinstall it.`)];
}

/** A token that Slack refuses is known to be wrong; of one that could not be tried nothing is known. */
function refusalWords(error: unknown): string {
  if (error instanceof SlackFailure && error.kind === 'token') {
    return `Slack refuses the token: ${messageOf(error)}. Set the right SLACK_BOT_TOKEN.`;
  }
  return `Slack could not be asked: ${messageOf(error)}. Whether SLACK_BOT_TOKEN is right is not known; check the network, and ask again.`;
}

/** Slack's requests carry its time, and are refused where they seem to be older than this. */
const signatureLifeMs = 5 * 60_000;
const worthSayingMs = 10_000;

function examineClock(aheadMs: number | null): Finding[] {
  if (aheadMs === null) return [note('Clock: Slack did not say what time it is.')];
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  if (Math.abs(aheadMs) < worthSayingMs) return [ok(`Clock: ${seconds} s from Slack’s.`)];
  const text = `Clock: this machine is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} Slack’s clock. Set it by a time server (NTP); Slack’s requests are refused from 300 s on.`;
  return [Math.abs(aheadMs) < signatureLifeMs ? note(text) : fault(text)];
}

/** Whether Copil can write to a committee's channel, and who else reads there. */
export async function examineChannel(messenger: Messenger, key: string, channel: string): Promise<Finding[]> {
  try {
    const facts = await messenger.channelFacts(channel);
    if (facts.isArchived)
      return [fault(`${key}: the channel ${channel} is archived. Unarchive it or name another one.`)];
    if (facts.isMember === false) return [fault(`${key}: Copil is not in ${channel}. Invite it there with /invite.`)];
    return [
      ...(facts.isMember === null ? [note(`${key}: Slack did not say whether Copil is in ${channel}.`)] : []),
      ...sharedFindings(key, channel, facts.isShared),
    ];
  } catch (error) {
    const isRefused = error instanceof SlackFailure && error.kind === 'place';
    if (isRefused) {
      return [
        fault(
          `${key}: ${channel} does not exist, or Copil may not see it (${error.slackError ?? 'refused'}). Invite it there with /invite, or correct "channel" in copil.yml.`,
        ),
      ];
    }
    return [note(`${key}: how ${channel} is, is not known: ${messageOf(error)}. Ask again.`)];
  }
}

function sharedFindings(key: string, channel: string, isShared: boolean | null): Finding[] {
  if (isShared === false) return [];
  return [
    note(
      isShared
        ? `${key}: ${channel} is shared with another company; only public figures go there.`
        : `${key}: Slack did not say whether ${channel} is shared with another company; until it does only public figures go there.`,
    ),
  ];
}
