import { holidaysSpokenOf } from '../../../organisation/calendar/working-days.js';
import { listPeople, type Person } from '../../../organisation/people/people.js';
import type { CommandContext } from '../../../platform/slack/requests.js';
import { withNames } from '../../../surface/sources/readable-text.js';
import { committeeMeant, type Speaker } from '../../../surface/speaker.js';
import { type CapturedLine, parseLine } from '../capture/parse-line.js';
import { hasTypedName } from '../capture/typed-names.js';
import { titleAndDetails } from '../draft.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { ItemKind } from '../item.js';
import type { Raise } from '../raise-together.js';
import { formIntro, type Gap, gapsOf, type Understood } from './form-intro.js';
import { newItemForm } from './open-form.js';
import { type OwnerFound, ownerOf, ownerTyped, refused } from './owner.js';
import { placeOf, placesOfNew } from './places.js';
import { savedAnswer } from './saved-answer.js';

export type Capture = {
  readonly kind: ItemKind;
  readonly text: string;
  readonly keys: { readonly kpiKeys: readonly string[]; readonly projectKeys: readonly string[] };
};

/**
 * Takes one line: stored and confirmed at once where everything is understood; else the form opens with all that is,
 * and says what is missing.
 */
export async function capture(
  deps: FollowUpDeps & { readonly raise: Raise },
  context: CommandContext & { readonly goOn: () => void },
  { speaker, kind, text, keys }: Capture & { readonly speaker: Speaker },
): Promise<void> {
  const { today, locale } = speaker;
  const [people, isHoliday] = await Promise.all([
    hasTypedName(text) ? listPeople(deps.database.client, deps.workspaceId) : [],
    holidaysSpokenOf(deps, { text, country: countryOf(speaker, context.channel) }),
  ]);
  const line = parseLine(text, { today, locale, people, isHoliday, ...keys });
  const owner = await ownerMeant(deps, { line, people, speaker });
  const title = await withNames(deps, line.title, line.mentions);
  const committee = committeeMeant(speaker, context.channel);
  const gaps = gapsOf({ line, title, speaker, owner, committee });
  const dueOn = line.due?.on;
  if (gaps.length > 0 || 'problem' in owner || !committee || dueOn === undefined) {
    await context.ack();
    context.goOn();
    await openForm(deps, context, { speaker, kind, line, title, owner, committee, gaps, text });
    return;
  }
  const { person } = owner;
  const place = placeOf(deps, committee);
  const { item, isNew, isWaiting } = await deps.raise({
    draft: {
      kind,
      committeeId: committee.id,
      ...titleAndDetails(title, ''),
      ownerKey: person.key,
      dueOn,
      projectKey: line.projectKey,
      kpiKey: line.kpiKey,
      severity: line.severity ?? 'medium',
      unblockerKey: null,
      actionType: line.actionType ?? 'corrective',
      source: null,
    },
    actor: speaker,
    requestKey: `command:${context.triggerId}`,
    places: placesOfNew({ committee, madeFrom: null, raiser: context.user, owner: person.slackUserId }),
  });
  const about = { isNew, ownerName: person.name, place: await place, unknownTags: line.unknownTags, isWaiting };
  await context.ack(savedAnswer(item, speaker, about));
}

/** Whose holidays "5 working days" leaves out: the person's own, else their committee's. */
function countryOf(speaker: Speaker, channel: string | null): string | undefined {
  return speaker.person.country ?? committeeMeant(speaker, channel)?.calendar.schedule.country;
}

type Named = { readonly line: CapturedLine; readonly people: readonly Person[]; readonly speaker: Speaker };

/** Whoever is named, also where they cannot own anything; else who speaks. */
async function ownerMeant(deps: FollowUpDeps, { line, people, speaker }: Named): Promise<OwnerFound> {
  const { owner, typedOwner, groupOwner } = line;
  if (typedOwner) return ownerTyped(typedOwner, people, speaker);
  if (groupOwner !== null) return refused(speaker, 'ownerGroup', { name: groupOwner });
  return ownerOf(deps, owner ?? speaker.person.slackUserId, speaker);
}

type HalfUnderstood = Omit<Capture, 'keys'> & Understood & { readonly gaps: readonly Gap[] };

/** With all that is understood; a field that was not understood stays empty, and the text says why. */
async function openForm(
  deps: FollowUpDeps,
  context: CommandContext,
  { kind, text, gaps, ...understood }: HalfUnderstood,
): Promise<void> {
  const { speaker, line, title, owner, committee } = understood;
  const view = await newItemForm(deps, speaker, {
    kind,
    typed: text,
    intro: formIntro({ ...understood, gaps, text }),
    known: {
      committeeId: committee?.id ?? null,
      ...titleAndDetails(title, ''),
      owner: 'person' in owner ? owner.person.slackUserId : null,
      due: line.due?.on ?? null,
      kpiKey: line.kpiKey,
      projectKey: line.projectKey,
      ...(line.severity ? { severity: line.severity } : {}),
      ...(line.actionType ? { actionType: line.actionType } : {}),
    },
  });
  await deps.messenger.openView(context.triggerId, view);
}
