import { readFile } from 'node:fs/promises';
import type { Clock } from '../../kernel/clock.js';
import { ValidationError } from '../../kernel/errors.js';
import { type NewId, sha256 } from '../../kernel/ids.js';
import { canonicalJson } from '../../kernel/json.js';
import { formatValue } from '../../kernel/numbers.js';
import { localDate } from '../../kernel/zoned-time.js';
import { createHolidayCalendars } from '../../organisation/calendar/working-days.js';
import type { Database } from '../../platform/db/database.js';
import { type CommitteeKpi, listKpis } from '../kpis/public.js';
import { type Catalog, createCatalog } from './catalog.js';
import { openCsv } from './csv/open-csv.js';
import { onlyWhere, transposed } from './csv/reshape.js';
import type { ImportOrigin } from './import-outcome.js';
import { parseImportMap } from './map/parse-map.js';
import { planFile } from './plan/plan-file.js';
import { createRejectsFile } from './rejects-file.js';
import { decideColumns, judgeColumns } from './rows/column-rules.js';
import { createDecoder, type Decoded } from './rows/decode.js';
import { decodePosted, PostedReadings, zoneNotice } from './rows/decode-posted.js';
import { type ProposedTrend, settleLimits } from './settle-limits.js';
import { type ImportOptions, type ImportReport, type Input, runImport } from './staging/run-import.js';
import { findImported, readSourceRules } from './stored-readings.js';
import { createWeekdayWatch, type WeekdayWatch } from './weekday-watch.js';

export type SourcesDeps = {
  readonly database: Database;
  /** Business time: what an import is stamped with. */
  readonly clock: Clock;
  readonly newId: NewId;
  readonly workspaceId: string;
};

export type FileImport = ImportOptions & {
  readonly path: string;
  /** Path of a map file, for headers, dates and numbers that the file alone does not explain. */
  readonly mapPath?: string | undefined;
};

export type PostedImport = ImportOptions & {
  readonly posted: unknown;
  readonly name?: string;
  /** How they came, where the way they came by does not say it. */
  readonly origin?: ImportOrigin;
};

/** What comes by these ways without a file. */
const origins = { slack: 'typed', http: 'api', schedule: 'computed', cli: 'file' } as const;

export type Importer = {
  /**
   * Imports a CSV file, wide or long. It becomes visible at once or not at all; importing it again changes nothing.
   * @throws ValidationError when the file cannot be read as a whole, ConfigError for a faulty map, ConflictError while
   * another import runs. Nothing is kept then.
   */
  importFile(ask: FileImport): Promise<ImportReport>;
  /**
   * Imports `{ source, readings: [{ kpi, period, segment?, value | numerator, denominator }] }`.
   * @throws ValidationError when it has not that shape, ConflictError while another import runs.
   */
  importReadings(ask: PostedImport): Promise<ImportReport>;
  /** The same for what Copil computes itself, and nobody types or posts. @throws as `importReadings` */
  importComputed(posted: unknown): Promise<ImportReport>;
};

export function createImporter(deps: SourcesDeps): Importer {
  const { database, workspaceId, clock } = deps;
  const settled = async (report: ImportReport): Promise<ImportReport> => {
    const trends = await limitsAfter(deps, report);
    return { ...report, notices: [...report.notices, ...trends.map(trendNotice)] };
  };
  const catalogOf = async (kpis: readonly CommitteeKpi[], { surface }: ImportOptions): Promise<Catalog> =>
    createCatalog(kpis, {
      isComputing: surface === 'schedule',
      rules: await readSourceRules(database, workspaceId),
      now: clock.now(),
    });
  const importReadings: Importer['importReadings'] = async (ask) =>
    settled(
      await runImport(deps, openPosted(ask, await catalogOf(await listKpis(database.client, workspaceId), ask)), ask),
    );
  return {
    importFile: async (ask) => {
      const kpis = await listKpis(database.client, workspaceId);
      const input = await openFile(ask, await catalogOf(kpis, ask), createWeekdayWatch(kpis));
      return settled(await runImport(deps, input, ask));
    },
    importReadings,
    importComputed: (posted) =>
      importReadings({ posted, name: 'computed by Copil', actorKey: null, surface: 'schedule' }),
  };
}

/** Sets the limits of what has readings enough now. What was imported is kept, whatever becomes of that. */
async function limitsAfter(deps: SourcesDeps, { importIds, visible }: ImportReport): Promise<readonly ProposedTrend[]> {
  const { database, workspaceId } = deps;
  if (!visible || importIds.length === 0) return [];
  try {
    const { kpiIds, importedAt } = await findImported(database, importIds);
    const kpis = (await listKpis(database.client, workspaceId)).filter(({ id }) => kpiIds.has(id));
    const at = deps.clock.now();
    const { trends } = await settleLimits(
      { database, holidaysIn: createHolidayCalendars() },
      { workspaceId, kpis, at, asOf: localDate(at, 'UTC'), importedAt },
    );
    return trends;
  } catch {
    // The next digest sets them.
    return [];
  }
}

function trendNotice({ kpi, share }: ProposedTrend): string {
  const percent = formatValue(share, { style: 'percent', decimals: 0 }, 'en');
  return `Note: a straight line explains ${percent} of ${kpi}. With "trend: true" in copil.yml its limits lie about that line; without, about a level one.`;
}

async function openFile({ path, mapPath }: FileImport, catalog: Catalog, watch: WeekdayWatch): Promise<Input> {
  const map = mapPath === undefined ? null : parseImportMap(await readMap(mapPath), mapPath);
  const opened = await openCsv(path, map ?? {});
  const upright = map?.transposed === true ? await transposed(opened) : opened;
  const plan = planFile(upright, catalog, map);
  const { file, leftOut } = onlyWhere(upright, plan.where);
  const rules = await decideColumns(file, plan);
  const decoder = createDecoder(plan, rules);
  const { faults, notices } = judgeColumns(plan, rules);
  return {
    name: path,
    contentHash: file.contentHash,
    origin: 'file',
    onDuplicate: plan.onDuplicate,
    faults: faults.map((reason) => ({ line: file.header.line, reason })),
    rejects: createRejectsFile(file),
    batches: async function* () {
      for await (const rows of file.rows()) {
        const decoded: Decoded = { readings: [], rejects: [], missing: 0 };
        for (const row of rows) decoder.decode(row, decoded);
        watch.see(decoded.readings);
        yield decoded;
      }
    },
    notices: () => [
      ...notices,
      ...(upright === opened ? [] : [turned]),
      ...(leftOut() > 0 ? [`${leftOut()} rows were left out by where in the map.`] : []),
      ...watch.notices(),
    ],
  };
}

const turned =
  'Rows and columns were exchanged, as the map says: a line above is the number of a column. Rejects are written upright: import them without transposed.';

async function readMap(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ValidationError(`The map ${path} cannot be read. Nothing was imported`, {}, { cause: error });
  }
}

function openPosted({ posted, name, surface, origin }: PostedImport, catalog: Catalog): Input {
  const parsed = PostedReadings.safeParse(posted);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, message }) => [path.join('.') || 'body', message] as const);
    const words = fields.map((field) => field.join(': ')).join('; ');
    throw new ValidationError(
      `The readings cannot be taken: ${words}. Nothing was imported`,
      Object.fromEntries(fields),
    );
  }
  const decoded = decodePosted(parsed.data, catalog);
  return {
    name: name ?? 'posted readings',
    contentHash: sha256(canonicalJson(parsed.data)),
    origin: origin ?? origins[surface],
    onDuplicate: 'reject',
    faults: [],
    rejects: null,
    batches: async function* () {
      yield decoded;
    },
    notices: () => zoneNotice(parsed.data, decoded),
  };
}
