import { stringify } from 'yaml';
import type { JsonSchema } from './json-schemas.js';

/** One key of a file. A dot stands between a key and those within it, `*` for any name. */
export type KeyRow = {
  readonly path: string;
  /** What may be written, in words. */
  readonly takes: string;
  /** As it would be written; empty for a key that has none, null for one that must be given. */
  readonly usual: string | null;
  readonly meaning: string;
  /** The key with a value; empty where nothing makes a good one. */
  readonly example: string;
};

/** Every key that a schema knows, those within a key behind it. */
export function keyRows(schema: JsonSchema, path = ''): KeyRow[] {
  return [...keysWithin(schema)].flatMap(([key, found]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [rowOf(at, found), ...uniqueRows(found.schemas.flatMap((inner) => keyRows(inner, at)))];
  });
}

/** A Markdown table of rows. */
export function keyTable(rows: readonly KeyRow[]): string {
  const lines = rows.map(({ path, takes, usual, meaning, example }) =>
    [code(path), takes, usual === null ? '**required**' : code(usual), meaning, code(example)].join(' | '),
  );
  return [
    '| key | takes | default | meaning | example |',
    '|---|---|---|---|---|',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}

type Found = { readonly schemas: readonly JsonSchema[]; readonly isRequired: boolean };

/** The keys of an object, of the entries of a list, or of the objects that may stand for each other there. */
function keysWithin(schema: JsonSchema): Map<string, Found> {
  const objects = objectsIn(schema);
  const keys = new Set(objects.flatMap(({ properties = {} }) => Object.keys(properties)));
  return new Map(
    Array.from(keys, (key) => {
      const schemas = objects.flatMap(({ properties = {} }) => asSchemas(properties[key]));
      return [key, { schemas, isRequired: objects.every(({ required = [] }) => required.includes(key)) }];
    }),
  );
}

function objectsIn(schema: JsonSchema): JsonSchema[] {
  // What has a title is explained once, for every key that takes it.
  if (schema.title !== undefined) return [];
  if (schema.properties !== undefined) return [schema];
  const named = asSchemas(schema.additionalProperties).flatMap(objectsIn).map(ofAnyName);
  return [...named, ...[...variantsOf(schema), ...asSchemas(schema.items)].flatMap(objectsIn)];
}

/** The keys of an object that stands behind names of the reader's own. */
function ofAnyName({ properties = {}, required = [] }: JsonSchema): JsonSchema {
  const renamed = Object.entries(properties).map(([key, inner]) => [`*.${key}`, inner] as const);
  return { properties: Object.fromEntries(renamed), required: required.map((key) => `*.${key}`) };
}

function variantsOf({ anyOf = [], oneOf = [] }: JsonSchema): JsonSchema[] {
  return [...anyOf, ...oneOf].flatMap(asSchemas);
}

type Written = JsonSchema | boolean | undefined;

function asSchemas(schema: Written | readonly Written[]): JsonSchema[] {
  return [schema].flat().filter((one) => typeof one === 'object');
}

function uniqueRows(rows: readonly KeyRow[]): KeyRow[] {
  return rows.filter(({ path }, index) => rows.findIndex((other) => other.path === path) === index);
}

function rowOf(path: string, { schemas, isRequired }: Found): KeyRow {
  const key = path.slice(path.lastIndexOf('.') + 1);
  const usual = unique(schemas.flatMap((schema) => (schema.default === undefined ? [] : [written(schema.default)])));
  const [example] = schemas.flatMap(exampleOf);
  return {
    path,
    takes: either(schemas.flatMap(wordsFor)),
    usual: isRequired ? null : usual.join(' / '),
    meaning: schemas[0]?.description ?? '',
    example: example === undefined ? '' : `${key}: ${written(example)}`,
  };
}

function exampleOf(schema: JsonSchema): unknown[] {
  const given = schema.examples ?? schema.enum ?? [];
  return given.length > 0 ? given.slice(0, 1) : [schema.const ?? schema.default].filter((value) => value !== undefined);
}

/** What a key takes, one word or more for each thing that it may be. */
function wordsFor(schema: JsonSchema): string[] {
  if (schema.title !== undefined) return [schema.title];
  if (schema.enum !== undefined) return schema.enum.map((value) => code(written(value)));
  if (schema.const !== undefined) return [code(written(schema.const))];
  const variants = variantsOf(schema);
  if (variants.length > 0) return variants.flatMap(wordsFor);
  if (schema.properties !== undefined) return ['the keys below'];
  const [inner] = asSchemas(schema.additionalProperties);
  if (inner) return [`names, each with ${either(wordsFor(inner))}`];
  switch (schema.type) {
    case 'array':
      return [`list (${either(asSchemas(schema.items).flatMap(wordsFor))})`];
    case 'boolean':
      return ['`true`', '`false`'];
    case 'integer':
      return [`whole number${boundsOf(schema)}`];
    case 'number':
      return [`number${boundsOf(schema)}`];
    default:
      return ['text'];
  }
}

function boundsOf({ minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER }: JsonSchema): string {
  const [hasLow, hasHigh] = [minimum > Number.MIN_SAFE_INTEGER, maximum < Number.MAX_SAFE_INTEGER];
  if (hasLow && hasHigh) return ` from ${minimum} to ${maximum}`;
  return hasLow ? ` from ${minimum}` : hasHigh ? ` up to ${maximum}` : '';
}

function either(words: readonly string[]): string {
  const different = unique(words);
  const last = different.at(-1) ?? '';
  return different.length < 2 ? last : `${different.slice(0, -1).join(', ')} or ${last}`;
}

/** A value as it stands in a YAML file, on one line. */
function written(value: unknown): string {
  // A tab can be seen within double quotes alone.
  const singleQuote = value !== '\t';
  const line = stringify(value, { collectionStyle: 'flow', lineWidth: 0, singleQuote }).trim();
  return line.replaceAll(/\[ | \]/g, (bracket) => bracket.trim());
}

function code(text: string): string {
  return text === '' ? '' : `\`${text.replaceAll('|', String.raw`\|`)}\``;
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
