/** One tree of errors: each says what is wrong for us (`message`) and, where it may reach a person, as data to be put into words. */

export type ErrorCode = 'config' | 'validation' | 'not_found' | 'forbidden' | 'conflict' | 'external' | 'internal';

type AppErrorOptions = { cause?: unknown; userMessage?: string };

/** Base of every error Copil throws on purpose. `userMessage` is safe to show; `message` names value, place and expectation. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly userMessage: string | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.userMessage = options.userMessage;
  }
}

/** A wrong setting: environment, `copil.yml`, a template. `problems` lists every fault, one line each. */
export class ConfigError extends AppError {
  readonly problems: readonly string[];

  constructor(message: string, problems: readonly string[] = [], options: AppErrorOptions = {}) {
    super('config', problems.length > 0 ? `${message}\n${problems.map((line) => `  - ${line}`).join('\n')}` : message, {
      userMessage: message,
      ...options,
    });
    this.problems = problems;
  }
}

/** Input that cannot be accepted, by field where there is one. */
export class ValidationError extends AppError {
  readonly fields: Readonly<Record<string, string>>;

  constructor(message: string, fields: Readonly<Record<string, string>> = {}, options: AppErrorOptions = {}) {
    super('validation', message, { userMessage: message, ...options });
    this.fields = fields;
  }
}

export class NotFoundError extends AppError {
  constructor(message: string, options: AppErrorOptions = {}) {
    super('not_found', message, { userMessage: message, ...options });
  }
}

export class ForbiddenError extends AppError {
  constructor(message: string, options: AppErrorOptions = {}) {
    super('forbidden', message, { userMessage: message, ...options });
  }
}

/** Somebody else was first: the row changed, the lock is taken, the thing is already decided. */
export class ConflictError extends AppError {
  constructor(message: string, options: AppErrorOptions = {}) {
    super('conflict', message, options);
  }
}

/** Slack, a database or a data source did not do its part. */
export class ExternalError extends AppError {
  readonly isRetryable: boolean;

  constructor(message: string, options: AppErrorOptions & { isRetryable: boolean }) {
    super('external', message, options);
    this.isRetryable = options.isRetryable;
  }
}

/** Ends a `switch` over a union: a new member becomes a compile error here. */
export function assertNever(value: never): never {
  throw new AppError('internal', `Unexpected value ${JSON.stringify(value)}: no branch handles it`);
}
