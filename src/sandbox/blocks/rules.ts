/** The small language in which the shapes of Block Kit are written down: a rule looks at one value and notes what Slack would refuse. */

export interface Findings {
  /** As Slack words them, with the place as a JSON pointer. */
  readonly errors: string[];
  /** Length of all text a reader would see; Slack bounds it per message. */
  textLength: number;
  /** Length of all markdown blocks; Slack bounds that per message as well. */
  markdownLength: number;
  /** Whether the app may show this uploaded file now; the reference is `{ id }` or `{ url }`. */
  readonly isUsableFile: (reference: Record<string, unknown>) => boolean;
}

export function newFindings(isUsableFile: Findings['isUsableFile'] = () => false): Findings {
  return { errors: [], textLength: 0, markdownLength: 0, isUsableFile };
}

export type Rule = (value: unknown, pointer: string, findings: Findings) => void;
export type Fields = Readonly<Record<string, Rule>>;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function note(findings: Findings, message: string, pointer: string): void {
  findings.errors.push(`${message} [json-pointer:${pointer}]`);
}

/** A string of `min` to `max` characters. */
export function str(max: number, options: { min?: number; pattern?: RegExp } = {}): Rule {
  const { min = 0, pattern } = options;
  return (value, pointer, findings) => {
    if (typeof value !== 'string') note(findings, 'must be a string', pointer);
    else if (value.length > max) note(findings, `must be less than ${max + 1} characters`, pointer);
    else if (value.length < min) note(findings, `must be more than ${min - 1} characters`, pointer);
    else if (pattern && !pattern.test(value)) note(findings, 'invalid format', pointer);
  };
}

/** A whole address, of at most 3,000 characters. */
export const address: Rule = (value, pointer, findings) => {
  str(3000)(value, pointer, findings);
  if (typeof value === 'string' && !URL.canParse(value)) note(findings, 'must be a valid URL', pointer);
};

export const bool: Rule = (value, pointer, findings) => {
  if (typeof value !== 'boolean') note(findings, 'must be a boolean', pointer);
};

export function int(min: number, max: number): Rule {
  return (value, pointer, findings) => {
    if (!Number.isInteger(value)) note(findings, 'must be an integer', pointer);
    else if (Number(value) < min || Number(value) > max) note(findings, `must be from ${min} to ${max}`, pointer);
  };
}

export const num: Rule = (value, pointer, findings) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) note(findings, 'must be a number', pointer);
};

export function oneOf(...allowed: readonly unknown[]): Rule {
  return (value, pointer, findings) => {
    if (!allowed.includes(value)) note(findings, `must be one of ${allowed.join(', ')}`, pointer);
  };
}

export function list(item: Rule, options: { min?: number; max: number }): Rule {
  const { min = 0, max } = options;
  return (value, pointer, findings) => {
    if (!Array.isArray(value)) return note(findings, 'must be an array', pointer);
    if (value.length > max) note(findings, `no more than ${max} items allowed`, pointer);
    if (value.length < min) note(findings, `no fewer than ${min} items allowed`, pointer);
    value.forEach((entry, index) => {
      item(entry, `${pointer}/${index}`, findings);
    });
  };
}

/** An object with exactly these fields; `also` looks at how they go together. */
export function shape(required: Fields, optional: Fields = {}, also?: Rule): Rule {
  return (value, pointer, findings) => {
    if (!isRecord(value)) return note(findings, 'must be an object', pointer);
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) note(findings, `missing required field: ${name}`, pointer);
    }
    for (const [name, entry] of Object.entries(value)) {
      const rule = required[name] ?? optional[name];
      if (!rule) note(findings, `invalid additional property: ${name}`, pointer);
      else if (entry !== undefined) rule(entry, `${pointer}/${name}`, findings);
    }
    also?.(value, pointer, findings);
    return undefined;
  };
}

/** Chooses by the field `type`. */
export function byType(rules: Fields): Rule {
  return (value, pointer, findings) => {
    if (!isRecord(value)) return note(findings, 'must be an object', pointer);
    const rule = typeof value['type'] === 'string' ? rules[value['type']] : undefined;
    if (!rule) return note(findings, `unsupported type: ${String(value['type'])}`, `${pointer}/type`);
    return rule(value, pointer, findings);
  };
}

export function pick(rules: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(rules).filter(([name]) => names.includes(name)));
}

/** Looks at how the parts of a value go together, one look after the other. */
export function all(...rules: readonly Rule[]): Rule {
  return (value, pointer, findings) => {
    for (const rule of rules) rule(value, pointer, findings);
  };
}

/** Accepts anything: what the app sends there is not judged. */
export const anything: Rule = () => undefined;
