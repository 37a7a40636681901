import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommitteeKpi, Grain, Kpi, RollUp } from '../../../src/features/kpis/public.js';
import { type CatalogOptions, createCatalog } from '../../../src/features/sources/catalog.js';
import { openCsv } from '../../../src/features/sources/csv/open-csv.js';
import { onlyWhere, transposed } from '../../../src/features/sources/csv/reshape.js';
import { parseImportMap } from '../../../src/features/sources/map/parse-map.js';
import { planFile } from '../../../src/features/sources/plan/plan-file.js';
import { decideColumns, judgeColumns } from '../../../src/features/sources/rows/column-rules.js';
import { createDecoder, type Decoded } from '../../../src/features/sources/rows/decode.js';
import { createUnseen } from '../../../src/features/sources/unseen.js';

/** Today, for files whose dates lie before it. */
const today = new Date('2026-11-30T09:00:00Z');

type KpiOptions = {
  readonly grain?: Grain;
  readonly weekStart?: Kpi['weekStart'];
  readonly rollUp?: RollUp;
  readonly sources?: readonly string[];
  readonly segments?: readonly string[];
  readonly more?: Partial<Kpi>;
};

export function aKpi(key: string, options: KpiOptions = {}): CommitteeKpi {
  const { grain = 'day', weekStart = 'monday', rollUp = 'sum', sources = ['crm'], segments, more } = options;
  return {
    id: `id-${key}`,
    formula: null,
    owner: null,
    sources: sources.map((source) => ({ id: `id-${source}`, key: source, name: { en: source, fr: source } })),
    kpi: {
      key,
      name: { en: key, fr: key },
      domain: 'audience',
      format: { style: 'number', decimals: 0 },
      changeKind: 'percent',
      direction: 'higher',
      rollUp,
      grain,
      weekStart,
      targets: [],
      isSeasonal: false,
      accessLevel: 'public',
      ...(segments ? { segments } : {}),
      ...more,
    },
  };
}

export type Read = {
  readonly readings: readonly string[];
  readonly rejects: readonly string[];
  readonly faults: readonly string[];
  readonly notices: readonly string[];
  readonly missing: number;
};

type ReadingOptions = { readonly map?: string } & Partial<Pick<CatalogOptions, 'rules' | 'now'>>;

/** Reads a file's text the way an import does, up to the store: `kpi[segment] start value`, `line: reason`. */
export async function readText(
  text: string | Uint8Array,
  kpis: readonly CommitteeKpi[],
  how: string | ReadingOptions = {},
): Promise<Read> {
  const { map, rules = new Map(), now = today } = typeof how === 'string' ? { map: how } : how;
  const folder = await mkdtemp(join(tmpdir(), 'copil-rows-'));
  try {
    const path = join(folder, 'file.csv');
    await writeFile(path, text);
    const parsed = map === undefined ? null : parseImportMap(map, 'map.yml');
    const opened = await openCsv(path, parsed ?? {});
    const upright = parsed?.transposed === true ? await transposed(opened) : opened;
    const plan = planFile(upright, createCatalog(kpis, { rules, now }), parsed);
    const { file } = onlyWhere(upright, plan.where);
    const columns = await decideColumns(file, plan);
    const decoder = createDecoder(plan, columns);
    const unseen = createUnseen();
    const decoded: Decoded = { readings: [], rejects: [], missing: 0 };
    for await (const rows of file.rows()) for (const row of rows) decoder.decode(row, decoded);
    unseen.add(decoded.readings);
    const { faults, notices } = judgeColumns(plan, columns);
    return { ...inWords(decoded), faults, notices: [...notices, ...unseen.notices()] };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Reads one of the files in `inputs`: ordinary ones, as offices write them. */
export async function readInput(
  name: string,
  kpis: readonly CommitteeKpi[],
  how?: string | ReadingOptions,
): Promise<Read> {
  return readText(await readFile(new URL(`./inputs/${name}.csv`, import.meta.url)), kpis, how);
}

function inWords({ readings, rejects, missing }: Decoded): Omit<Read, 'faults' | 'notices'> {
  return {
    missing,
    readings: readings.map(({ target, start, value, numerator, denominator }) => {
      const what = target.segment === '' ? target.kpi : `${target.kpi}[${target.segment}]`;
      return `${what} ${start} ${value ?? `${numerator}/${denominator}`}`;
    }),
    rejects: rejects.map(({ row, reasons }) => `${row.line}: ${reasons.join('; ')}`),
  };
}
