import type { Clock } from '../../kernel/clock.js';
import { createHolidayCalendars } from '../../organisation/calendar/working-days.js';
import {
  type Committee,
  channelAccessOf,
  listCommittees,
  membersOf,
} from '../../organisation/committees/committees.js';
import { outsidersIn, rosterReadAt } from '../../organisation/committees/rosters.js';
import { findWorkspace, listPeople, type Person, type Workspace } from '../../organisation/people/people.js';
import type { Database } from '../../platform/db/database.js';
import { tryWrite } from '../../platform/db/try-write.js';
import { listClosedPlaces } from '../../platform/outbox/closed-places.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import { listKpis } from '../kpis/public.js';
import { type LowLevels, lowLevelsIn, namesOf } from '../rooms/public.js';
import { listDeliveries } from '../sources/public.js';
import { examinePictures } from './doctor-pictures.js';
import { examineChannel, examineSlack } from './doctor-slack.js';
import { type Finding, fault, messageOf, note, ok } from './finding.js';
import { lateKpis } from './late-kpis.js';

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
    ...(await examinePictures(deps, workspace)),
  ];
}

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

async function examinePeople({ database, messenger }: DoctorDeps, workspace: Workspace): Promise<Finding[]> {
  const people = await listPeople(database.client, workspace.id);
  const findings = [...(await examineLinks(messenger, people)), ...people.flatMap(examineAffiliation)];
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
  const rest = unlinked.length - askedByEmail;
  return rest > 0
    ? [...findings, note(`Slack was not asked for ${rest} more of them: ask again once some are linked.`)]
    : findings;
}

/** Why somebody will not be found, where that is so. */
async function examineEmail(messenger: Messenger, { key, email }: Person): Promise<Finding[]> {
  if (!email) return [note(`${key}: has no e-mail in copil.yml, so only "slack: U…" can link them.`)];
  try {
    const id = await messenger.findUserByEmail(email);
    if (!id) {
      return [note(`${key}: nobody in this Slack workspace has the address ${email}. Correct it, or set "slack: U…".`)];
    }
    const { affiliation, isTeamKnown } = await messenger.userFacts(id);
    if (affiliation === 'member') return [];
    if (!isTeamKnown) {
      return [
        note(`${key}: Slack did not say to which workspace ${id} belongs; until it does they count as a stranger.`),
      ];
    }
    return [note(`${key}: ${id} is a ${affiliation} in Slack, and is taken for a guest once they use Copil.`)];
  } catch (error) {
    return [note(`${key}: whether somebody in Slack has the address ${email} is not known: ${messageOf(error)}.`)];
  }
}

function examineAffiliation({ key, slackUserId, affiliation, isNamedGuest }: Person): Finding[] {
  if (affiliation === 'stranger') {
    return [
      note(
        `${key}: ${slackUserId} belongs to another company and is taken for a guest who sees what is public. Set the right "slack: U…" in copil.yml.`,
      ),
    ];
  }
  if (affiliation === 'member' || isNamedGuest) return [];
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

async function examineSources({ database, clock }: DoctorDeps, workspace: Workspace): Promise<Finding[]> {
  const [sources, kpis] = await Promise.all([
    listDeliveries(database, { workspaceId: workspace.id }),
    listKpis(database.client, workspace.id),
  ]);
  const cards = new Map(kpis.map(({ kpi }) => [kpi.key, kpi]));
  const holidaysIn = createHolidayCalendars();
  const findings: Finding[] = [];
  for (const delivery of sources) {
    const { source, kpis: delivered } = delivery;
    const late = await lateKpis(delivery, cards, { at: clock.now(), holidaysIn });
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
  const closed = (await listClosedPlaces(database.client, workspace.id)).map(({ channel, count, code }) =>
    note(
      `Outbox: ${count} ${count === 1 ? 'message waits' : 'messages wait'} until ${channel} is open again: ${code}.`,
    ),
  );
  if (waiting.length + closed.length === 0) return [ok('Outbox: nothing is stuck.')];
  const stuck = waiting.map(({ key, state, lastError }) =>
    state === 'failed'
      ? fault(`Outbox: ${key} was given up: ${lastError}`)
      : note(`Outbox: ${key} waits to be tried again: ${lastError}`),
  );
  return [...stuck, ...closed];
}
