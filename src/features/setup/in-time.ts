import type { Answer, CommandContext } from '../../platform/slack/requests.js';

/** Slack gives up after three seconds; this leaves time for the way back. */
const patienceMs = 2_300;

/**
 * Runs a command, and tells the person that it takes longer when it does. Whatever the command answers then comes as a
 * second message.
 */
export async function answerInTime(
  context: CommandContext,
  options: { readonly slowWords: () => Promise<string>; readonly patienceMs?: number },
  answer: (context: CommandContext) => Promise<void>,
): Promise<void> {
  let isAnswered = false;
  const ack = (words?: Answer): Promise<void> => {
    isAnswered = true;
    return context.ack(words);
  };
  const reassure = async (): Promise<void> => {
    const words = await options.slowWords();
    if (!isAnswered) await ack(words);
  };
  const timer = setTimeout(() => {
    if (isAnswered) return;
    reassure().catch((error: unknown) => context.log.warn('the person could not be told to wait', { err: error }));
  }, options.patienceMs ?? patienceMs);
  try {
    await answer({ ...context, ack });
  } finally {
    isAnswered = true;
    clearTimeout(timer);
  }
}
