import type { Absence, AbsentDays } from '../../../organisation/people/absence.js';
import { absencesOf, addAbsence, endAbsence } from '../../../organisation/people/absences.js';
import { words } from '../../../platform/slack/elements.js';
import type { Answer } from '../../../platform/slack/requests.js';
import type { Asker } from '../../../surface/speaker.js';
import type { AwayDeps } from '../home-deps.js';
import { awayText, backButton } from './away-blocks.js';

/** Notes an absence. @returns it, joined with those it touches @throws ValidationError for days that make none */
export async function noteAbsence(deps: AwayDeps, asker: Asker, days: AbsentDays): Promise<Absence> {
  const absence = await addAbsence(deps.database, { ...whose(deps, asker), ...days, newId: deps.newId });
  deps.onAbsence(asker.person.key);
  return absence;
}

/** Ends an absence today, or takes back one that has not begun; false when it is over, or none of theirs. */
export async function takeBack(deps: AwayDeps, asker: Asker, id: string): Promise<boolean> {
  const ended = await endAbsence(deps.database, { ...whose(deps, asker), id, backOn: asker.today });
  deps.onAbsence(asker.person.key);
  return ended !== null;
}

/** Those that run or come, the earliest first. */
export function absencesFrom({ database, workspaceId }: AwayDeps, { person, today }: Asker): Promise<Absence[]> {
  return absencesOf(database.client, { workspaceId, personKeys: [person.key], from: today });
}

/** What is noted, with the way to take it back. */
export function notedAnswer(absence: Absence, asker: Asker): Exclude<Answer, string> {
  const text = `${awayText(absence, asker)} ${asker.say('home.away.noted')}`;
  return { text, blocks: [{ ...words(text), accessory: backButton(absence, asker) }] };
}

function whose({ workspaceId, clock }: AwayDeps, { person }: Asker) {
  return { workspaceId, personKey: person.key, actorKey: person.key, at: clock.now() };
}
