import { AppError } from '../../kernel/errors.js';
import { StoppingError, UnknownRequestError, type WordsFor } from '../../platform/slack/requests.js';
import { SlackFailure } from '../../platform/slack/slack-failure.js';
import type { Texts } from '../../platform/texts.js';

/** What a person is told of a failure: its own words where it has any, else what was kept and a reference for the operator. */
export function createErrorWords(texts: Texts): WordsFor {
  return ({ error, locale, reference }) => {
    const say = texts.in(locale);
    if (error instanceof StoppingError) return say('errors.stopping');
    if (error instanceof UnknownRequestError) return say(`errors.unknownRequest.${error.request}`);
    if (error instanceof SlackFailure && error.kind === 'expired-trigger') return say('errors.expiredTrigger');
    if (error instanceof SlackFailure) return say('errors.slack', { reference });
    if (error instanceof AppError && error.userMessage) return error.userMessage;
    if (error instanceof AppError && error.code === 'external') return say('errors.later', { reference });
    return say('errors.unknown', { reference });
  };
}
