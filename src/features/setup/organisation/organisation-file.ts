import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ConfigError } from '../../../kernel/errors.js';
import { loadHolidays } from '../../../organisation/calendar/working-days.js';
import { describeFault, type LooseFault, placeFaults } from '../../../platform/yaml/schema-faults.js';
import { suggestion } from '../../../platform/yaml/suggestion.js';
import { type FaultPath, readYaml } from '../../../platform/yaml/yaml-source.js';
import type { Organisation } from './organisation.js';
import { referenceFaults } from './references.js';
import { resolveOrganisation } from './resolve.js';
import { crossFaults } from './rules.js';
import { readSections, type Sections } from './sections.js';

export type OrganisationText = {
  /** As faults name it: `copil.yml`. */
  readonly name: string;
  readonly text: string;
  /** Names of the digest templates there are; when given, a committee cannot name another. */
  readonly templates?: readonly string[];
};

/**
 * Reads a `copil.yml` and fills in its defaults.
 * @throws ConfigError whose `problems` list every fault at once, in the order of the file, as
 * `copil.yml:42 committees.growth-ops.timeZone: "Europe/Pari" is not a time zone; did you mean Europe/Paris?`
 */
export async function parseOrganisation(file: OrganisationText): Promise<Organisation> {
  const source = readYaml(file.text);
  if (source.value === undefined || file.text.trim() === '') {
    const empty: LooseFault[] = file.text.trim() === '' ? [{ path: [], message: 'is empty: nothing to apply' }] : [];
    throw asError(
      file.name,
      placeFaults(source, empty).map((fault) => describeFault(file.name, fault)),
    );
  }
  const { sections, raw, faults } = readSections(source.value);
  const all = placeFaults(source, [
    ...faults,
    ...referenceFaults(raw),
    ...crossFaults(sections),
    ...templateFaults(sections, file.templates),
    ...(await countryFaults(sections)),
  ]);
  if (all.length > 0 || sections.workspace === null) {
    throw asError(
      file.name,
      all.map((fault) => describeFault(file.name, fault)),
    );
  }
  return resolveOrganisation(sections, sections.workspace);
}

/**
 * Reads a `copil.yml` from disk; see `parseOrganisation`.
 * @throws ConfigError also when the file cannot be read.
 */
export async function loadOrganisation(path: string, templates?: readonly string[]): Promise<Organisation> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    const reason = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new ConfigError(`The organisation file ${path} was not applied: ${reason}. Nothing was changed.`, [], {
      cause,
    });
  }
  return parseOrganisation({ name: basename(path), text, ...(templates === undefined ? {} : { templates }) });
}

function asError(name: string, problems: readonly string[]): ConfigError {
  const count = problems.length === 1 ? '1 fault' : `${problems.length} faults`;
  return new ConfigError(`${name} has ${count}. Nothing was changed; correct the file and apply it again.`, problems);
}

function templateFaults({ committees }: Sections, templates: readonly string[] | undefined): LooseFault[] {
  if (templates === undefined) return [];
  return [...committees].flatMap(([key, { template }]): LooseFault[] => {
    if (template === undefined || templates.includes(template)) return [];
    const message = `there is no template "${template}"${suggestion(template, templates)} (known: ${templates.join(', ')})`;
    return [{ path: ['committees', key, 'template'], message }];
  });
}

/**
 * Holiday rules are only known by asking for them, and weigh too much to load where no schedule counts working days: a
 * country is then only compared with the ISO codes. That of a person always counts.
 */
async function countryFaults({ workspace, committees, people }: Sections): Promise<LooseFault[]> {
  const isCounting = [...committees.values()].some(({ schedule }) => 'workingDay' in schedule);
  const named: readonly { path: FaultPath; country: string | undefined; counts?: boolean }[] = [
    { path: ['workspace', 'country'], country: workspace?.country },
    ...[...committees].map(([key, { country }]) => ({ path: ['committees', key, 'country'], country })),
    ...[...people].map(([key, { country }]) => ({ path: ['people', key, 'country'], country, counts: true })),
  ];
  const faults = await Promise.all(
    named.map(async ({ path, country, counts = isCounting }): Promise<LooseFault[]> => {
      if (country === undefined || (!counts && isKnownRegion(country))) return [];
      try {
        await loadHolidays(country);
        return [];
      } catch (error) {
        return [{ path, message: (error as Error).message }];
      }
    }),
  );
  return faults.flat();
}

/** Whether Intl has a name for the country of a code such as FR or DE-BY. */
function isKnownRegion(country: string): boolean {
  const code = country.split('-')[0] ?? country;
  return new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code) !== undefined;
}
