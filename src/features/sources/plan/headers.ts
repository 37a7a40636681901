import { ValidationError } from '../../../kernel/errors.js';
import { dateHeaders, simplifiedName } from '../names.js';
import {
  type DrawnPlan,
  type FindTarget,
  type NumberColumn,
  rejectColumns,
  seriesOf,
  type WidePart,
} from './layout.js';

/** Headers that Copil knows without a map, in English and French, as `simplified` writes them. */
export const knownHeaders = {
  date: dateHeaders,
  kpi: ['kpi', 'indicateur', 'indicator', 'metric', 'metrique', 'measure', 'mesure'],
  value: ['value', 'valeur'],
  numerator: ['numerator', 'numerateur'],
  denominator: ['denominator', 'denominateur'],
  segment: ['segment'],
  source: ['source'],
} as const satisfies Record<string, readonly string[]>;

type Role = keyof typeof knownHeaders;

/**
 * Reads a file by its headers: long when it names a KPI column, else wide with the date first and a KPI key in each
 * other header.
 * @throws ValidationError when a long file lacks its date or its value.
 */
export function planWithoutMap(header: readonly string[], find: FindTarget): DrawnPlan {
  const roles = new Map<Role, number>();
  for (const [index, name] of header.entries()) {
    for (const role of Object.keys(knownHeaders) as Role[]) {
      if ((knownHeaders[role] as readonly string[]).includes(simplifiedName(name)) && !roles.has(role))
        roles.set(role, index);
    }
  }
  return roles.has('kpi') ? planLong(header, roles) : planWide(header, find);
}

function planLong(header: readonly string[], roles: ReadonlyMap<Role, number>): DrawnPlan {
  const number = (role: Role): NumberColumn | undefined => {
    const index = roles.get(role);
    return index === undefined ? undefined : { index, name: header[index] ?? role, scale: 1 };
  };
  const columns = { value: number('value'), numerator: number('numerator'), denominator: number('denominator') };
  const dateColumn = roles.get('date');
  const hasValue = columns.value ?? (columns.numerator && columns.denominator);
  if (dateColumn === undefined || !hasValue) {
    const lacking = dateColumn === undefined ? 'date or period' : 'value (or numerator and denominator)';
    throw new ValidationError(
      `The file has a column "${header[roles.get('kpi') ?? 0]}" but none for ${lacking}; its columns are ${header.join(', ')}. Rename them or give a map (--map). Nothing was imported`,
    );
  }
  const used = new Set(roles.values());
  const spare = header.flatMap((name, index) =>
    used.has(index) || name === '' || isRejectColumn(name)
      ? []
      : [{ index, reason: `column "${name}" is not known: it was left out` }],
  );
  const layout = {
    kind: 'long',
    columns,
    kpi: roles.get('kpi') ?? -1,
    segment: roles.get('segment') ?? null,
    source: roles.get('source') ?? null,
  } as const;
  return { dateColumn, layout, faults: [], spare };
}

function isRejectColumn(name: string): boolean {
  return (rejectColumns as readonly string[]).includes(name);
}

/** The columns of a wide file whose headers are KPIs, save its date and those to leave out. */
export function wideParts(header: readonly string[], isLeftOut: (name: string, index: number) => boolean): WidePart[] {
  return header.flatMap((name, index): WidePart[] => {
    if (name === '' || isRejectColumn(name) || isLeftOut(name, index)) return [];
    const [, key = name, part = 'value'] = /^(.*)\.(value|numerator|denominator)$/i.exec(name) ?? [];
    const role = part.toLowerCase() as WidePart['part'];
    return [{ kpi: key, segment: undefined, part: role, column: { index, name, scale: 1 } }];
  });
}

function planWide(header: readonly string[], find: FindTarget): DrawnPlan {
  return {
    dateColumn: 0,
    ...seriesOf(
      wideParts(header, (_, index) => index === 0),
      find,
    ),
  };
}
