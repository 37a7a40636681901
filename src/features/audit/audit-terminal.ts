import type { Writable } from 'node:stream';
import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../platform/db/database.js';

/** What the commands work with. */
export type AuditTools = {
  readonly database: Database;
  readonly clock: Clock;
  workspace(): { readonly id: string; readonly name: string };
};

/** Where the commands get what they work with, and write to. */
export type AuditTerminal = {
  withTools(work: (tools: AuditTools) => Promise<void>): Promise<void>;
  print(line: string): void;
  complain(line: string): void;
  /** Where an export goes that has no file. */
  readonly output: Writable;
};
