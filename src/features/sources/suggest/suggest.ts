import { basename, extname } from 'node:path';
import { ValidationError } from '../../../kernel/errors.js';
import { personalMarkIn } from '../personal-marks.js';
import { columnOf, isAboutPeople } from './columns.js';
import { type DatesFound, findDates } from './dates.js';
import { createKeys, keyOf, nameOf } from './keys.js';
import { type LongRoles, layLong, laySegments, rolesIn } from './long.js';
import { readSample, type Sample } from './sample.js';
import { beginMap, type MapDraft, type Question, type Suggestion } from './suggestion.js';
import { type Laid, layWide } from './wide.js';

/**
 * Looks at a file as an import would, and says what is missing for it: its source, its KPIs and a map.
 * @throws ValidationError when it is no table, or has no column of dates or of figures.
 */
export async function suggestFor(path: string): Promise<Suggestion> {
  const sample = await readSample(path);
  const dates = findDates(sample);
  if (!dates)
    throw new ValidationError(
      `No column of ${path} holds dates that Copil recognises. Write a map that names it, with date: { column: …, format: … }; "copil config reference" tells how`,
    );
  const file = basename(path, extname(path));
  const source = keyOf(file) || 'file';
  const laid = layOut(sample, dates, source);
  const kpis = laid.flatMap((one) => one.kpis);
  if (kpis.length === 0)
    throw new ValidationError(`${path} has no column of numbers beside its dates: there is no KPI to suggest`);
  return {
    source,
    sourceName: nameOf(source.replaceAll('-', ' ')),
    grain: dates.grain,
    weekStart: dates.weekStart,
    days: dates.days,
    kpis,
    maps: laid.map(({ draft }) => draft.done()),
    notes: [...aboutFile(sample), ...laid.flatMap(({ notes }) => notes)],
  };
}

type Drafted = Laid & { readonly draft: MapDraft };

function layOut(sample: Sample, dates: DatesFound, source: string): Drafted[] {
  const columns = sample.header.flatMap((header, index) =>
    index === dates.index ? [] : [columnOf(index, header, sample.rows)],
  );
  const people = columns.filter((column) => column.kind === 'text' && isAboutPeople(column));
  const names = people
    .map(({ header, index }) => (personalMarkIn(header) === null ? header : `${index + 1}`))
    .join(', ');
  const roles = rolesIn(columns, dates);
  const keyFor = createKeys();
  const drafted = (format: 'wide' | 'long', lay: (draft: MapDraft) => Laid): Drafted => {
    const draft = beginMap(sample, dates, { format, source });
    if (people.length > 0) draft.ask('people', { names });
    return { draft, ...lay(draft) };
  };
  if (roles && hasKpi(roles)) return [drafted('long', (draft) => layLong(draft, { sample, dates, roles, keyFor }))];
  if (roles && hasSegment(roles))
    return roles.values.map((value) =>
      drafted('long', (draft) => laySegments(draft, { sample, dates, roles, keyFor }, value)),
    );
  return [drafted('wide', (draft) => layWide(draft, columns, dates))];
}

type With<Key extends keyof LongRoles> = LongRoles & { readonly [K in Key]: NonNullable<LongRoles[K]> };

function hasKpi(roles: LongRoles): roles is With<'kpi'> {
  return roles.kpi !== null;
}

function hasSegment(roles: LongRoles): roles is With<'segment'> {
  return roles.segment !== null;
}

function aboutFile({ rows, isCut }: Sample): Question[] {
  return isCut ? [{ about: 'cut', values: { rows: rows.length } }] : [];
}
