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

/** Two messages with one type and key in their metadata (or all of them alike) are one delivery that happened twice. */
function postedTwice(standIn: StandIn): string[] {
  const seen = new Set<string>();
  return [...standIn.state.messages.values()].flat().flatMap((message) => {
    if (!message.metadata) return [];
    const { event_type, event_payload } = message.metadata;
    const key = `${event_type} ${canonicalJson(event_payload['key'] ?? event_payload)}`;
    if (seen.has(key)) return [`posted twice: ${key}`];
    seen.add(key);
    return [];
  });
}
