import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { openTools, type Tools } from './cli-tools.js';
import { readToolConfig, type ToolConfig } from './config.js';
import { loadTemplates } from './digest-sections.js';
import { addAuditCommands } from './features/audit/cli.js';
import { type ExportAsk, exportDecisionsCommand } from './features/decisions/cli.js';
import { previewCommand, runCommand } from './features/digests/cli.js';
import { exportMinutesCommand, type MinutesAsk } from './features/minutes/cli.js';
import {
  applyCommand,
  checkCommand,
  doctorCommand,
  type FileTools,
  type ReferenceAsk,
  referenceCommand,
  sampleCommand,
} from './features/setup/cli.js';
import { configuredFiles } from './features/setup/reference/json-schemas.js';
import { helpOfImport, importCommand, suggestCommand } from './features/sources/cli.js';
import { isCalendarDate } from './kernel/calendar.js';
import { systemClock } from './kernel/clock.js';
import type { Locale } from './kernel/numbers.js';
import { loadTexts } from './platform/texts.js';

const print = (line: string) => {
  process.stdout.write(`${line}\n`);
};
export const complain = (line: string) => {
  process.stderr.write(`${line}\n`);
};

const sandboxDatabase = 'file:./data/sandbox.db';

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Give a port number from 0 to 65535, such as --port 3001; 0 takes a free one.');
}

function calendarDay(text: string): string {
  if (isCalendarDate(text)) return text;
  throw new InvalidArgumentError('Give a day of the calendar as YYYY-MM-DD, such as --as-of 2026-01-05.');
}

function seedText(text: string): string {
  if (text.trim() !== '') return text.trim();
  throw new InvalidArgumentError('Give any text; the same text makes the same company.');
}

/** Without a chosen database and without the default file, the sandbox's data is what a newcomer means. */
function databaseUrl(config: ToolConfig): string {
  if (config.isDatabaseChosen || existsSync('data/copil.db')) return config.databaseUrl.reveal();
  complain('Working on the sandbox’s data (data/sandbox.db): DATABASE_URL is not set and there is no data/copil.db.');
  return sandboxDatabase;
}

async function withTools(work: (tools: Tools) => Promise<void>): Promise<void> {
  const config = readToolConfig();
  const tools = await openTools(config, databaseUrl(config));
  try {
    await work(tools);
  } finally {
    await tools.close();
  }
}

const language = () =>
  new Option('--lang <language>', 'of what is said; the file’s where left out').choices(['en', 'fr']);

function fileTools(): FileTools {
  const templates = loadTemplates();
  return { clock: systemClock, texts: loadTexts(), hasTemplate: (name) => templates.has(name) };
}

export type SandboxOptions = { port?: number; seed?: string; asOf?: string; reset: boolean };

/** Every command, with what each does. What opens the sandbox is handed in, since production is installed without it. */
export function buildProgram(openSandbox: (options: SandboxOptions) => Promise<void>): Command {
  const program = new Command('copil')
    .description('Runs a company’s review committees in Slack on its own numbers.')
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();

  const config = program.command('config').description('check, apply or explain an organisation file (copil.yml)');
  config
    .command('check')
    .argument('<file>')
    .addOption(language())
    .description('tell every fault of the file with its line, what may surprise, and the next runs; changes nothing')
    .action((file: string, options: { lang?: Locale }) => checkCommand(fileTools(), { file, ...options }, print));
  config
    .command('apply')
    .argument('<file>')
    .option('--prune', 'archive what the file no longer lists', false)
    .addOption(language())
    .description('make the store say what the file says; applying it twice changes nothing')
    .action((file: string, options: { prune: boolean; lang?: Locale }) => {
      const settings = readToolConfig();
      // An organisation that is applied is no sandbox's: it goes into the real store, which is made where it is missing.
      return withToolsOn(settings, settings.databaseUrl.reveal(), (tools) =>
        applyCommand({ ...tools, ...fileTools() }, { file, ...options }, print),
      );
    });

  config
    .command('reference')
    .addOption(new Option('--schema <file>', 'print the JSON schema of one file').choices(configuredFiles))
    .option('--out <folder>', 'write the page and both schemas into a folder instead')
    .description('print every key of copil.yml and of maps, with examples (docs/configuration.md)')
    .action((options: ReferenceAsk) => referenceCommand(options, (text) => void process.stdout.write(text)));

  addDataCommands(program);

  program
    .command('sample')
    .description('install the sample organisation with three years of invented readings')
    .option('--seed <text>', 'another invented company', seedText)
    .action((options: { seed?: string }) => withSandbox((tools) => sampleCommand(tools, options, print)));

  program
    .command('sandbox')
    .option('--port <number>', 'where the page is served on this machine (PORT, or 3000)', portNumber)
    .option('--seed <text>', 'another invented company', seedText)
    .option('--as-of <day>', 'begin on this day at 08:00, in the past or in the future (YYYY-MM-DD)', calendarDay)
    .option('--reset', 'make the sandbox anew; what was typed in it is lost', false)
    .description('open a Slack workspace on this machine, with the sample organisation, in the browser')
    .action(openSandbox);

  addDigestCommands(program);
  addAuditCommands(program, { withTools, print, complain, output: process.stdout });

  program
    .command('doctor')
    .description('look at everything that can keep a digest from leaving, and say what to do')
    .action(() => withTools((tools) => doctorCommand(tools, print)));
  return program;
}

/** What comes in as files, and what goes out. */
function addDataCommands(program: Command): void {
  program
    .command('import')
    .argument('<file>', 'a CSV file, wide (a column per KPI) or long (a row per reading)')
    .option('--map <file>', 'how to read a file with foreign headers')
    .option('--dry-run', 'report what would happen; keep nothing', false)
    .option('--strict', 'keep nothing when any row is rejected', false)
    .option('--suggest', 'print KPIs for copil.yml and a map for this file instead; keep nothing', false)
    .addOption(new Option('--lang <language>', 'of what --suggest prints').choices(['en', 'fr']).default('en'))
    .description('read KPI readings from a file; importing it twice changes nothing')
    .addHelpText('after', helpOfImport)
    .action(importFile);

  const exported = program.command('export').description('write what the store holds as a file');
  addMinutesExport(exported);
  exported
    .command('decisions')
    .option('--committee <key>', 'of one committee')
    .option('--from <day>', 'asked for on this day or later (YYYY-MM-DD)', calendarDay)
    .option('--to <day>', 'asked for on this day or before', calendarDay)
    .option('--out <file>', 'where to write; the terminal where left out')
    .description('every decision as CSV, with its votes, outcome, owner and review')
    .action((options: ExportAsk) =>
      withTools((tools) =>
        exportDecisionsCommand({ ...tools, workspaceId: tools.workspace().id }, options, {
          write: (text) => void process.stdout.write(text),
          complain,
        }),
      ),
    );
}

type ImportOptions = { map?: string; dryRun: boolean; strict: boolean; suggest: boolean; lang: Locale };

async function importFile(file: string, { suggest, lang, ...options }: ImportOptions): Promise<void> {
  if (suggest) return suggestCommand({ file }, loadTexts().in(lang), (text) => void process.stdout.write(text));
  await withTools((tools) => importCommand(tools, { file, ...options }, { print, complain }));
}

function addMinutesExport(exported: Command): void {
  exported
    .command('minutes')
    .requiredOption('--committee <key>', 'key of the committee in copil.yml')
    .option('--period <label>', 'of the digest the meeting was about, such as 2026-W46, or last', 'last')
    .addOption(new Option('--format <format>', 'what is written').choices(['markdown', 'csv']).default('markdown'))
    .addOption(new Option('--lang <language>', 'the committee’s where left out').choices(['en', 'fr']))
    .option('--out <file>', 'where to write; the terminal where left out')
    .description('the minutes of a meeting: attendance, who has read the digest, decisions, actions, corrections')
    .action((options: MinutesAsk) =>
      withTools((tools) =>
        exportMinutesCommand({ ...tools, workspaceId: tools.workspace().id, texts: loadTexts() }, options, {
          write: (text) => void process.stdout.write(text),
          complain,
        }),
      ),
    );
}

function addDigestCommands(program: Command): void {
  const digest = program.command('digest').description('preview or send a digest');
  const asked = (command: Command) =>
    command
      .requiredOption('--committee <key>', 'key of the committee in copil.yml')
      .option('--period <label>', 'such as 2026-W46, or latest', 'latest');
  asked(digest.command('preview'))
    .option('--out <folder>', 'where to write messages.json, the pictures and preview.html', 'digest-preview')
    .option('--draft', 'show a period that is not over, marked as a draft', false)
    .description('write what would be sent, without sending')
    .action((options: { committee: string; period: string; out: string; draft: boolean }) =>
      withTools((tools) =>
        previewCommand(
          tools.digests(),
          {
            committeeKey: options.committee,
            period: options.period,
            draft: options.draft,
            out: resolve(options.out),
          },
          print,
        ),
      ),
    );
  asked(digest.command('run'))
    .description('send the digest now; one that was sent is not sent again')
    .action((options: { committee: string; period: string }) =>
      withTools((tools) =>
        runCommand(
          { ...tools.digests(), deliver: tools.deliver },
          { committeeKey: options.committee, period: options.period },
          print,
        ),
      ),
    );
}

async function withToolsOn(config: ToolConfig, url: string, work: (tools: Tools) => Promise<void>): Promise<void> {
  const tools = await openTools(config, url);
  try {
    await work(tools);
  } finally {
    await tools.close();
  }
}

async function withSandbox(work: (tools: Tools) => Promise<void>): Promise<void> {
  const config = readToolConfig();
  await withToolsOn(config, config.isDatabaseChosen ? config.databaseUrl.reveal() : sandboxDatabase, work);
}
