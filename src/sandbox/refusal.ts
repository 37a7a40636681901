/** Slack says no: `{ ok: false, error }` with status 200, plus what Slack adds for that error. */
export class Refusal extends Error {
  readonly error: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(error: string, details: Readonly<Record<string, unknown>> = {}) {
    super(error);
    this.name = 'Refusal';
    this.error = error;
    this.details = details;
  }
}
