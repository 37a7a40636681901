import { addDays, type CalendarDate } from '../../kernel/calendar.js';
import { AppError, ConflictError, ValidationError } from '../../kernel/errors.js';
import { formatValue } from '../../kernel/numbers.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { kpiPeriod, type Period } from '../../kernel/periods.js';
import { cutText } from '../../kernel/well-formed.js';
import { localDate } from '../../kernel/zoned-time.js';
import { actions, button, words } from '../../platform/slack/elements.js';
import { plainInMrkdwn } from '../../platform/slack/escape.js';
import type { Answer } from '../../platform/slack/requests.js';
import type { ReadingValue } from '../kpis/public.js';
import { findImport, ImportRunningError, type ReadingFault, readReadings } from '../sources/public.js';
import type { KpiCommandDeps } from './kpi-command-deps.js';
import { assertMayAnswer, type Subject } from './subject.js';
import { exampleOf, looksLikePeriod, readTypedPeriod } from './typed-period.js';
import { isSuspicious, readingText, readTypedValue } from './typed-value.js';

/** A value and its period as typed; an empty period is the last one that is over. */
export type TypedReading = { readonly value: string; readonly period: string };

/** What stands behind the KPI's key: a value, in which there may be spaces, and perhaps a period behind it. */
export function splitWords(words: readonly string[], subject: Pick<Subject, 'entry' | 'locale'>): TypedReading {
  const last = words.at(-1) ?? '';
  const [whole, before] = [words.join(' '), words.slice(0, -1).join(' ')];
  if (words.length < 2) return { value: whole, period: '' };
  if (looksLikePeriod(last)) return { value: before, period: last };
  const { kpi } = subject.entry;
  const isValue = (text: string): boolean => 'value' in readTypedValue(text, kpi, subject.locale);
  // A number with a word behind it: the word was meant as the period, and is what has to be put right.
  return !isValue(whole) && isValue(before) ? { value: before, period: last } : { value: whole, period: '' };
}

/**
 * Stores a value typed by hand, by the way of every reading, and says so with a button that takes it back.
 * @throws ForbiddenError without the right; ValidationError whose `fields` are `value` or `period`; ConflictError while
 * an import runs. Nothing is stored then.
 */
export async function logValue(deps: KpiCommandDeps, subject: Subject, typed: TypedReading): Promise<Answer> {
  assertMayAnswer(subject);
  const { entry, say } = subject;
  const { kpi } = entry;
  const [source] = entry.sources;
  if (kpi.computed) throw new ValidationError(say('kpi-commands.log.computed', { name: subject.name }));
  if (!source) throw new ValidationError(say('kpi-commands.log.noSource', { name: subject.name }));
  const today = localDate(deps.clock.now(), subject.person.timeZone);
  const value = valueIn(typed.value, subject);
  const period = periodIn(typed.period, subject, today);
  const last = await lastBefore(deps, subject, period);
  const posted = { source: source.key, readings: [{ kpi: kpi.key, period: period.label, ...value }] };
  const importId = await stored(deps, subject, { posted, period });
  return logAnswer(deps, subject, { value, period, last, importId });
}

function valueIn(text: string, subject: Subject): ReadingValue {
  const { entry, say, locale, name } = subject;
  const read = readTypedValue(text, entry.kpi, locale);
  if ('value' in read) return read.value;
  throw fieldFault(
    'value',
    say(`kpi-commands.value.${read.fault}`, {
      name,
      key: entry.kpi.key,
      text: plainInMrkdwn(cutText(read.typed, 40)),
      formula: entry.formula ? ` (${plainInMrkdwn(entry.formula[locale])})` : '',
    }),
  );
}

function periodIn(text: string, { entry, say, name }: Subject, today: CalendarDate): Period {
  const read = readTypedPeriod(text, entry.kpi, today);
  if ('period' in read) return read.period;
  const places = { name, text: plainInMrkdwn(cutText(read.typed, 40)), ...exampleOf(entry.kpi, today) };
  throw fieldFault('period', say(`kpi-commands.period.${read.fault}`, places));
}

/** A bound of the KPI or of the calendar, which every way in keeps to. */
function boundFault(fault: ReadingFault, { entry, say, locale, name }: Subject, period: Period): ValidationError {
  if (fault.kind === 'future') {
    const text = periodLabelText(period, locale);
    return fieldFault('period', say('kpi-commands.period.future', { name, text }));
  }
  const bound = formatValue(fault.bound, entry.kpi.format, locale);
  return fieldFault('value', say(`kpi-commands.value.${fault.kind}`, { name, bound }));
}

function fieldFault(field: 'value' | 'period', words: string): ValidationError {
  return new ValidationError(words, { [field]: words });
}

/** Far enough back to find what was there before, even for quarters. */
const lookedBackDays = 800;

async function lastBefore(
  { database }: KpiCommandDeps,
  { entry }: Subject,
  period: Period,
): Promise<ReadingValue | null> {
  const { start } = kpiPeriod(period, entry.kpi.weekStart);
  const span = { from: addDays(start, -lookedBackDays), to: addDays(start, -1) };
  const readings = await readReadings(database, { kpiIds: [entry.id], ...span });
  return (
    readings.get(entry.kpi.key)?.findLast(({ segment, grain }) => segment === '' && grain === entry.kpi.grain) ?? null
  );
}

/** Id of the import that now counts; null when this very value was in force already. */
async function stored(
  deps: KpiCommandDeps,
  subject: Subject,
  { posted, period }: { readonly posted: unknown; readonly period: Period },
): Promise<string | null> {
  const { person, say } = subject;
  try {
    const ask = { posted, name: '/kpi log', actorKey: person.key, surface: 'slack' } as const;
    const { importIds, firstRejects } = await deps.importer.importReadings(ask);
    const [reject] = firstRejects;
    if (reject?.fault) throw boundFault(reject.fault, subject, period);
    if (reject) throw new AppError('internal', `a checked value was rejected: ${reject.reason}`);
    return importIds[0] ?? null;
  } catch (error) {
    if (!(error instanceof ImportRunningError)) throw error;
    throw new ConflictError(error.message, { cause: error, userMessage: say('kpi-commands.log.busy') });
  }
}

type Logged = {
  readonly value: ReadingValue;
  readonly period: Period;
  readonly last: ReadingValue | null;
  readonly importId: string | null;
};

async function logAnswer(deps: KpiCommandDeps, subject: Subject, logged: Logged): Promise<Answer> {
  const { say, locale, name, entry } = subject;
  const { value, period, last, importId } = logged;
  const written = (reading: ReadingValue): string => readingText(reading, entry.kpi, locale);
  const places = {
    name,
    period: periodLabelText(kpiPeriod(period, entry.kpi.weekStart), locale),
    value: written(value),
  };
  if (importId === null) return say('kpi-commands.log.same', places);
  const { workspaceId, database } = deps;
  const before = (await findImport(database, { workspaceId, importId }))?.readings[0]?.before ?? null;
  const text = before
    ? say('kpi-commands.log.revised', { ...places, before: written(before) })
    : say('kpi-commands.log.done', places);
  const compared = last ?? before;
  const undo = (style?: 'danger') =>
    actions(
      button('kpi:undo', { text: say('kpi-commands.buttons.undo'), value: importId, ...(style && { style }) }),
      button('kpi:show', { text: say('kpi-commands.buttons.show'), value: entry.kpi.key }),
    );
  if (!isSuspicious(value, compared) || !compared) return { text, blocks: [words(text), undo()] };
  const doubt = say('kpi-commands.log.sure', { last: written(compared) });
  return { text: `${text}\n${doubt}`, blocks: [words(`${text}\n*${doubt}*`), undo('danger')] };
}
