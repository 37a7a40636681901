import { type Command, InvalidArgumentError, Option } from 'commander';
import { verifyEvents } from '../../platform/db/verify-events.js';
import type { AuditTerminal, AuditTools } from './audit-terminal.js';
import { assertReason, type EraseDeps, eraseEvents, type Found, findEvent, findEventsOf } from './erase.js';

type Options = { readonly person?: string; readonly event?: number; readonly why: string; readonly yes: boolean };

/** Adds `copil audit erase`. */
export function addEraseCommand(audit: Command, { withTools, print }: AuditTerminal): void {
  const command = audit
    .command('erase')
    .addOption(new Option('--person <key>', 'every event that speaks of this person').conflicts('event'))
    .addOption(new Option('--event <number>', 'this one event').argParser(eventNumber))
    .requiredOption('--why <text>', 'the reason, without a name: it stays in the record')
    .option('--yes', 'do it; without, say how many events would be emptied', false)
    .description(
      'empty events of what they tell of a person, for good; the chain stays whole, and the erasure is recorded',
    );
  command.action((options: Options) => {
    if (options.person === undefined && options.event === undefined) {
      command.error('error: say whose with --person <key>, or which event with --event <number>');
    }
    return withTools((tools) => eraseCommand(tools, options, print));
  });
}

function eventNumber(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give the number of an event, such as --event 1234.');
}

async function eraseCommand(
  tools: AuditTools,
  {
    person = null,
    event = null,
    why,
    yes,
  }: Omit<Options, 'person' | 'event'> & { person?: string | null; event?: number | null },
  print: (line: string) => void,
): Promise<void> {
  const deps: EraseDeps = { ...tools, workspace: tools.workspace() };
  await assertReason(deps, why, person);
  const found = person === null ? await findEvent(deps, event ?? 0) : await findEventsOf(deps, person);
  for (const line of unreadableLines(found)) print(line);
  const about = person === null ? `Event ${event}` : `What events tell of ${person}`;
  if (found.events.length === 0) {
    if (found.unreadable.length === 0) print(`${about} is erased already: nothing was changed.`);
    return;
  }
  if (!yes) {
    for (const line of previewLines(found, deps.workspace.name)) print(line);
    return;
  }
  const erased = await eraseEvents(deps, { sequences: found.events.map(({ sequence }) => sequence), reason: why });
  print(`Erased the contents of ${counted(erased)} of ${deps.workspace.name}. The erasure is recorded.`);
  await verifyAfter(deps, print);
}

/** An event that cannot be read was altered from outside; whether it speaks of somebody, nobody can tell. */
function unreadableLines({ unreadable }: Found): string[] {
  if (unreadable.length === 0) return [];
  process.exitCode = 1;
  const some = unreadable.slice(0, 20).join(', ');
  return [
    `✗ ${counted(unreadable.length)} cannot be read, and stay as they are: ${some}. "copil audit verify" says more.`,
  ];
}

function previewLines({ events }: Found, workspace: string): string[] {
  const kinds = new Map<string, number>();
  for (const { what } of events) kinds.set(what, (kinds.get(what) ?? 0) + 1);
  const [first, last] = [events[0], events.at(-1)];
  const day = (at: Date | undefined) => at?.toISOString().slice(0, 10) ?? '';
  return [
    `${counted(events.length)} of ${workspace} would be emptied for good, from ${day(first?.at)} to ${day(last?.at)}:`,
    ...[...kinds].sort(([, a], [, b]) => b - a).map(([what, count]) => `  ${String(count).padStart(6)}  ${what}`),
    'Who, for whom, about what, before and after go; number, kind, time and hashes stay, so the chain stays whole.',
    'Histories that are read from these events no longer tell them. What tables, digests, messages in Slack, backups',
    'and files of "copil audit export" hold is not touched. Nothing was changed: say the same with --yes to do it.',
  ];
}

async function verifyAfter({ database, workspace }: EraseDeps, print: (line: string) => void): Promise<void> {
  let faults = 0;
  const onFault = () => {
    faults += 1;
  };
  const { events, erased } = await verifyEvents(database.client, { workspaceId: workspace.id, witness: null, onFault });
  if (faults === 0) {
    print(`✓ The chain is whole: ${counted(events)}, ${erased} with erased content.`);
    return;
  }
  print('✗ The chain is not whole, which erasing never causes: "copil audit verify" says where.');
  process.exitCode = 1;
}

function counted(count: number): string {
  return `${count} event${count === 1 ? '' : 's'}`;
}
