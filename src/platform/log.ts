import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';

/** Details of a line: ids, counts, durations. Never what people wrote, and no figures. */
type LogFields = Readonly<Record<string, unknown>>;

/**
 * One JSON object a line. An error goes under `err` and is written with its causes. Give each digest and each request
 * a child with its `correlationId`, so that everything about it can be found by one search.
 */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** The same log with fields that every line carries. */
  child(fields: LogFields): Logger;
}

export type LogOptions = {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Values that must never be written, besides whatever looks like a secret. */
  readonly secrets?: readonly string[];
  /** Standard output unless given. */
  readonly destination?: DestinationStream;
};

/** The log of the process; whatever looks like a token or a password is taken out of each line just before it is written. */
export function createLogger({ level, secrets = [], destination }: LogOptions): Logger {
  const redact = createRedactor(secrets);
  const root = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: redact },
    },
    destination ?? pino.destination(1),
  );
  return adapt(root);
}

/** For tests and tools that want no log. */
export const silentLog: Logger = adapt(pino({ level: 'silent' }));

function adapt(logger: PinoLogger): Logger {
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
    child: (fields) => adapt(logger.child({ ...fields })),
  };
}

const hidden = '[secret]';

/** Each pattern stops at quotes and backslashes, so that a line of JSON stays one. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(?:xox[a-z]\.)?(?:xox[a-z]|xapp)-[\w.-]+/g, hidden],
  [/(\bauthorization\s*[:=]\s*)(?:(?:Bearer|Basic)\s+)?[^\s"'\\,;]+/gi, `$1${hidden}`],
  [/\bBearer\s+[^\s"'\\,;]{6,}/g, `Bearer ${hidden}`],
  [/("[a-z_-]*(?:token|secret|password|authorization|signature)":")(?:[^"\\]|\\.)+/gi, `$1${hidden}`],
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s:@/"'\\]*:)[^\s/"'\\]+@/gi, `$1${hidden}@`],
  [/([?&](?:token|ticket|secret|signature|password|api_key|code)=)[^&\s"'\\]+/gi, `$1${hidden}`],
  [/(https:\/\/hooks\.slack\.com\/|https:\/\/files\.slack\.com\/upload\/)[^\s"'\\]+/g, `$1${hidden}`],
];

/** Takes secrets out of any text: the values named, and whatever looks like one. */
function createRedactor(secrets: readonly string[]): (text: string) => string {
  // As JSON writes them, since that is where they would stand; a very short one would tear ordinary words apart.
  const named = secrets.filter((value) => value.length >= 6).map((value) => JSON.stringify(value).slice(1, -1));
  return (text) => {
    const without = named.reduce((line, value) => line.replaceAll(value, hidden), text);
    return patterns.reduce((line, [pattern, replacement]) => line.replaceAll(pattern, replacement), without);
  };
}
