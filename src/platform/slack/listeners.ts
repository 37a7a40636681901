import type { App } from '@slack/bolt';
import { listenToActions } from './listeners/actions.js';
import { listenToCommands } from './listeners/commands.js';
import { listenToEvents } from './listeners/events.js';
import { listenToOptions } from './listeners/options.js';
import { createRunner, type ListenerParts } from './listeners/runner.js';
import { listenToShortcuts } from './listeners/shortcuts.js';
import { listenToViews } from './listeners/views.js';
import type {
  ActionContext,
  CommandContext,
  EventContext,
  OptionsContext,
  SelectOption,
  ShortcutContext,
  ViewContext,
} from './requests.js';

export type Handlers = {
  readonly commands: Map<string, (context: CommandContext) => Promise<void>>;
  readonly actions: Map<string, (context: ActionContext) => Promise<void>>;
  readonly views: Map<string, (context: ViewContext) => Promise<void>>;
  readonly shortcuts: Map<string, (context: ShortcutContext) => Promise<void>>;
  readonly options: Map<string, (context: OptionsContext) => Promise<readonly SelectOption[]>>;
  readonly events: Map<string, readonly ((context: EventContext) => Promise<void>)[]>;
};

/**
 * One listener of Bolt's for each kind of request, which looks the handler up: so no request meets two handlers that
 * both acknowledge it, and none meets nobody and is left without an answer.
 */
export function listenTo(bolt: App, handlers: Handlers, parts: ListenerParts): void {
  const run = createRunner(parts);
  listenToCommands(bolt, handlers.commands, run);
  listenToActions(bolt, handlers.actions, run);
  listenToViews(bolt, handlers.views, run);
  listenToShortcuts(bolt, handlers.shortcuts, run);
  listenToOptions(bolt, handlers.options, run);
  listenToEvents(bolt, handlers.events, parts);
}
