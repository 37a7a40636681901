import { isNode, LineCounter, parseDocument } from 'yaml';
import { ConfigError } from '../../../kernel/errors.js';
import { ImportMap } from './import-map.js';

/**
 * Reads the text of a map file.
 * @throws ConfigError that lists every fault with its line.
 */
export function parseImportMap(text: string, name: string): ImportMap {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw faulty(
      name,
      document.errors.map((error) => `line ${lines.linePos(error.pos[0]).line}: ${error.message}`),
    );
  }
  const parsed = ImportMap.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw faulty(
    name,
    parsed.error.issues.map((issue) => {
      const path = issue.path.map(String);
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
      return `line ${lineOf([...path, ...keys.slice(0, 1)])}: ${path.join('.') || 'the map'}: ${issue.message}`;
    }),
  );

  /** The nearest thing above that is written in the file: a missing key has no line of its own. */
  function lineOf(path: readonly string[]): number {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(
        path.slice(0, length).map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
        true,
      );
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}

function faulty(name: string, problems: readonly string[]): ConfigError {
  return new ConfigError(`${name} cannot be used as a map. Nothing was imported`, problems);
}
