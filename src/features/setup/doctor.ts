import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../platform/db/database.js';
import { tryWrite } from '../../platform/db/try-write.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import {
  type Committee,
  channelAccessOf,
  listCommittees,
  membersOf,
  outsidersIn,
  rosterReadAt,
} from '../committees/public.js';
import { listKpis } from '../kpis/public.js';
import { findWorkspace, listPeople, type Person, type Workspace } from '../people/public.js';
import { type LowLevels, lowLevelsIn, namesOf } from '../rooms/public.js';
import { listDeliveries } from '../sources/public.js';
import { lateKpis } from './late-kpis.js';

/** `ok`: fine. `note`: works, but somebody should know. `fault`: something does not work until a person acts. */
export type Finding = { readonly level: 'ok' | 'note' | 'fault'; readonly text: string };

export type DoctorDeps = {
  readonly database: Database;
  readonly clock: Clock;
  /** Null where no token is set. */
  readonly messenger: Messenger | null;
  /** Scopes `manifest.yml` asks for. */
  readonly scopes: readonly string[];
  readonly hasTemplate: (name: string) => boolean;
};

/** Looks at everything that can keep a digest from leaving, and says for each fault what to do. */
export async function examine(deps: DoctorDeps): Promise<Finding[]> {
  const workspace = await findWorkspace(deps.database.client);
  if (!workspace) {
    return [
      fault(
        'There is no organisation yet: write a copil.yml and run "copil config apply copil.yml", or "copil sample" for the sample.',
      ),
    ];
  }
  const committees = await listCommittees(deps.database.client, workspace.id);
  return [
    await examineStore(deps),
    ok(`Organisation: ${workspace.name} (${workspace.kind}), ${committees.length} committees.`),
    ...(await examineSlack(deps, workspace)),
    ...(await examinePeople(deps, workspace)),
    ...(await Promise.all(committees.map((committee) => examineCommittee(deps, committee)))).flat(),
    ...(await examineSources(deps, workspace)),
    ...(await examineOutbox(deps, workspace)),
  ];
}

const ok = (text: string): Finding => ({ level: 'ok', text });
const note = (text: string): Finding => ({ level: 'note', text });
const fault = (text: string): Finding => ({ level: 'fault', text });

async function examineStore({ database }: DoctorDeps): Promise<Finding> {
  try {
    await tryWrite(database);
    return ok(`Database: ${database.engine}, up to date, and takes what is stored.`);
  } catch (error) {
    return fault(
      `Database: ${database.engine}, but nothing can be stored: ${messageOf(error)}. Look for a full disk, a read-only file or folder, a standby server, or a program that keeps it locked.`,
    );
  }
}

/** The last line: a driver says first what it was asked. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.trim().split('\n').at(-1) ?? '').replace(/\.$/, '');
}

async function examineSlack({ messenger, scopes }: DoctorDeps, workspace: Workspace): Promise<Finding[]> {
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
    findings.push(ok(`Slack: connected to ${identity.teamName} as ${identity.botUserId}.`));
    findings.push(...examineClock(identity.clockAheadMs));
    const missing = scopes.filter((scope) => !identity.scopes.includes(scope));
    if (missing.length > 0) {
      findings.push(
        fault(`Slack: the token lacks ${missing.join(', ')}. Update the app from manifest.yml and reinstall it.`),
      );
    }
  } catch (error) {
    findings.push(
      fault(
        `Slack cannot be used: ${error instanceof Error ? error.message : String(error)}. Check SLACK_BOT_TOKEN and the network.`,
      ),
    );
  }
  return findings;
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

async function examinePeople({ database, messenger }: DoctorDeps, workspace: Workspace): Promise<Finding[]> {
  const people = await listPeople(database.client, workspace.id);
  const findings = [...(await examineLinks(messenger, people)), ...people.flatMap(examineStanding)];
  const operators = people.filter(({ isOperator }) => isOperator);
  if (!operators.some(({ slackUserId }) => slackUserId)) {
    findings.push(
      fault(
        'No operator can be reached in Slack: failures would reach nobody. Set "operator: true" on a linked person in copil.yml.',
      ),
    );
  }
  return findings;
}

/** More are not asked for one by one: Slack takes fifty such questions a minute. */
const askedByEmail = 20;

async function examineLinks(messenger: Messenger | null, people: readonly Person[]): Promise<Finding[]> {
  const unlinked = people.filter(({ slackUserId }) => !slackUserId);
  if (unlinked.length === 0) return [ok(`People: all ${people.length} are linked to Slack.`)];
  const keys = unlinked.map(({ key }) => key).join(', ');
  const findings = [
    note(
      `People not linked to Slack: ${keys}. They are linked by e-mail when they first use Copil; or set "slack: U…" in copil.yml.`,
    ),
  ];
  if (!messenger) return findings;
  for (const person of unlinked.slice(0, askedByEmail)) findings.push(...(await examineEmail(messenger, person)));
  return findings;
}

/** Why somebody will not be found, where that is so. */
async function examineEmail(messenger: Messenger, { key, email }: Person): Promise<Finding[]> {
  if (!email) return [note(`${key}: has no e-mail in copil.yml, so only "slack: U…" can link them.`)];
  try {
    const id = await messenger.findUserByEmail(email);
    if (!id) {
      return [note(`${key}: nobody in this Slack workspace has the address ${email}. Correct it, or set "slack: U…".`)];
    }
    const { standing } = await messenger.userFacts(id);
    if (standing === 'member') return [];
    return [note(`${key}: ${id} is a ${standing} in Slack, and is taken for a guest once they use Copil.`)];
  } catch {
    return [];
  }
}

function examineStanding({ key, slackUserId, standing, isNamedGuest }: Person): Finding[] {
  if (standing === 'stranger') {
    return [
      note(
        `${key}: ${slackUserId} belongs to another company and is taken for a guest who sees what is public. Set the right "slack: U…" in copil.yml.`,
      ),
    ];
  }
  if (standing === 'member' || isNamedGuest) return [];
  return [
    note(
      `${key}: is a guest in Slack and is taken for one, whatever copil.yml says. Set "guest: true" with what they may see, or make them a member in Slack.`,
    ),
  ];
}

async function examineCommittee(
  { database, messenger, hasTemplate }: DoctorDeps,
  committee: Committee,
): Promise<Finding[]> {
  const { key, channel } = committee;
  if (!hasTemplate(committee.template)) {
    return [note(`${key}: this version has no digest for the ${committee.level} level; none is sent.`)];
  }
  if (!channel) return [fault(`${key}: no channel, so its digest goes nowhere. Set "channel" in copil.yml.`)];
  const findings: Finding[] = [];
  const level = await channelAccessOf(database.client, { workspaceId: committee.workspaceId, slackId: channel });
  if (!level)
    findings.push(
      note(
        `${key}: nobody said what ${channel} may show, so only public figures go there. Set its "access" in copil.yml.`,
      ),
    );
  const chairs = await membersOf(database.client, { committeeId: committee.id, role: 'chair' });
  if (!chairs.some(({ slackUserId }) => slackUserId))
    findings.push(note(`${key}: its chair cannot be reached in Slack; operators are told instead.`));
  if (messenger) findings.push(...(await examineChannel(messenger, key, channel)));
  const ready = findings.length > 0 ? findings : [ok(`${key}: ready (${channel}).`)];
  return [...ready, ...(await examineRoom(database, committee, channel))];
}

/** Who reads a committee's channel, as it was last known. */
async function examineRoom(
  database: Database,
  { workspaceId, key, guests }: Committee,
  channel: string,
): Promise<Finding[]> {
  const place = { workspaceId, slackId: channel };
  if (!(await rosterReadAt(database.client, place))) {
    return [
      note(
        `${key}: who is in ${channel} was not read yet, so nothing is withheld from guests there. It is read when the app runs and is in the channel.`,
      ),
    ];
  }
  const outsiders = await outsidersIn(database.client, place);
  const low = await lowLevelsIn(database, place);
  const isWithheld = guests === 'withhold';
  const done = isWithheld ? 'what is above their level is left out there' : 'they read all of it (guests: allow)';
  return [
    ...(outsiders.length > 0 ? [note(`${key}: guests read ${channel}: ${namesOf(outsiders)}; ${done}.`)] : []),
    ...(low ? [note(lowLevelWords(key, channel, low))] : []),
  ];
}

function lowLevelWords(key: string, channel: string, { channelLevel, keys, unknown }: LowLevels): string {
  const strangers = unknown > 0 ? [`${unknown} not in copil.yml, who count as internal`] : [];
  return `${key}: ${channel} is ${channelLevel}, which is above the "access" of ${[...keys, ...strangers].join(', ')}. They read all of it; raise their "access" or take them out of the channel.`;
}

async function examineChannel(messenger: Messenger, key: string, channel: string): Promise<Finding[]> {
  try {
    const facts = await messenger.channelFacts(channel);
    if (facts.isArchived)
      return [fault(`${key}: the channel ${channel} is archived. Unarchive it or name another one.`)];
    if (!facts.isMember) return [fault(`${key}: Copil is not in ${channel}. Invite it there with /invite.`)];
    return facts.isShared
      ? [note(`${key}: ${channel} is shared with another company; only public figures go there.`)]
      : [];
  } catch (error) {
    return [fault(`${key}: ${channel} cannot be read: ${error instanceof Error ? error.message : String(error)}.`)];
  }
}

async function examineSources({ database, clock }: DoctorDeps, workspace: Workspace): Promise<Finding[]> {
  const [sources, kpis] = await Promise.all([
    listDeliveries(database, { workspaceId: workspace.id }),
    listKpis(database.client, workspace.id),
  ]);
  const cards = new Map(kpis.map(({ kpi }) => [kpi.key, kpi]));
  const findings: Finding[] = [];
  for (const delivery of sources) {
    const { source, kpis: delivered } = delivery;
    const late = await lateKpis(delivery, cards, clock.now());
    const newest = delivered.flatMap(({ latestStart }) => latestStart ?? []).sort();
    findings.push(
      late.length > 0
        ? note(`Source ${source}: late for ${late.map(({ key }) => key).join(', ')}. Import its newest file.`)
        : ok(`Source ${source}: ${newest.length > 0 ? `newest reading of ${newest.at(-1)}` : 'no reading yet'}.`),
    );
  }
  return findings;
}

async function examineOutbox({ database }: DoctorDeps, workspace: Workspace): Promise<Finding[]> {
  const waiting = await database.client.delivery.findMany({
    where: { workspaceId: workspace.id, state: { in: ['pending', 'sending', 'failed'] }, lastError: { not: null } },
    orderBy: { createdAt: 'asc' },
    take: 20,
  });
  if (waiting.length === 0) return [ok('Outbox: nothing is stuck.')];
  return waiting.map(({ key, state, lastError }) =>
    state === 'failed'
      ? fault(`Outbox: ${key} was given up: ${lastError}`)
      : note(`Outbox: ${key} waits to be tried again: ${lastError}`),
  );
}
