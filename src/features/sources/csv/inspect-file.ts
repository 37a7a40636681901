import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { ValidationError } from '../../../kernel/errors.js';

/** `windows-1252` stands for Latin-1 too: it is what programs mean when they say so, and adds the euro sign. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

type InspectedFile = {
  readonly encoding: Encoding;
  /** SHA-256 of the bytes, in hex. */
  readonly contentHash: string;
};

type Signature = { readonly bytes: readonly number[]; readonly name: string };

const otherFormats: readonly Signature[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'an Excel workbook (or another zip file)' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Excel workbook' },
  { bytes: [0x1f, 0x8b], name: 'a compressed file' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF' },
];

/**
 * Reads the whole file once, as bytes, to learn its encoding (unless it is declared) and its hash.
 * @throws ValidationError when it is empty, missing, or not text at all.
 */
export async function inspectFile(path: string, declared?: Encoding): Promise<InspectedFile> {
  const hash = createHash('sha256');
  const text = createTextCheck();
  let isFirst = true;
  for await (const chunk of openBytes(path)) {
    if (isFirst) refuseOtherFormats(chunk, path);
    isFirst = false;
    hash.update(chunk);
    text.add(chunk);
  }
  if (isFirst)
    throw new ValidationError(`${path} is empty: expected a header and at least one row. Nothing was imported`);
  // Wide characters without a mark look like a binary file, unless somebody says what they are.
  return { encoding: declared ?? text.encoding(path), contentHash: hash.digest('hex') };
}

/** @throws ValidationError (while reading) when the file cannot be opened. */
export async function* openBytes(path: string, start = 0): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 18, start }) as AsyncIterable<Buffer>;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(error);
    throw new ValidationError(`${path} cannot be read: ${reason}. Nothing was imported`, {}, { cause: error });
  }
}

function startsWith(bytes: Buffer, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function refuseOtherFormats(first: Buffer, path: string): void {
  const other = otherFormats.find(({ bytes }) => startsWith(first, bytes));
  if (other) throw notText(path, other.name);
  const start = first
    .toString('latin1', 0, 512)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (/^<(?:!doctype|html|head|meta|style|table|\?xml)\b/i.test(start))
    throw notText(path, 'a web page (HTML or XML), as some programs save a table as .xls');
  if (/^(?:\{\s*"|\[\s*\{)/.test(start)) throw notText(path, 'JSON, which is taken by POST /api/readings');
}

function notText(path: string, name: string): ValidationError {
  return new ValidationError(
    `${path} is ${name}, not a CSV file: open it in a spreadsheet and save it as CSV UTF-8. Nothing was imported`,
  );
}

function createTextCheck(): { add(chunk: Buffer): void; encoding(path: string): Encoding } {
  let wide: Encoding | null | undefined;
  let hasZero = false;
  let isValidUtf8 = true;
  let carried: Buffer = Buffer.alloc(0);
  return {
    add: (chunk) => {
      if (wide === undefined)
        wide = startsWith(chunk, [0xff, 0xfe]) ? 'utf-16le' : startsWith(chunk, [0xfe, 0xff]) ? 'utf-16be' : null;
      hasZero ||= wide === null && chunk.includes(0);
      if (!isValidUtf8) return;
      const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
      const end = wholeCharacters(bytes);
      isValidUtf8 = isUtf8(bytes.subarray(0, end));
      carried = Buffer.from(bytes.subarray(end));
    },
    encoding: (path) => {
      if (wide) return wide;
      if (hasZero) throw notText(path, 'a binary file');
      return isValidUtf8 && isUtf8(carried) ? 'utf-8' : 'windows-1252';
    },
  };
}

/** Where the last whole UTF-8 character ends: a chunk may cut one in two. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}
