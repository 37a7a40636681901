import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { z } from 'zod';
import { buildProgram } from '../../../src/cli-program.js';
import type { Catalogue, Entries } from './entries.js';

const Manifest = z.object({
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string(), description: z.string(), usage_hint: z.string() })),
    shortcuts: z.array(
      z.object({ callback_id: z.string(), name: z.string(), type: z.string(), description: z.string() }),
    ),
  }),
  settings: z.object({ event_subscriptions: z.object({ request_url: z.string() }) }),
});

const manifest = Manifest.parse(
  parse(readFileSync(fileURLToPath(new URL('../../../manifest.yml', import.meta.url)), 'utf8')),
);

/** In the order in which the page shows them. */
const titles: Readonly<Record<keyof Entries, string>> = {
  commands: 'Slash commands',
  words: 'Words behind `/copil`',
  shortcuts: 'Shortcuts (`callback_id`)',
  actions: 'Buttons and selects (`action_id`)',
  options: 'Selects that search while one types (`action_id`)',
  views: 'Forms (`callback_id`)',
  events: 'Events',
  jobs: 'Jobs, each minute',
  deliveries: 'Messages (kinds in the outbox)',
  morningParts: 'Parts of the message of the morning',
  digestSections: 'Sections of digests',
  homeSections: 'Sections of the Home tab',
  routes: 'HTTP routes',
};

/** What is said of an entry elsewhere already; most speak for themselves. */
const descriptions: ReadonlyMap<string, string> = new Map([
  ...manifest.features.slash_commands.map(
    ({ command, description, usage_hint }) => [command, `${description} \`${usage_hint}\``] as const,
  ),
  ...manifest.features.shortcuts.map(
    ({ callback_id, name, type, description }) => [callback_id, `${name} (${type}). ${description}`] as const,
  ),
]);

/** `docs/catalogue.md`. */
export function cataloguePage({ features, app }: Catalogue): string {
  const { pathname } = new URL(manifest.settings.event_subscriptions.request_url);
  const ofApp = { ...app, routes: [`POST ${pathname}`, ...app.routes] };
  return `# Catalogue

Everything by which somebody meets Copil, by the feature that brings it (\`src/built-in-features.ts\`). The page is made
from what the app registers, from \`manifest.yml\` and from the command line: \`npm run catalogue\` writes it, and a test
fails when it is out of date.

${[...features.map(({ name, entries }) => group(name, entries)), group('The app itself', ofApp)].join('\n')}
## Command line

${commandsOf(buildProgram(() => Promise.resolve())).join('\n')}
`;
}

function group(name: string, entries: Partial<Entries>): string {
  const lists = Object.entries(titles).flatMap(([kind, title]) => {
    const ids = entries[kind as keyof Entries] ?? [];
    return ids.length === 0 ? [] : [`### ${title}\n\n${ids.map(line).join('\n')}\n`];
  });
  return `## ${name}\n\n${lists.join('\n')}`;
}

function line(id: string): string {
  const description = descriptions.get(id);
  return `- \`${id}\`${description === undefined ? '' : `: ${description}`}`;
}

/** Those that do something: the others are only the beginning of a line. */
function commandsOf(command: Command, before: readonly string[] = []): string[] {
  const words = [...before, command.name()];
  if (command.commands.length > 0) return command.commands.flatMap((one) => commandsOf(one, words));
  const given = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  );
  return [`- \`${[...words, ...given].join(' ')}\`: ${command.description()}`];
}
