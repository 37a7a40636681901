import { ExternalError } from '../../kernel/errors.js';

type PrismaLikeError = { code?: unknown; message?: unknown; cause?: unknown; meta?: unknown };

function codeOf(error: unknown): string {
  const code = (error as PrismaLikeError | null)?.code;
  return typeof code === 'string' ? code : '';
}

function messageOf(error: unknown): string {
  const message = (error as PrismaLikeError | null)?.message;
  return typeof message === 'string' ? message : String(error);
}

/** A row with the same unique key is there already: in a claim or an upsert, somebody else was first. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === 'P2002' || /UNIQUE constraint failed|duplicate key value/.test(messageOf(error));
}

/** Another writer holds the database, or two transactions met: the same work may succeed a moment later. */
export function isBusy(error: unknown): boolean {
  if (['P1008', 'P2034', 'P2028', '40001', '40P01', 'SQLITE_BUSY'].includes(codeOf(error))) return true;
  // The last one: two processes make a new SQLite file at once, and the schema engine locks it a moment too late.
  return /SQLITE_BUSY|database is locked|could not serialize|deadlock detected|SocketTimeout|write conflict|_prisma_migrations" already exists/i.test(
    messageOf(error),
  );
}

/** The database server does not answer at all. */
export function isUnreachable(error: unknown): boolean {
  if (
    ['P1000', 'P1001', 'P1002', 'P1017', 'ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '53300', '55000'].includes(
      codeOf(error),
    )
  )
    return true;
  return /ECONNREFUSED|ECONNRESET|Can't reach database server|Connection terminated|server closed the connection|timeout exceeded when trying to connect|the database system is (starting up|shutting down)|too many clients already|terminating connection/i.test(
    messageOf(error),
  );
}

/** Turns "busy" and "unreachable" into one retryable error with words for a person; anything else is returned as it is. */
export function toDatabaseError(error: unknown): unknown {
  if (!isBusy(error) && !isUnreachable(error)) return error;
  return new ExternalError(`The database cannot be used right now: ${messageOf(error).trim().split('\n').at(-1)}`, {
    isRetryable: true,
    cause: error,
  });
}
