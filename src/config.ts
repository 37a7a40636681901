import { existsSync, readFileSync } from 'node:fs';
import { inspect, parseEnv } from 'node:util';
import { z } from 'zod';
import { ConfigError } from './kernel/errors.js';

/** A value that no log, error or inspection shows; only `reveal()` does. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}

type SlackConfig = {
  readonly botToken: Secret;
  /** Slack's end of every call, ending in `/api/`. */
  readonly apiUrl: string;
} & (
  | { readonly mode: 'http'; readonly signingSecret: Secret }
  /** Slack comes through a socket that we open. */
  | { readonly mode: 'socket'; readonly appToken: Secret }
);

/** What the command line needs: it works without Slack. */
export type ToolConfig = {
  /** Null when no token is set. */
  readonly slack: SlackConfig | null;
  readonly host: string;
  readonly port: number;
  /** `file:…` or `postgresql://…`; may hold a password. */
  readonly databaseUrl: Secret;
  /** Whether somebody chose the database, or it is the default file. */
  readonly isDatabaseChosen: boolean;
  /** A `copil.yml` to apply at the start. */
  readonly organisationFile: string | null;
  readonly apiToken: Secret | null;
  readonly logLevel: LogLevel;
};

/** What the app needs to start. */
export type Config = ToolConfig & { readonly slack: SlackConfig };

export type Environment = Readonly<Record<string, string | undefined>>;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];

const secret = z.string().transform((value) => new Secret(value));

const Variables = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^(?:xoxe\.)?xoxb-\S+$/, 'must be a bot token: it starts with xoxb-')
    .pipe(secret)
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^\S+$/, 'must be one word, as the app’s page shows it')
    .pipe(secret)
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-\S+$/, 'must be an app-level token: it starts with xapp-')
    .pipe(secret)
    .optional(),
  SLACK_API_URL: z
    .string()
    .refine(isApiUrl, 'must be an http or https address that ends in /api/')
    .default('https://slack.com/api/'),
  PORT: z
    .string()
    .regex(/^\d+$/, 'must be a port number from 0 to 65535')
    .transform(Number)
    .pipe(z.number().max(65_535, 'must be a port number from 0 to 65535'))
    .default(3000),
  HOST: z
    .string()
    .regex(/^[^\s/]+$/, 'must be a host name or an address, without http://')
    .default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, 'must be file:… (SQLite) or postgresql://user:password@host/database')
    .pipe(secret)
    .optional(),
  COPIL_CONFIG: z.string().optional(),
  COPIL_API_TOKEN: secret.optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});

type Variables = z.infer<typeof Variables>;

function isApiUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && value.endsWith('/api/');
}

function isDatabaseUrl(value: string): boolean {
  if (value.startsWith('file:')) return value.length > 'file:'.length;
  return /^postgres(?:ql)?:\/\/./.test(value) && URL.canParse(value);
}

/** The process's variables, over those of a `.env` file where there is one. */
export function readEnvironment(file = '.env'): Environment {
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...written, ...process.env };
}

/**
 * What the app runs with.
 * @throws ConfigError listing every wrong or missing variable by name, and never a value.
 */
export function readConfig(environment: Environment = readEnvironment()): Config {
  const config = read(environment, { needsSlack: true });
  // `read` has refused an environment without Slack; this tells the compiler.
  if (!config.slack) throw fault([missingToken]);
  return Object.freeze({ ...config, slack: config.slack });
}

/** The same for the command line, where having no Slack token is no fault. @throws ConfigError */
export function readToolConfig(environment: Environment = readEnvironment()): ToolConfig {
  return Object.freeze(read(environment, { needsSlack: false }));
}

const missingToken = 'SLACK_BOT_TOKEN is missing: copy it from “OAuth & Permissions” of the Slack app';
const missingProof =
  'SLACK_SIGNING_SECRET is missing: without it (or SLACK_APP_TOKEN, for Socket Mode) no request can be proved to be Slack’s';

function fault(problems: readonly string[]): ConfigError {
  return new ConfigError('Copil cannot start with these settings (environment or .env file):', problems);
}

function read(environment: Environment, options: { needsSlack: boolean }): ToolConfig {
  const values = given(environment);
  const parsed = Variables.safeParse(values);
  const wrong = parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [];
  const problems = [...wrong, ...missingOf(values, options)];
  if (!parsed.success || problems.length > 0) throw fault(problems);
  return toConfig(parsed.data);
}

function missingOf(values: Readonly<Record<string, string>>, options: { needsSlack: boolean }): string[] {
  const has = (name: keyof Variables): boolean => values[name] !== undefined;
  if (!has('SLACK_BOT_TOKEN')) return options.needsSlack || has('SLACK_APP_TOKEN') ? [missingToken] : [];
  return has('SLACK_APP_TOKEN') || has('SLACK_SIGNING_SECRET') ? [] : [missingProof];
}

/** Empty means unset, and a line break that came along with a pasted token is nobody's intention. */
function given(environment: Environment): Record<string, string> {
  const entries = Object.keys(Variables.shape).map((name) => [name, (environment[name] ?? '').trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function toConfig(values: Variables): ToolConfig {
  return {
    slack: toSlackConfig(values),
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL ?? new Secret('file:./data/copil.db'),
    isDatabaseChosen: values.DATABASE_URL !== undefined,
    organisationFile: values.COPIL_CONFIG ?? null,
    apiToken: values.COPIL_API_TOKEN ?? null,
    logLevel: values.LOG_LEVEL,
  };
}

function toSlackConfig(values: Variables): SlackConfig | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  if (!botToken) return null;
  const apiUrl = values.SLACK_API_URL;
  if (appToken) return Object.freeze({ botToken, apiUrl, mode: 'socket', appToken });
  return signingSecret ? Object.freeze({ botToken, apiUrl, mode: 'http', signingSecret }) : null;
}
