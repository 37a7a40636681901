import { type FileHandle, open, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { csvRecord } from '../../kernel/csv.js';
import { ValidationError } from '../../kernel/errors.js';
import type { CsvFile } from './csv/open-csv.js';
import { rejectColumns } from './plan/layout.js';
import type { Reject } from './rows/decode.js';
import { shapeOf } from './values.js';

/** Writes rejected rows as they stood, formulas disarmed, with their line and the reason, so that a corrected copy can be imported again. */
export type RejectsFile = {
  write(rejects: readonly Reject[]): Promise<void>;
  /** Where they are; null when there was none. */
  close(): Promise<string | null>;
};

/** `<file>.rejects.csv` beside the file, or in the working folder where that cannot be written; made at the first reject. */
export function createRejectsFile(file: Pick<CsvFile, 'path' | 'delimiter' | 'header'>): RejectsFile {
  let opened: { readonly handle: FileHandle; readonly path: string } | null = null;
  const isNumber = (cell: string): boolean => shapeOf(cell) !== 'none';
  const line = (cells: readonly string[]): string =>
    csvRecord(cells, { delimiter: file.delimiter, lineEnd: '\n', isNumber });
  return {
    write: async (rejects) => {
      if (rejects.length === 0) return;
      if (!opened) {
        opened = await openBeside(file.path);
        await opened.handle.write(line([...namesOf(file.header.cells), ...rejectColumns]));
      }
      const rows = rejects.map(({ row, reasons }) =>
        line([...inWidth(row.cells, file), String(row.line), reasons.join('; ')]),
      );
      await opened.handle.write(rows.join(''));
    },
    close: async () => {
      await opened?.handle.close();
      return opened?.path ?? null;
    },
  };
}

/** A file of rejects that is imported again brings these two columns along already. */
function namesOf(header: readonly string[]): string[] {
  return header.filter((name) => !(rejectColumns as readonly string[]).includes(name));
}

function inWidth(cells: readonly string[], { header }: Pick<CsvFile, 'header'>): string[] {
  const kept = cells.filter((_, index) => !(rejectColumns as readonly string[]).includes(header.cells[index] ?? ''));
  // A row that is too short or too long stays as it is, beyond repair here; its reason still ends the line.
  const missing = namesOf(header.cells).length - kept.length;
  return missing > 0 ? [...kept, ...Array.from({ length: missing }, () => '')] : kept;
}

async function openBeside(path: string): Promise<{ handle: FileHandle; path: string }> {
  const [beside, elsewhere] = [resolve(`${path}.rejects.csv`), resolve(`${basename(path)}.rejects.csv`)];
  try {
    return { handle: await openAnew(beside), path: beside };
  } catch (error) {
    if (elsewhere === beside) throw unwritable(beside, error);
    const handle = await openAnew(elsewhere).catch((cause: unknown) => {
      throw unwritable(`${beside} or ${elsewhere}`, cause);
    });
    return { handle, path: elsewhere };
  }
}

/** In the place of what stood there, never through it: a link would have whatever it leads to written over. */
async function openAnew(path: string): Promise<FileHandle> {
  await rm(path, { force: true });
  return open(path, 'wx');
}

function unwritable(where: string, cause: unknown): ValidationError {
  return new ValidationError(
    `The rows that were refused cannot be written to ${where}. Nothing was imported; make that folder writable, or start from another one`,
    {},
    { cause },
  );
}
