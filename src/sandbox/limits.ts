/**
 * Slack's limits as Slack documents or shows them. The app has a table of its own and must not read this one:
 * a limit copied wrongly there would otherwise be believed here.
 */
export const limits = {
  blocksPerMessage: 50,
  blocksPerView: 100,
  /** Sum of all text in the blocks of one message; undocumented, measured by users of the API. */
  blockTextPerMessage: 13_200,
  markdownPerMessage: 12_000,
  textKept: 40_000,
  textOfUpdate: 4_000,
  /** Undocumented; Slack's error says only that it is too large. */
  metadataBytes: 8_000,
  viewBytes: 250_000,
  viewStack: 3,
  privateMetadata: 3_000,
  id: 255,
  triggerLifeMs: 3_000,
  responseUrlUses: 5,
  responseUrlLifeMs: 30 * 60_000,
  acknowledgeMs: 3_000,
  /** Characters before options are asked for, where the element does not say. */
  suggestionQuery: 3,
  socketTicketMs: 30_000,
  sockets: 10,
  historyPage: 999,
  tablesPerMessage: 1,
  chartsPerMessage: 2,
} as const;

/** A window of a minute per method; `perChannel` is a bucket that refills by one each second. */
export type Rate = { readonly perMinute: number; readonly perChannel?: { readonly burst: number } };

export const tiers = {
  /** Slack promises one a minute and tolerates some; reconnecting sockets live on that. */
  1: { perMinute: 10 },
  2: { perMinute: 20 },
  3: { perMinute: 50 },
  4: { perMinute: 100 },
  /** Hundreds a minute, no promise. */
  many: { perMinute: 600 },
  post: { perMinute: 300, perChannel: { burst: 10 } },
} as const satisfies Record<string, Rate>;

export type Tier = keyof typeof tiers;
