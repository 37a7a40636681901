import { cutText } from '../../../kernel/well-formed.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { CommandContext } from '../../../platform/slack/requests.js';
import type { Committee } from '../../committees/public.js';
import type { Person } from '../../people/public.js';
import { type CapturedLine, parseLine } from '../capture/parse-line.js';
import { dueDateProblem, isVisible, titleAndDetails } from '../draft.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import type { ItemKind } from '../item.js';
import type { Raise } from '../raise-together.js';
import { newItemForm } from './open-form.js';
import { type OwnerFound, ownerOf, ownerTyped } from './owner.js';
import { withNames } from './people-in-text.js';
import { placesOfNew } from './places.js';
import { savedAnswer } from './saved-answer.js';
import type { Speaker } from './speaker.js';

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
  const line = parseLine(text, { today, locale, ...keys });
  const owner = await ownerMeant(deps, line, speaker);
  const title = titleOf(await withNames(deps, line.title, line.mentions), line, owner);
  const understood = understand(context, { line, title, speaker, owner });
  if ('missing' in understood) {
    await context.ack();
    context.goOn();
    await openForm(deps, context, { speaker, kind, line, title, missing: understood.missing, text });
    return;
  }
  const { person, committee, dueOn } = understood;
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
  const about = { isNew, ownerName: person.name, channel: committee.channel, unknownTags: line.unknownTags, isWaiting };
  await context.ack(savedAnswer(item, speaker, about));
}

type Missing = 'title' | 'owner' | 'committee' | 'date' | 'past' | 'far' | 'ambiguous';

type Understood = { readonly person: Person; readonly committee: Committee; readonly dueOn: string };

/** Who is mentioned; a name that Slack did not know is looked up, and never taken for nobody; else who speaks. */
async function ownerMeant(deps: FollowUpDeps, line: CapturedLine, speaker: Speaker): Promise<OwnerFound> {
  const [typed] = line.unknownNames;
  if (line.owner === null && typed !== undefined) return ownerTyped(deps, typed, speaker);
  return ownerOf(deps, line.owner ?? speaker.person.slackUserId, speaker);
}

/** A typed name that became the owner is said once, with the surname that stands behind it. */
function titleOf(title: string, { owner: mentioned, unknownNames }: CapturedLine, owner: OwnerFound): string {
  const [typed] = unknownNames;
  if (mentioned !== null || typed === undefined || 'problem' in owner) return title;
  const surname = owner.person.name.replace(/^\S+/, '');
  const whole = title.includes(`${typed}${surname}`) ? `${typed}${surname}` : typed;
  return title.replace(whole, '').replaceAll(/\s+/g, ' ').trim();
}

type Line = {
  readonly line: CapturedLine;
  readonly title: string;
  readonly speaker: Speaker;
  readonly owner: OwnerFound;
};

/** What a line says, or the first thing that only its author can tell. */
function understand(
  { channel }: CommandContext,
  { line, title, speaker, owner }: Line,
): Understood | { readonly missing: Missing } {
  if (!isVisible(title)) return { missing: 'title' };
  const dueOn = line.due?.on ?? null;
  const problem = line.dateProblem ?? dueDateProblem(dueOn, speaker.today);
  if (problem || dueOn === null) return { missing: missingDate(problem) };
  if ('problem' in owner) return { missing: 'owner' };
  const committee = committeeMeant(speaker, channel);
  return committee ? { person: owner.person, committee, dueOn } : { missing: 'committee' };
}

function missingDate(problem: string | null): Missing {
  return problem === 'past' || problem === 'far' || problem === 'ambiguous' ? problem : 'date';
}

/** The channel's, where they sit in it; else their only one. */
export function committeeMeant({ committees }: Speaker, channel: string | null): Committee | undefined {
  const here = committees.find((committee) => committee.channel !== null && committee.channel === channel);
  return here ?? (committees.length === 1 ? committees[0] : undefined);
}

type HalfUnderstood = Omit<Capture, 'keys'> & {
  readonly speaker: Speaker;
  readonly line: CapturedLine;
  readonly title: string;
  readonly missing: Missing;
};

async function openForm(
  deps: FollowUpDeps,
  context: CommandContext,
  { speaker, kind, line, title, missing, text }: HalfUnderstood,
): Promise<void> {
  const isDate = ['date', 'past', 'far', 'ambiguous'].includes(missing);
  const due = isDate ? {} : { due: line.due?.on ?? null };
  const view = await newItemForm(deps, speaker, {
    kind,
    typed: text,
    intro: speaker.say(`follow-up.form.intro.${missing}`, { text: plainInMrkdwn(cutText(text, 300)) }),
    known: {
      committeeId: committeeMeant(speaker, context.channel)?.id ?? null,
      ...titleAndDetails(title, ''),
      ...(line.owner === null || missing === 'owner' ? {} : { owner: line.owner }),
      ...due,
      kpiKey: line.kpiKey,
      projectKey: line.projectKey,
      ...(line.severity ? { severity: line.severity } : {}),
      ...(line.actionType ? { actionType: line.actionType } : {}),
    },
  });
  await deps.messenger.openView(context.triggerId, view);
}
