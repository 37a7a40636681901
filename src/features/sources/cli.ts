import type { Clock } from '../../kernel/clock.js';
import { ValidationError } from '../../kernel/errors.js';
import { newUuid } from '../../kernel/ids.js';
import type { Database } from '../../platform/db/database.js';
import type { Say } from '../../platform/texts.js';
import { createImporter } from './import-readings.js';
import type { ImportReport } from './staging/run-import.js';
import { printSuggestion } from './suggest/print.js';
import { suggestFor } from './suggest/suggest.js';

type ImportTools = {
  readonly database: Database;
  readonly clock: Clock;
  workspace(): { readonly id: string };
};

type ImportAsk = {
  readonly file: string;
  readonly map?: string;
  readonly dryRun: boolean;
  readonly strict: boolean;
};

/** Where a command writes: what was asked for, and what goes beside it. */
type Terminal = { print(line: string): void; complain(line: string): void };

/** Readings between two signs of life: a file of everyday size needs none. */
const progressStep = 250_000;

/** What stands below the options of `copil import`. */
export const helpOfImport = `
Ends with 0 when something was taken, even if some rows were rejected (they go to a file, with their reasons); with 1
when nothing was taken, or --strict kept nothing; with 2 for wrong usage.
A map tells headers, dates and numbers: "copil config reference" explains every key, and so does docs/configuration.md.`;

/** `copil import`. @throws as `importFile`; ValidationError when nothing was taken, or `--strict` kept nothing. */
export async function importCommand(tools: ImportTools, ask: ImportAsk, { print, complain }: Terminal): Promise<void> {
  const { database, clock } = tools;
  const importer = createImporter({ database, clock, newId: newUuid, workspaceId: tools.workspace().id });
  let nextSign = progressStep;
  const report = await importer.importFile({
    path: ask.file,
    mapPath: ask.map,
    dryRun: ask.dryRun,
    strict: ask.strict,
    actorKey: null,
    surface: 'cli',
    onProgress: (readings) => {
      if (readings < nextSign) return;
      nextSign = readings + progressStep;
      complain(`… ${readings} readings`);
    },
  });
  for (const line of describeImport(report, ask)) print(line);
  if (ask.strict && report.rejected > 0)
    throw new ValidationError('Nothing was kept, because --strict was asked for and something was rejected');
  if (report.accepted + report.unchanged + report.revised === 0)
    throw new ValidationError('Nothing was taken: the file holds no reading that can be used');
}

/** `copil import --suggest`: prints what is missing for a file; needs no store, and keeps nothing. */
export async function suggestCommand(
  ask: { readonly file: string },
  say: Say,
  write: (text: string) => void,
): Promise<void> {
  write(printSuggestion(await suggestFor(ask.file), { file: ask.file, say }));
}

function describeReason({ line, reason, count, lastLine }: ImportReport['reasons'][number]): string {
  const more = count > 1 ? ` (and ${count - 1} more like it, up to line ${lastLine})` : '';
  return `  line ${line}: ${reason}${more}`;
}

/** What an import did, in lines for a terminal. */
function describeImport(report: ImportReport, ask: Pick<ImportAsk, 'dryRun'>): string[] {
  const counts = [
    `${report.accepted} accepted`,
    `${report.unchanged} unchanged`,
    `${report.revised} revised`,
    `${report.rejected} rejected`,
    ...(report.missing > 0 ? [`${report.missing} empty`] : []),
  ];
  const rest = report.rejected - report.reasons.reduce((sum, { count }) => sum + count, 0);
  const state = ask.dryRun ? 'would be: ' : '';
  return [
    `Readings ${state}${counts.join(', ')}${report.sources.length > 0 ? ` (source ${report.sources.join(', ')})` : ''}.`,
    ...report.reasons.map(describeReason),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
    ...(report.rejectsFile ? [`Rejected lines with their reasons: ${report.rejectsFile}`] : []),
    ...report.notices,
    ...(ask.dryRun ? ['Dry run: nothing was kept.'] : []),
  ];
}
