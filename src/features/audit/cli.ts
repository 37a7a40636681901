import { type Command, InvalidArgumentError } from 'commander';
import { type CalendarDate, isCalendarDate } from '../../kernel/calendar.js';
import type { Fault } from '../../platform/db/chain-fault.js';
import { type ChainHead, headText, readWitness, type Witness } from '../../platform/db/event-chain.js';
import { verifyEvents } from '../../platform/db/verify-events.js';
import type { AuditTerminal, AuditTools } from './audit-terminal.js';
import { addEraseCommand } from './erase-command.js';
import { exportEvents, exportToFile } from './export-events.js';
import { verifyFile } from './exported-file.js';
import { describeFault } from './fault-words.js';

/** Adds `copil audit verify`, `copil audit export` and `copil audit erase`. */
export function addAuditCommands(program: Command, terminal: AuditTerminal): void {
  const audit = program.command('audit').description('verify, export or empty the record of every change');
  audit
    .command('verify')
    .option('--head <head>', 'a head from the footer of a published digest, to find a recomputed chain', witnessOf)
    .option('--file <file>', 'verify an exported file instead of the database')
    .description('look for events that were altered, taken out, put in, moved or cut off; changes nothing')
    .action(async ({ head, file }: { head?: Witness; file?: string }) => {
      const witness = head ?? null;
      if (file !== undefined) return verifyFileCommand(file, witness, terminal.print);
      return terminal.withTools((tools) => verifyCommand(tools, witness, terminal.print));
    });
  audit
    .command('export')
    .option('--out <file>', 'a file to write, instead of the terminal')
    .option('--since <day>', 'from the first event of this day on, in UTC (YYYY-MM-DD)', calendarDay)
    .description('write the events with their hashes as JSON lines; the export is recorded')
    .action(({ out, since }: { out?: string; since?: CalendarDate }) =>
      terminal.withTools((tools) => exportCommand(tools, { out: out ?? null, since: since ?? null }, terminal)),
    );
  addEraseCommand(audit, terminal);
}

function witnessOf(text: string): Witness {
  const witness = readWitness(text);
  if (witness) return witness;
  throw new InvalidArgumentError(
    'Give a head as it stands in the footer of a digest, such as 1234-9f3ac21b77e0d412, or a whole hash.',
  );
}

function calendarDay(text: string): CalendarDate {
  if (isCalendarDate(text)) return text;
  throw new InvalidArgumentError('Give a day of the calendar as YYYY-MM-DD, such as --since 2026-01-05.');
}

type Print = (line: string) => void;

/** More are counted only: whoever altered everything need not fill the screen. */
const toldAtMost = 100;

/** Prints faults as they are found, and counts them. */
function createFaultPrinter(print: Print) {
  let count = 0;
  return {
    onFault(fault: Fault) {
      count += 1;
      if (count <= toldAtMost) print(`✗ ${describeFault(fault)}`);
    },
    end() {
      if (count > toldAtMost) print(`  … and ${count - toldAtMost} more`);
      if (count > 0) process.exitCode = 1;
      return count;
    },
  };
}

async function verifyCommand(tools: AuditTools, witness: Witness | null, print: Print): Promise<void> {
  const { id: workspaceId, name } = tools.workspace();
  const faults = createFaultPrinter(print);
  const { head, events, erased } = await verifyEvents(tools.database.client, { workspaceId, witness, ...faults });
  const count = faults.end();
  if (count > 0) {
    print(`The chain of events of ${name} is not whole: ${counted(count, 'fault')} in ${counted(events, 'event')}.`);
    for (const line of whatToDo) print(line);
    return;
  }
  print(`✓ The chain of ${name} is whole: ${counted(events, 'event')}, ${erased} with erased content.`);
  for (const line of headLines(head, witness)) print(line);
}

const whatToDo = [
  'Nothing was changed by looking. What to do: keep a copy of the database as it is; find out who could write to it;',
  'run the same on the newest backup (DATABASE_URL names it), and compare "copil audit export" of both.',
];

function headLines(head: ChainHead | null, witness: Witness | null): string[] {
  if (!head) return ['  No event was recorded yet.'];
  const named = [`  Its head is ${headText(head)} (${head.hash}).`];
  if (witness) {
    const end = witness.sequence === null ? '' : ` up to event ${witness.sequence}`;
    return [`✓ It holds the head that you gave: it was not recomputed${end}.`, ...named];
  }
  return [
    ...named,
    '  What this cannot know: a chain that was recomputed whole, by somebody who can write to the database. It is only',
    '  found with --head and the head that stands in the footer of a published digest, the newest at best.',
  ];
}

async function verifyFileCommand(file: string, witness: Witness | null, print: Print): Promise<void> {
  const faults = createFaultPrinter(print);
  const { header, events, erased } = await verifyFile(file, { witness, ...faults });
  const count = faults.end();
  const { from, to, workspace, exportedAt } = header;
  const whose = `${workspace}, exported at ${exportedAt}`;
  if (count > 0) {
    print(`${file} is not whole: ${counted(count, 'fault')} in ${counted(events, 'event')} of ${whose}.`);
    print('Export it again, or compare it with the database: "copil audit verify".');
    return;
  }
  print(`✓ ${file} is whole: ${counted(events, 'event')} of ${whose}, ${erased} with erased content.`);
  if (from.sequence > 0) print(`  It begins behind event ${from.sequence}, whose hash is taken from the file.`);
  if (witness) print('✓ It holds the head that you gave.');
  print(`  Whether it is the chain of the database, that says: copil audit verify --head ${headText(to)}`);
}

async function exportCommand(
  tools: AuditTools,
  { out, since }: { readonly out: string | null; readonly since: CalendarDate | null },
  { output, complain }: AuditTerminal,
): Promise<void> {
  const deps = { ...tools, workspace: tools.workspace() };
  const report =
    out === null ? await exportEvents(deps, { since, output }) : await exportToFile(deps, { since, file: out });
  const { header, events } = report;
  const where = out === null ? '' : ` to ${out}`;
  // Beside the lines, which may go on to another program.
  complain(
    `Exported ${counted(events, 'event')} of ${header.workspace}${where}, up to ${headText(header.to)}. The export is recorded.`,
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
