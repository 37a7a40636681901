import { AppError, ConfigError, ExternalError } from '../../kernel/errors.js';
import { engineOf } from './connection.js';
import { isUnreachable } from './errors.js';
import { pathOf } from './sqlite-path.js';

/**
 * What keeps a database from being opened, as words for whoever starts the program: what is wrong, and what to do. An
 * error that has words already is returned as it is, and one that nobody foresaw too.
 */
export function openingFault(error: unknown, url: string): unknown {
  if (error instanceof AppError && !(error instanceof ExternalError)) return error;
  const cause = error instanceof ExternalError && error.cause !== undefined ? error.cause : error;
  return engineOf(url) === 'sqlite' ? sqliteFault(cause, pathOf(url)) : postgresqlFault(cause, url);
}

const nothingChanged = 'Nothing was changed.';

function sqliteFault(cause: unknown, path: string): unknown {
  const text = textOf(cause);
  const says = (what: string): ConfigError => new ConfigError(`${what} ${nothingChanged}`, [], { cause });
  if (/not a database|malformed|file is encrypted/i.test(text)) {
    return says(
      `The SQLite file ${path} is damaged, or was never a database. Put a backup in its place, move it away to begin anew, or correct DATABASE_URL.`,
    );
  }
  if (/readonly|read-only|EROFS/i.test(text)) {
    return says(`The SQLite file ${path} may not be written. Let this user write it and the folder it is in.`);
  }
  if (/disk is full|ENOSPC|disk I\/O/i.test(text)) {
    return says(`The disk that holds the SQLite file ${path} is full or fails. Make room on it, or mend it.`);
  }
  if (/unable to open|E(?:ACCES|PERM|NOTDIR|ISDIR|EXIST|NOENT)\b/i.test(text)) {
    return says(
      `The SQLite file ${path} cannot be opened or made. Let this user read and write it and the folder it is in, or correct DATABASE_URL.`,
    );
  }
  if (/busy|locked|SocketTimeout/i.test(text)) {
    return new ExternalError(
      `The SQLite file ${path} is held by another program. End that one, or try again. ${nothingChanged}`,
      { cause, isRetryable: true },
    );
  }
  return isOfDriver(cause) ? says(`The SQLite file ${path} cannot be used: ${text}.`) : cause;
}

/** By the kinds of Prisma's driver, and by what stands in the messages of its client. */
function postgresqlFault(cause: unknown, url: string): unknown {
  const { hostname, port, username, pathname } = new URL(url);
  const server = `PostgreSQL at ${hostname}:${port || 5432}`;
  const user = decodeURIComponent(username);
  const name = decodeURIComponent(pathname.slice(1));
  const text = textOf(cause);
  const says = (what: string): ConfigError => new ConfigError(`${server} ${what} ${nothingChanged}`, [], { cause });
  if (
    /AuthenticationFailed|password authentication|no password supplied|client password must be|SASL|no pg_hba/i.test(
      text,
    )
  ) {
    return says(`refuses the user "${user}". Correct the user or the password in DATABASE_URL.`);
  }
  if (/DatabaseDoesNotExist|database "[^"]*" does not exist/i.test(text)) {
    return says(`has no database "${name}". Make it (createdb ${name}), or correct its name in DATABASE_URL.`);
  }
  if (/DatabaseAccessDenied|permission denied|must be owner/i.test(text)) {
    return says(`does not let the user "${user}" make tables in "${name}". Make that user the owner of the database.`);
  }
  if (/TlsConnectionError|\bSSL\b|certificate/i.test(text)) {
    return says('wants or gives another encryption than was asked for. Set sslmode in DATABASE_URL.');
  }
  if (
    isUnreachable(cause) ||
    /DatabaseNotReachable|ConnectionClosed|SocketTimeout|ENOTFOUND|EAI_AGAIN|ETIMEDOUT/.test(text)
  ) {
    return new ExternalError(
      `${server} does not answer (${reasonOf(text)}). Start it, or correct DATABASE_URL. ${nothingChanged}`,
      { cause, isRetryable: true },
    );
  }
  return isOfDriver(cause) ? says(`cannot be used: ${text}.`) : cause;
}

/** The driver tells of what the database said, and not of a mistake in this program. */
function isOfDriver(error: unknown): boolean {
  return error instanceof Error && (error.name === 'DriverAdapterError' || error.name.startsWith('PrismaClient'));
}

/** Kinds, codes and messages of an error and of what caused it. */
function textOf(error: unknown): string {
  const texts: string[] = [];
  for (let at = error; at !== undefined && at !== null && texts.length < 12; at = (at as { cause?: unknown }).cause) {
    const { kind, code, message, originalMessage } = at as Readonly<Record<string, unknown>>;
    texts.push(...[kind, code, message, originalMessage].filter((part) => typeof part === 'string'));
  }
  return texts.join(' ');
}

function reasonOf(text: string): string {
  return /timeout/i.test(text)
    ? 'no answer in time'
    : /ENOTFOUND|EAI_AGAIN/.test(text)
      ? 'no such host'
      : 'no connection';
}
