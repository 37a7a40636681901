import { ConflictError, ForbiddenError, NotFoundError } from '../../kernel/errors.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { isoWeekOfKpiDay, kpiPeriod, type Period, periodOf } from '../../kernel/periods.js';
import { words } from '../../platform/slack/elements.js';
import type { ActionContext } from '../../platform/slack/requests.js';
import { type Asker, askerOf } from '../../surface/speaker.js';
import type { Kpi } from '../kpis/public.js';
import { findImport, type ImportMade, ImportRunningError, UndoRefusedError, undoImport } from '../sources/public.js';
import type { KpiCommandDeps } from './kpi-command-deps.js';
import { type Subject, subjectOf } from './subject.js';
import { readingText } from './typed-value.js';

/** The button under a logged value: whoever logged it, or answers for the KPI, takes it back. */
export async function undoLogged(deps: KpiCommandDeps, context: ActionContext): Promise<void> {
  const asker = await askerOf(deps, context.user);
  const { workspaceId, database } = deps;
  const importId = context.value ?? '';
  const made = await findImport(database, { workspaceId, importId });
  const [reading] = made?.readings ?? [];
  if (!made || !reading) throw nothingToUndo(asker);
  const subject = await subjectOf(deps, asker, { kpi: reading.kpi, channel: context.channel }).catch(
    (error: unknown) => {
      // The words for a KPI that is not there would name one that this person may not see.
      throw error instanceof NotFoundError ? nothingToUndo(asker) : error;
    },
  );
  assertMayUndo(subject, made);
  await undone(deps, subject, importId);
  const { say, locale, name, entry } = subject;
  const period = periodLabelText(periodAt(entry.kpi, reading.start), locale);
  const text = reading.before
    ? say('kpi-commands.undo.back', { name, period, value: readingText(reading.before, entry.kpi, locale) })
    : say('kpi-commands.undo.gone', { name, period });
  // Only a message that this person alone sees is theirs to replace.
  await context.ack({ text, blocks: [words(text)], ...(context.isEphemeralMessage && { replacesOriginal: true }) });
}

function nothingToUndo({ say }: Asker): NotFoundError {
  return new NotFoundError(say('kpi-commands.undo.unknown'));
}

function assertMayUndo({ person, mayAnswer, say, name }: Subject, { actorKey }: ImportMade): void {
  if (mayAnswer || actorKey === person.key) return;
  throw new ForbiddenError(`${person.key} may not undo what ${actorKey ?? 'nobody'} logged`, {
    userMessage: say('kpi-commands.undo.noRight', { name }),
  });
}

async function undone(deps: KpiCommandDeps, { person, say, name }: Subject, importId: string): Promise<void> {
  const { database, workspaceId, clock } = deps;
  try {
    await undoImport(database, { workspaceId, importId, actorKey: person.key, surface: 'slack', at: clock.now() });
  } catch (error) {
    if (error instanceof ImportRunningError) throw told(error, say('kpi-commands.undo.busy'));
    if (!(error instanceof UndoRefusedError)) throw error;
    throw told(error, say(`kpi-commands.undo.${error.reason}`, { name }));
  }
}

function told(cause: ConflictError, userMessage: string): ConflictError {
  return new ConflictError(cause.message, { cause, userMessage });
}

function periodAt({ grain, weekStart }: Kpi, start: string): Period {
  return grain === 'week' ? kpiPeriod(isoWeekOfKpiDay(start, weekStart), weekStart) : periodOf(grain, start);
}
