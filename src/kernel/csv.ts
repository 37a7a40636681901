import { stringify } from 'csv-stringify/sync';

/** What a spreadsheet would read as a formula: nobody's text may compute anything there. */
const formula = /^[=+\-@\t\r]/;
const plainNumber = /^-?\d+(?:\.\d+)?$/;

/**
 * A program splits a file by its own separator whatever the file's is, and then takes quotes for part of a text: a cell
 * begins wherever any separator or line end stands, and behind a quote that follows one.
 */
const cellInside = /(?<=[,;\t|\r\n])(?="*[=+\-@\t\r])/g;

export type CsvDialect = {
  readonly delimiter: string;
  readonly lineEnd: string;
  /** Cells that are left as they are, though they begin with a sign. */
  readonly isNumber: (cell: string) => boolean;
};

const usual: CsvDialect = { delimiter: ',', lineEnd: '\r\n', isNumber: (cell) => plainNumber.test(cell) };

/**
 * One record of a CSV file (RFC 4180), with its line end. Wherever a spreadsheet could find a formula, also one that
 * splits by another separator, an apostrophe stands before it; numbers stay numbers.
 */
export function csvRecord(cells: readonly string[], dialect: Partial<CsvDialect> = {}): string {
  const { delimiter, lineEnd, isNumber } = { ...usual, ...dialect };
  return stringify([cells], {
    delimiter,
    record_delimiter: lineEnd,
    // The library quotes a line end of another kind than the file's only where it is told to.
    quote_record_delimiter: true,
    cast: { string: (text) => disarmed(text, isNumber) },
  });
}

/** The library's own rule (`escape_formulas`) sees the beginning of a cell alone, and takes -5 for a formula. */
function disarmed(text: string, isNumber: CsvDialect['isNumber']): string | { value: string; quoted: true } {
  const inside = text.replaceAll(cellInside, "'");
  const safe = formula.test(text) && !isNumber(text) ? `'${inside}` : inside;
  return safe === text ? text : { value: safe, quoted: true };
}
