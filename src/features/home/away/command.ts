import { holidaysSpokenOf } from '../../../organisation/calendar/working-days.js';
import { words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { CommandContext } from '../../../platform/slack/requests.js';
import { type Asker, askerOf } from '../../../surface/speaker.js';
import type { AwayDeps } from '../home-deps.js';
import { awayBlocks, awayText } from './away-blocks.js';
import { readAway } from './away-days.js';
import { awayForm } from './away-form.js';
import { absencesFrom, noteAbsence, notedAnswer, takeBack } from './changes.js';

const backWords: readonly string[] = ['back', 'retour'];

/** `/copil away [days]` and `/copil back`, also `absent` and `retour`; `context.text` begins with that word. */
export async function answerAway(deps: AwayDeps, context: CommandContext): Promise<void> {
  const asker = await askerOf(deps, context.user);
  const [word = ''] = context.text.split(/\s+/);
  if (backWords.includes(word.toLowerCase())) return answerBack(deps, context, asker);
  const typed = context.text.slice(word.length).trim();
  if (typed === '') return openForm(deps, context, { asker });
  const country = asker.person.country ?? undefined;
  const isHoliday = await holidaysSpokenOf(deps, { text: typed, country });
  const read = readAway(typed, { ...asker, isHoliday });
  if ('days' in read) return context.ack(notedAnswer(await noteAbsence(deps, asker, read.days), asker));
  const problem = asker.say(`home.away.problem.${read.problem}`, { text: plainInMrkdwn(clampText(typed, 200)) });
  // What was read, and cannot be meant, is said; what was not read is asked for.
  if (read.problem === 'unread' || read.problem === 'ambiguous')
    return openForm(deps, context, { asker, intro: problem });
  return context.ack(`${problem} ${asker.say('home.away.example')}`);
}

type Asked = { readonly asker: Asker; readonly intro?: string };

async function openForm(deps: AwayDeps, context: CommandContext, { asker, ...about }: Asked): Promise<void> {
  await context.ack();
  const view = awayForm(asker, { isFromHome: false, ...about });
  await deps.messenger.openView(context.triggerId, view);
}

/** Ends what runs; what is still to come is named, and stays. */
async function answerBack(deps: AwayDeps, context: CommandContext, asker: Asker): Promise<void> {
  const { say, today } = asker;
  const absences = await absencesFrom(deps, asker);
  const running = absences.filter(({ fromOn }) => fromOn <= today);
  for (const { id } of running) await takeBack(deps, asker, id);
  const coming = absences.filter(({ fromOn }) => fromOn > today).slice(0, 5);
  const text = say(running.length > 0 ? 'home.away.back' : 'home.away.notAway');
  await context.ack({
    text: [text, ...coming.map((absence) => awayText(absence, asker))].join('\n'),
    blocks: [words(text), ...awayBlocks(coming, asker)],
  });
}
