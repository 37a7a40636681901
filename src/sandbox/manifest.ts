import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '../kernel/errors.js';
import { uncoveredEvents } from './event-scopes.js';

const Shortcut = z.object({
  name: z.string(),
  type: z.enum(['message', 'global']),
  callback_id: z.string(),
  description: z.string().default(''),
});

const Manifest = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    app_home: z
      .object({
        home_tab_enabled: z.boolean().default(false),
        messages_tab_enabled: z.boolean().default(false),
        messages_tab_read_only_enabled: z.boolean().default(false),
      })
      .optional(),
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string(),
          usage_hint: z.string().default(''),
          should_escape: z.boolean().default(false),
        }),
      )
      .default([]),
    shortcuts: z.array(Shortcut).default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional(),
  }),
});

/** What the stand-in needs to know of the app: as Slack learns it, from the manifest. */
export interface AppManifest {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly botEvents: readonly string[];
  readonly hasHomeTab: boolean;
  /** People may write to the app in its direct conversation. */
  readonly takesMessages?: boolean;
  readonly commands: readonly {
    readonly command: string;
    readonly description: string;
    readonly usage_hint: string;
    readonly should_escape: boolean;
  }[];
  readonly shortcuts: readonly z.infer<typeof Shortcut>[];
}

/** Beside `package.json`, two folders up from `src/sandbox` and from `dist/sandbox` alike. */
const manifestFile = new URL('../../manifest.yml', import.meta.url);

/** Slack lets an app have five shortcuts of each kind. */
const shortcutsOfOneKind = 5;

function problemsOf({ features, oauth_config, settings }: z.infer<typeof Manifest>): string[] {
  const events = settings.event_subscriptions?.bot_events ?? [];
  const tooMany = (['global', 'message'] as const).filter(
    (kind) => features.shortcuts.filter(({ type }) => type === kind).length > shortcutsOfOneKind,
  );
  return [
    ...uncoveredEvents(events, oauth_config.scopes.bot),
    ...tooMany.map((kind) => `more than ${shortcutsOfOneKind} ${kind} shortcuts`),
  ];
}

/** @throws ConfigError when the file is not a manifest, or one that Slack would not take. */
export function readManifest(file: URL | string = manifestFile): AppManifest {
  const result = Manifest.safeParse(parse(readFileSync(file, 'utf8')));
  if (!result.success)
    throw new ConfigError(`${String(file)} is not a Slack manifest`, [z.prettifyError(result.error)]);
  const problems = problemsOf(result.data);
  if (problems.length > 0) throw new ConfigError(`Slack would not take ${String(file)}`, problems);
  const { display_information, features, oauth_config, settings } = result.data;
  return {
    name: display_information.name,
    scopes: oauth_config.scopes.bot,
    botEvents: settings.event_subscriptions?.bot_events ?? [],
    hasHomeTab: features.app_home?.home_tab_enabled ?? false,
    takesMessages:
      features.app_home?.messages_tab_enabled === true && !features.app_home.messages_tab_read_only_enabled,
    commands: features.slash_commands,
    shortcuts: features.shortcuts,
  };
}
