import { simplifiedName } from '../names.js';
import { personalMarkIn } from '../personal-marks.js';
import { createMissingCheck, type DecimalMark, readDuration, readNumber, shapeOf } from '../values.js';

/** What the cells of a column are. */
export type Column = {
  readonly index: number;
  readonly header: string;
  readonly kind: 'number' | 'text' | 'empty';
  /** Without those that are missing. */
  readonly cells: readonly string[];
  readonly numbers: NumbersSeen;
  /** In a column of numbers, the few words that are none. */
  readonly words: readonly string[];
};

export type NumbersSeen = {
  /** `either`: nothing tells; `mixed`: both are there; null: no cell has a mark. */
  readonly mark: DecimalMark | 'either' | 'mixed' | null;
  readonly unclear: string | undefined;
  readonly isPercent: boolean;
  /** ISO code or sign, as written; null where none is. */
  readonly currency: string | null;
  readonly hasDurations: boolean;
  readonly values: readonly number[];
};

const missing = createMissingCheck();

/** Of a hundred cells, so many make a column what they are. */
const most = 0.8;

/** More words in a column of numbers are no marks for a missing value. */
const mostWords = 3;

export function columnOf(index: number, header: string, rows: readonly (readonly string[])[]): Column {
  const cells = rows.map((row) => row[index] ?? '').filter((cell) => !missing.cell(cell));
  const others = cells.filter((cell) => !isNumber(cell));
  const words = [...new Set(others)];
  const isOfNumbers = cells.length - others.length >= cells.length * most && words.length <= mostWords;
  const kind = cells.length === 0 ? 'empty' : isOfNumbers ? 'number' : 'text';
  return {
    index,
    header,
    kind,
    cells,
    numbers: numbersIn(cells),
    words: kind === 'number' ? words : [],
  };
}

function isNumber(cell: string): boolean {
  return shapeOf(cell) !== 'none' || readDuration(cell, 'hours') !== null;
}

/** What the numbers among some cells are. */
export function numbersIn(cells: readonly string[]): NumbersSeen {
  const numbers = cells.filter(isNumber);
  const shapes = new Set(numbers.map(shapeOf));
  const mark = markOf(shapes);
  const reading: DecimalMark = mark === ',' ? ',' : '.';
  return {
    mark,
    unclear: numbers.find((cell) => shapeOf(cell) === 'either'),
    isPercent: numbers.filter((cell) => cell.includes('%')).length > numbers.length / 2,
    currency: currencyIn(numbers),
    hasDurations: numbers.some((cell) => shapeOf(cell) === 'none'),
    values: numbers.map((cell) => readNumber(cell, reading)).filter((value) => value !== null),
  };
}

function markOf(shapes: ReadonlySet<string>): NumbersSeen['mark'] {
  if (shapes.has('comma') && shapes.has('point')) return 'mixed';
  if (shapes.has('comma')) return ',';
  if (shapes.has('point')) return '.';
  return shapes.has('either') ? 'either' : null;
}

const codes = new Set(Intl.supportedValuesOf('currency'));

function currencyIn(cells: readonly string[]): string | null {
  for (const cell of cells) {
    const found = /\p{Sc}|(?<!\p{L})[A-Z]{3}(?!\p{L})/u.exec(cell)?.[0];
    if (found !== undefined && (found.length === 1 || codes.has(found))) return found;
  }
  return null;
}

/** The words a header is made of, in lower case and without accents. */
export function wordsOf(header: string): string[] {
  return simplifiedName(header)
    .split(/[^\p{L}%]+/u)
    .filter((word) => word !== '');
}

const ofPeople = new Set(
  'name names nom noms prenom prenoms firstname lastname surname fullname email emails mail mails courriel phone telephone tel mobile portable client clients customer customers user users utilisateur utilisateurs username login employee employees employe employes salarie salaries agent agents person personne people contact contacts manager owner responsable patient patients member membre student eleve iban nir ssn'.split(
    ' ',
  ),
);

const twoNames = /^\p{Lu}[\p{Ll}'’-]+(?:[ -]\p{Lu}[\p{Ll}'’.-]*)+$/u;

/** Whether a text is or may be about one person. */
export function isAboutPerson(text: string): boolean {
  return personalMarkIn(text) !== null || twoNames.test(text);
}

/** Whether a column of texts is, or may be, about single people: what it holds is then repeated nowhere. */
export function isAboutPeople({ header, cells }: Pick<Column, 'header' | 'cells'>): boolean {
  const values = [...new Set(cells)];
  if (wordsOf(header).some((word) => ofPeople.has(word)) || values.some((value) => personalMarkIn(value) !== null))
    return true;
  return values.length > 2 && values.filter((value) => twoNames.test(value)).length > values.length / 2;
}
