import { canonicalJson } from '../../../src/kernel/json.js';
import type { StandIn } from '../../../src/sandbox/stand-in.js';

/**
 * Fails when the app did what Slack would have refused, asked for a method nobody modelled, answered too late, or
 * posted one thing twice. What a bad day made go wrong is forgiven; `except` names errors the test is about.
 */
export function expectNoUnexpected(standIn: StandIn, { except = [] }: { except?: readonly string[] } = {}): void {
  const refused = standIn.requests
    .all()
    .filter((entry) => entry.refused && !entry.fault && !except.includes(entry.refused))
    .map((entry) => `${entry.name}: ${entry.refused} ${JSON.stringify(entry.response)}`);
  const problems = [...refused, ...postedTwice(standIn)];
  if (problems.length > 0) throw new Error(`Unexpected in Slack:\n${problems.map((line) => `- ${line}`).join('\n')}`);
}

/** Two messages with the same metadata are one delivery that happened twice. */
function postedTwice(standIn: StandIn): string[] {
  const seen = new Set<string>();
  return [...standIn.state.messages.values()].flat().flatMap((message) => {
    if (!message.metadata) return [];
    const key = canonicalJson(message.metadata);
    if (seen.has(key)) return [`posted twice: ${key}`];
    seen.add(key);
    return [];
  });
}
