import { ConfigError } from '../../../kernel/errors.js';
import { checkEntry, placeFaults } from '../../../platform/yaml/schema-faults.js';
import { readYaml } from '../../../platform/yaml/yaml-source.js';
import { ImportMap } from './import-map.js';

/**
 * Reads the text of a map file.
 * @throws ConfigError that lists every fault with its line.
 */
export function parseImportMap(text: string, name: string): ImportMap {
  const source = readYaml(text);
  // What is no YAML has faults of its own; what could be read of it would only seem to lack keys.
  const { value, faults } =
    source.faults.length > 0 ? { value: null, faults: [] } : checkEntry(ImportMap, { value: source.value, path: [] });
  if (value !== null) return value;
  throw new ConfigError(
    `${name} cannot be used as a map. Nothing was imported`,
    placeFaults(source, faults).map(
      ({ line, path, message }) => `line ${line}: ${path.join('.') || 'the map'}: ${message}`,
    ),
  );
}
