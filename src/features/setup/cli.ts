import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../kernel/clock.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Database } from '../../platform/db/database.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import type { Texts } from '../../platform/texts.js';
import { examine } from './doctor.js';
import { describeFile } from './file-words.js';
import type { Finding } from './finding.js';
import type { Organisation } from './organisation/organisation.js';
import { applyOrganisation } from './organisation/organisation-apply.js';
import { loadOrganisation } from './organisation/organisation-file.js';
import type { Reader } from './organisation/warnings/warning.js';
import { describeApply } from './organisation-words.js';
import { configurationPage, referenceFiles, schemaText } from './reference/configuration.js';
import type { ConfiguredFile } from './reference/json-schemas.js';
import { installSample } from './sample/install-sample.js';
import { sampleImporter } from './sample/sample-importer.js';

type Print = (line: string) => void;

export type SetupTools = {
  readonly database: Database;
  readonly clock: Clock;
  readonly messenger: Messenger | null;
};

/** What the commands about a file need beside a store; the reader's language is the file's own where none is asked for. */
export type FileTools = {
  readonly clock: Clock;
  readonly texts: Texts;
  readonly hasTemplate: (name: string) => boolean;
};

/** `copil config check`: reads the file as an apply would, and changes nothing. */
export async function checkCommand(
  tools: FileTools,
  ask: { readonly file: string; readonly lang?: Locale },
  print: Print,
): Promise<void> {
  const organisation = await loadOrganisation(ask.file);
  const reader = readerOf(tools, organisation, ask.lang);
  for (const line of await describeFile(organisation, { ...tools, reader, file: ask.file })) print(line);
}

export type ReferenceAsk = { readonly schema?: ConfiguredFile; readonly out?: string };

/** `copil config reference`: prints one page or schema, or writes all of them into a folder. */
export async function referenceCommand(ask: ReferenceAsk, write: (text: string) => void): Promise<void> {
  if (ask.out === undefined) return write(ask.schema ? schemaText(ask.schema) : await configurationPage());
  await mkdir(ask.out, { recursive: true });
  for (const [name, text] of await referenceFiles()) {
    const path = join(ask.out, name);
    await writeFile(path, text);
    write(`${path}\n`);
  }
}

/** `copil config apply`. */
export async function applyCommand(
  tools: SetupTools & FileTools,
  ask: { readonly file: string; readonly prune: boolean; readonly lang?: Locale },
  print: Print,
): Promise<void> {
  const organisation = await loadOrganisation(ask.file);
  const report = await applyOrganisation(tools, { organisation, prune: ask.prune, actorKey: null, surface: 'cli' });
  for (const line of describeApply(report, readerOf(tools, organisation, ask.lang))) print(line);
}

function readerOf({ texts, clock }: FileTools, { language }: Organisation, asked: Locale | undefined): Reader {
  const locale = asked ?? language;
  return { say: texts.in(locale), locale, now: clock.now() };
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
