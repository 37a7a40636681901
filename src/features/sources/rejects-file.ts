import { type FileHandle, open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { CsvFile } from './csv/open-csv.js';
import { rejectColumns } from './plan/layout.js';
import type { Reject } from './rows/decode.js';

/** Writes rejected rows as they stood, with their line and the reason, so that a corrected copy can be imported again. */
export type RejectsFile = {
  write(rejects: readonly Reject[]): Promise<void>;
  /** Where they are; null when there was none. */
  close(): Promise<string | null>;
};

/** `<file>.rejects.csv` beside the file, or in the working folder where that cannot be written; made at the first reject. */
export function createRejectsFile(file: Pick<CsvFile, 'path' | 'delimiter' | 'header'>): RejectsFile {
  let opened: { readonly handle: FileHandle; readonly path: string } | null = null;
  const line = (cells: readonly string[]): string =>
    `${cells.map((cell) => quoted(cell, file.delimiter)).join(file.delimiter)}\n`;
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
  const beside = resolve(`${path}.rejects.csv`);
  try {
    return { handle: await open(beside, 'w'), path: beside };
  } catch (error) {
    const elsewhere = resolve(`${basename(path)}.rejects.csv`);
    if (elsewhere === beside) throw error;
    return { handle: await open(elsewhere, 'w'), path: elsewhere };
  }
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
