import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { isFigure } from '../../kernel/numbers.js';
import { storable } from '../../kernel/well-formed.js';

/** Where a value stands in the file: keys and list positions from the top. */
export type FaultPath = readonly (string | number)[];

/** One thing wrong in the file. `message` names the value and what is expected. */
export type Fault = { readonly line: number; readonly path: FaultPath; readonly message: string };

/** A parsed YAML text that can still say on which line a value stands. */
export type YamlSource = {
  /** `undefined` when the text is no YAML. */
  readonly value: unknown;
  /** Line, from 1, of the key at that path, or of the nearest thing around it when it is not there. */
  lineOf(path: FaultPath): number;
  /** What makes the text no YAML, or gives one key twice. */
  readonly faults: readonly Fault[];
};

type Step = { readonly key: Node | null; readonly node: Node | null };

function stepInto(node: Node | null, part: string | number): Step | null {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    return pair ? { key: pair.key as Node, node: pair.value as Node | null } : null;
  }
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part] as Node | undefined;
    return item === undefined ? null : { key: item, node: item };
  }
  return null;
}

type LineAt = (offset: number) => number;

/** A file of an organisation of thousands is a tenth of it. */
const longestText = 2_000_000;

/** Of one value, together with what it names in turn: a thousand KPIs may share their defaults, a bomb of nine lines wants 9⁹. */
const mostAliases = 10_000;

const mostValues = 1_000_000;

const parseOptions = {
  prettyErrors: false,
  merge: true,
  // Its check compares each key with each other one; ours asks a set.
  uniqueKeys: false,
} as const;

/** Parses a YAML 1.2 text; never throws, since a fault is an answer here. */
export function readYaml(text: string): YamlSource {
  if (text.length > longestText) return unreadable('is longer than 2 MB: this is no file for Copil');
  const lines = new LineCounter();
  const plain = storable(text.replace(/^\uFEFF/, ''));
  const document = parseDocument(plain, { ...parseOptions, lineCounter: lines });
  const lineAt: LineAt = (offset) => Math.max(1, lines.linePos(offset).line);
  const syntax = syntaxFaults(document, lineAt);
  // What nests too deeply for the parser does so for whoever walks through it.
  if (syntax.length > 0) return unreadable(...syntax);
  const { repeated, broken } = faultsInside(document, lineAt);
  const made = broken.length > 0 ? { faults: broken } : dataOf(document);
  return {
    // With one key given twice the rest can still be read, so that every fault is told at once.
    value: 'value' in made ? made.value : undefined,
    faults: [...repeated, ...('faults' in made ? made.faults : [])],
    lineOf: (path) => lineIn(document, path, lineAt),
  };
}

function unreadable(...faults: readonly (Fault | string)[]): YamlSource {
  return {
    value: undefined,
    faults: faults.map((fault) => (typeof fault === 'string' ? { line: 1, path: [], message: fault } : fault)),
    lineOf: () => 1,
  };
}

function syntaxFaults(document: Document, lineAt: LineAt): Fault[] {
  return [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    line: lineAt(pos[0]),
    path: [],
    message: /call stack/.test(message) ? tooDeep : `is not readable as YAML: ${message}`,
  }));
}

const tooDeep = 'is nested too deeply: this is no file for Copil';

/** Keys given twice, and what makes the text mean nothing: an alias without its anchor, a number that is no figure. */
function faultsInside(document: Document, lineAt: LineAt): { repeated: Fault[]; broken: Fault[] } {
  const repeated: Fault[] = [];
  const broken: Fault[] = [];
  const at = (node: Node): number => lineAt(node.range?.[0] ?? 0);
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key) || key.value === '<<') continue;
        const name = String(key.value);
        // Whoever copies its object would lose it without a word.
        if (name === '__proto__') broken.push({ line: at(key), path: [], message: `"${name}" cannot be a key` });
        if (seen.has(name)) repeated.push({ line: at(key), path: [], message: `"${name}" is given twice: keep one` });
        seen.add(name);
      }
    },
    Alias: (_key, alias) => {
      if (alias.resolve(document)) return;
      const message = `*${alias.source} names nothing: no &${alias.source} stands before it`;
      broken.push({ line: at(alias), path: [], message });
    },
    Scalar: (_key, scalar) => {
      if (typeof scalar.value !== 'number' || isFigure(scalar.value)) return;
      const message = `${scalar.source ?? scalar.value} is no number that can be used: at most 1,000,000,000,000,000 either side of zero`;
      broken.push({ line: at(scalar), path: [], message });
    },
  });
  return { repeated, broken };
}

/** The text as data, unless what its aliases stand for, one inside the other, is more than anybody wrote. */
function dataOf(document: Document): { value: unknown } | { faults: Fault[] } {
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    if (sizeOf(value) <= mostValues) return { value };
  } catch (error) {
    // Of the parser for too many aliases, of the stack for an anchor that holds itself.
    if (!(error instanceof ReferenceError || error instanceof RangeError)) throw error;
  }
  const message = 'its anchors (&, *) stand for more than can be read: write out what they stand for';
  return { faults: [{ line: 1, path: [], message }] };
}

/** How many values there are, those that stand in several places counted in each; stops soon after there are too many. */
function sizeOf(value: unknown, before = 0): number {
  let size = before + 1;
  if (typeof value !== 'object' || value === null) return size;
  for (const inner of Object.values(value)) {
    if (size > mostValues) return size;
    size = sizeOf(inner, size);
  }
  return size;
}

function lineIn(document: Document, path: FaultPath, lineAt: LineAt): number {
  let node = document.contents as Node | null;
  let line = node?.range ? lineAt(node.range[0]) : 1;
  for (const part of path) {
    const step = isAlias(node) ? null : stepInto(node, part);
    if (step === null) break;
    if (step.key?.range) line = lineAt(step.key.range[0]);
    node = step.node;
  }
  return line;
}
