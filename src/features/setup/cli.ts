import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../platform/db/database.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import { examine, type Finding } from './doctor.js';
import { applyOrganisation } from './organisation/organisation-apply.js';
import { loadOrganisation } from './organisation/organisation-file.js';
import { describeApply } from './organisation-words.js';
import { installSample } from './sample/install-sample.js';
import { sampleImporter } from './sample/sample-importer.js';

type Print = (line: string) => void;

export type SetupTools = {
  readonly database: Database;
  readonly clock: Clock;
  readonly messenger: Messenger | null;
};

/** `copil config check`: reads the file as an apply would, and changes nothing. */
export async function checkCommand(file: string, print: Print): Promise<void> {
  const organisation = await loadOrganisation(file);
  const { people, committees, projects, kpis, sources, warnings } = organisation;
  for (const warning of warnings) print(`Note: ${warning}`);
  print(
    `${file} is right: ${people.length} people, ${committees.length} committees (${committees.map(({ key }) => key).join(', ')}), ` +
      `${projects.length} projects, ${kpis.length} KPIs, ${sources.length} sources.`,
  );
}

/** `copil config apply`. */
export async function applyCommand(
  tools: SetupTools,
  ask: { readonly file: string; readonly prune: boolean },
  print: Print,
): Promise<void> {
  const organisation = await loadOrganisation(ask.file);
  const report = await applyOrganisation(tools, { organisation, prune: ask.prune, actorKey: null, surface: 'cli' });
  for (const line of describeApply(report)) print(line);
}

const marks: Record<Finding['level'], string> = { ok: '✓', note: '!', fault: '✗' };

/** `copil doctor`; exit code 1 when something keeps a digest from leaving. */
export async function doctorCommand(
  tools: SetupTools & { readonly scopes: readonly string[]; readonly hasTemplate: (name: string) => boolean },
  print: Print,
): Promise<void> {
  const findings = await examine(tools);
  for (const { level, text } of findings) print(`${marks[level]} ${text}`);
  if (findings.some(({ level }) => level === 'fault')) process.exitCode = 1;
}

/** `copil sample`: the sample organisation, with readings as of now. */
export async function sampleCommand(
  tools: SetupTools,
  options: { readonly seed?: string },
  print: Print,
): Promise<void> {
  const importReadings = sampleImporter(tools.database);
  const installed = await installSample({ ...tools, importReadings }, options);
  print(
    `The sample organisation is installed: ${installed.readings} invented readings from ${installed.sources} sources.`,
  );
  print('Try: copil digest preview --committee growth-ops');
}
