import { AppError } from '../../kernel/errors.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Logger } from '../log.js';
import type { Answering } from './answering.js';
import { StoppingError, type WordsFor } from './requests.js';

export type Reporting = {
  /** The person's language; may ask the database. */
  readonly localeOf: (person: { readonly team: string; readonly user: string }) => Promise<Locale>;
  readonly wordsFor: WordsFor;
  readonly isStopping: () => boolean;
};

export type RunningRequest = {
  readonly person: { readonly team: string; readonly user: string };
  readonly correlationId: string;
  readonly log: Logger;
  readonly answering: Answering;
};

/** Where even the words fail. */
const lastWords = (reference: string): string =>
  `Something went wrong and nothing was promised. Please tell an operator of Copil: reference ${reference}.`;

/** When the database is what failed, the language is not worth waiting for. */
const localePatienceMs = 500;

/**
 * The one way every request goes: the handler runs, Slack gets its acknowledgement whatever happens, and the person
 * hears what went wrong, in the acknowledgement while it is still owed, by a message of its own after it.
 */
export async function runRequest(
  reporting: Reporting,
  request: RunningRequest,
  handle: () => Promise<void>,
): Promise<void> {
  const { answering, log } = request;
  try {
    if (reporting.isStopping()) throw new StoppingError();
    await handle();
    if (!answering.isAcknowledged()) await answering.ack();
  } catch (error) {
    const words = await wordsOf(reporting, request, error);
    await answering.refuse(words).catch((failure: unknown) => {
      log.warn('the person could not be told what went wrong', { err: failure });
    });
  }
}

async function wordsOf(reporting: Reporting, request: RunningRequest, error: unknown): Promise<string> {
  const reference = request.correlationId.slice(0, 8);
  const isKnown = error instanceof AppError && error.userMessage !== undefined;
  if (isKnown) request.log.info('a request was refused', { code: error.code, reason: error.message, reference });
  else request.log.error('a request failed', { err: error, reference });
  const locale = await localeWithin(reporting, request);
  try {
    return reporting.wordsFor({ error, locale, reference });
  } catch (failure) {
    request.log.error('there are no words for a failure', { err: failure, reference });
    return lastWords(reference);
  }
}

async function localeWithin(reporting: Reporting, { person }: RunningRequest): Promise<Locale> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Locale>((resolve) => {
    timer = setTimeout(() => resolve('en'), localePatienceMs);
  });
  try {
    return await Promise.race([reporting.localeOf(person), late]);
  } catch {
    return 'en';
  } finally {
    clearTimeout(timer);
  }
}
