import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Clock } from '../../../kernel/clock.js';
import { ConfigError } from '../../../kernel/errors.js';
import { findWorkspace } from '../../../organisation/people/people.js';
import type { Database } from '../../../platform/db/database.js';
import type { Organisation } from '../organisation/organisation.js';
import { arrivalInstants } from './arrivals.js';
import { extendSample, installSample, type SampleDeps, sampleSeed, sampleWorldOf } from './install-sample.js';
import { sampleImporter } from './sample-importer.js';
import { loadSampleOrganisation } from './sample-organisation.js';
import { findSampleMade, type SampleMade } from './sample-state.js';

/** The sample of one sandbox: its organisation, and readings that go on with its clock. */
export interface SandboxSample {
  readonly workspaceId: string;
  readonly organisation: Organisation;
  /** Made just now, in an empty database. */
  readonly isNew: boolean;
  readonly made: SampleMade;
  /** Imports what arrives until then; what arrived before changes nothing. One call after the other. */
  goOn(until: Date): Promise<void>;
  /** When something arrives in the span; `after` is not included. */
  arrivals(span: { readonly after: Date; readonly until: Date }): readonly Date[];
}

export type SandboxDeps = {
  readonly database: Database;
  readonly clock: Clock;
  /** Read already, by whoever needs it elsewhere too. */
  readonly organisation?: Organisation;
};

/** What the visitor asked for; left out, a sandbox that exists is taken as it is. */
export type SandboxAsk = { readonly seed?: string; readonly startDay?: CalendarDate };

/**
 * Makes a sandbox's database ready: installs the sample where it is missing, else lets its readings go on to the clock's
 * time.
 * @throws ConfigError when the database belongs to a production workspace, or was made with another seed or day; it is
 * not touched.
 */
export async function prepareSandbox(deps: SandboxDeps, ask: SandboxAsk = {}): Promise<SandboxSample> {
  const organisation = deps.organisation ?? (await loadSampleOrganisation());
  const workspace = await findWorkspace(deps.database.client);
  const isNew = workspace?.kind !== 'sandbox';
  const made = isNew
    ? { seed: ask.seed ?? sampleSeed, startDay: ask.startDay ?? null }
    : await madeAs(deps.database, workspace.id, ask);
  const world = await sampleWorldOf(made.seed);
  const sample = { ...deps, importReadings: sampleImporter(deps.database), organisation, world };
  const workspaceId = isNew
    ? (await installSample(sample, { seed: made.seed, ...(made.startDay === null ? {} : { startDay: made.startDay }) }))
        .workspaceId
    : workspace.id;
  const goOn = createFlow(sample, workspaceId, isNew ? deps.clock.now() : undefined);
  if (!isNew) await goOn(deps.clock.now());
  const arrivals: SandboxSample['arrivals'] = (span) => arrivalInstants(organisation, span);
  return { workspaceId, organisation, isNew, made, goOn, arrivals };
}

/** The sandbox in a database and how its sample was made; null when there is none. @throws ConfigError as above */
export async function findSandboxMade(
  database: Database,
  ask: SandboxAsk = {},
): Promise<{ readonly workspaceId: string; readonly made: SampleMade } | null> {
  const workspace = await findWorkspace(database.client);
  if (workspace?.kind !== 'sandbox') return null;
  return { workspaceId: workspace.id, made: await madeAs(database, workspace.id, ask) };
}

async function madeAs(database: Database, workspaceId: string, ask: SandboxAsk): Promise<SampleMade> {
  const made = (await findSampleMade(database.client, workspaceId)) ?? { seed: sampleSeed, startDay: null };
  const isSame = (ask.seed ?? made.seed) === made.seed && (ask.startDay ?? made.startDay) === made.startDay;
  if (isSame) return made;
  const began = made.startDay === null ? 'in real time' : `on ${made.startDay}`;
  throw new ConfigError(
    `This sandbox was made with the seed "${made.seed}" and began ${began}; nothing was changed. ` +
      'Leave out --seed and --as-of to open it, add --reset to make it anew and lose what was typed in it, or set DATABASE_URL to another file.',
  );
}

/** Each call goes on where the one before ended; the first goes back as far as readings are missing. */
function createFlow(sample: SampleDeps, workspaceId: string, installedAt: Date | undefined) {
  let after = installedAt;
  return async (until: Date): Promise<void> => {
    if (after && until <= after) return;
    await extendSample(sample, { workspaceId, until, ...(after ? { after } : {}) });
    after = until;
  };
}
