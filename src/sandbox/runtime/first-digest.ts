/** The digest that a visitor reads first. */
export const firstDigest = { committeeKey: 'growth-ops', period: 'latest' } as const;
