/** How far this machine's clock is from Slack's, as Slack's answers tell. */
export interface SlackClock {
  /** Positive where this machine is ahead; null before the first answer. To the second. */
  aheadMs(): number | null;
  /** What asks Slack: each answer tells its time. */
  readonly fetch: typeof fetch;
}

export function createSlackClock(nowMs: () => number): SlackClock {
  let ahead: number | null = null;
  return {
    aheadMs: () => ahead,
    async fetch(input, init) {
      const askedAt = nowMs();
      const response = await fetch(input, init);
      const said = Date.parse(response.headers.get('date') ?? '');
      // Slack wrote it at some moment between, and leaves out what is less than a second.
      if (!Number.isNaN(said)) ahead = (askedAt + nowMs()) / 2 - (said + 500);
      return response;
    },
  };
}
