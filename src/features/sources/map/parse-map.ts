import type { z } from 'zod';
import { ConfigError } from '../../../kernel/errors.js';
import { readYaml } from '../../../platform/yaml/yaml-source.js';
import { ImportMap } from './import-map.js';

/**
 * Reads the text of a map file.
 * @throws ConfigError that lists every fault with its line.
 */
export function parseImportMap(text: string, name: string): ImportMap {
  const source = readYaml(text);
  if (source.faults.length > 0) {
    throw faulty(
      name,
      source.faults.map(({ line, message }) => `line ${line}: ${message}`),
    );
  }
  const parsed = ImportMap.safeParse(source.value);
  if (parsed.success) return parsed.data;
  throw faulty(
    name,
    parsed.error.issues.map((issue) => {
      const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
      const line = source.lineOf([...path, ...keys.slice(0, 1)]);
      return `line ${line}: ${path.join('.') || 'the map'}: ${faultOf(issue)}`;
    }),
  );
}

/** Of a key that cannot be one, zod tells the reason a level below. */
function faultOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
}

function faulty(name: string, problems: readonly string[]): ConfigError {
  return new ConfigError(`${name} cannot be used as a map. Nothing was imported`, problems);
}
