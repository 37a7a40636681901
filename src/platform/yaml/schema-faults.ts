import { z } from 'zod';
import { suggestion } from './suggestion.js';
import type { Fault, FaultPath, YamlSource } from './yaml-source.js';

/** A fault before its line is known. */
export type LooseFault = Omit<Fault, 'line'>;

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

/** Keeps one wording per unknown key apart in the single message zod has for all of them. */
const separator = '\n';

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function allowedKeys(issue: RawIssue): string[] {
  const schema = issue.inst;
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The words for what zod found: value, then expectation; schemas give their own only for what zod cannot know. */
function wording(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const expected = kinds[issue.expected] ?? issue.expected;
      if (issue.input === undefined) return `is missing: expected ${expected}`;
      return `${shown(issue.input)} is not ${expected}`;
    }
    case 'invalid_value': {
      const known = issue.values.map(String);
      if (issue.input === undefined) return `is missing: expected ${known.join(', ')}`;
      return `${shown(issue.input)} is not one of ${known.join(', ')}${suggestion(String(issue.input), known)}`;
    }
    case 'unrecognized_keys': {
      const allowed = allowedKeys(issue);
      return issue.keys
        .map((key) => `is no key that is known here${suggestion(key, allowed) || ` (known: ${allowed.join(', ')})`}`)
        .join(separator);
    }
    case 'too_small':
      if (issue.origin === 'string') return 'is empty';
      if (issue.origin === 'array') return `is empty: expected at least ${issue.minimum}`;
      return `${shown(issue.input)} is too small: expected at least ${issue.minimum}`;
    case 'too_big':
      return `${shown(issue.input)} is too large: expected at most ${issue.maximum}`;
    case 'custom':
      return undefined;
    case 'invalid_format':
      return `${shown(issue.input)} is not of the form expected here (${issue.format})`;
    default:
      return undefined;
  }
}

/** The branch of a union that the value was meant for: the one that got past its own kind. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const entered = branches.filter(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  if (entered.length === 0) return null;
  return [...entered].sort((a, b) => a.length - b.length)[0] ?? null;
}

function unionFaults(issue: Extract<Issue, { code: 'invalid_union' }>, path: FaultPath): LooseFault[] {
  if (issue.discriminator !== undefined) {
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    return [{ path, message: `is not one of ${options.join(', ')}` }];
  }
  const meant = meantBranch(issue.errors);
  if (meant === null) return [{ path, message: issue.message }];
  return meant.flatMap((inner) => issueFaults(inner, path));
}

function issueFaults(issue: Issue, base: FaultPath): LooseFault[] {
  const path = [...base, ...(issue.path as (string | number)[])];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const messages = issue.message.split(separator);
      return issue.keys.map((key, index) => ({ path: [...path, key], message: messages[index] ?? issue.message }));
    }
    case 'invalid_union':
      return unionFaults(issue, path);
    case 'invalid_key':
      return issue.issues.flatMap((inner) => issueFaults(inner, path));
    default:
      return [{ path, message: issue.message }];
  }
}

/** Checks one entry of the file; its faults have paths from the top of the file. */
export function checkEntry<Schema extends z.ZodType>(
  schema: Schema,
  entry: { readonly value: unknown; readonly path: FaultPath },
): { readonly value: z.output<Schema> | null; readonly faults: readonly LooseFault[] } {
  const result = schema.safeParse(entry.value, { error: wording });
  if (result.success) return { value: result.data, faults: [] };
  return { value: null, faults: result.error.issues.flatMap((issue) => issueFaults(issue, entry.path)) };
}

/** Gives each fault its line and puts them in the file's order, each once. */
export function placeFaults(source: YamlSource, loose: readonly LooseFault[]): Fault[] {
  const placed = [...source.faults, ...loose.map((fault) => ({ ...fault, line: source.lineOf(fault.path) }))];
  const seen = new Set<string>();
  return placed
    .filter((fault) => {
      const key = `${fault.path.join('.')} ${fault.message} ${fault.path.length === 0 ? fault.line : ''}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.line - b.line);
}

/** `copil.yml:42 committees.growth-ops.timeZone: "Europe/Pari" is not a time zone; did you mean Europe/Paris?` */
export function describeFault(fileName: string, fault: Fault): string {
  const path = fault.path
    .map((part, index) => (typeof part === 'number' ? `[${part + 1}]` : `${index > 0 ? '.' : ''}${part}`))
    .join('');
  return `${fileName}:${fault.line} ${path === '' ? '' : `${path}: `}${fault.message}`;
}
