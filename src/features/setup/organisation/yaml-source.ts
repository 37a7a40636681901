import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';

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

function syntaxFaults(document: Document, text: string, lineAt: LineAt): Fault[] {
  return [...document.errors, ...document.warnings].map(({ code, message, pos }) => {
    const key = /^["']?([^\s:"']+)/.exec(text.slice(pos[0]))?.[1] ?? '';
    return {
      line: lineAt(pos[0]),
      path: [],
      message: code === 'DUPLICATE_KEY' ? `"${key}" is given twice: keep one` : `is not readable as YAML: ${message}`,
    };
  });
}

function aliasFaults(document: Document, lineAt: LineAt): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document)) return;
      const line = lineAt(alias.range?.[0] ?? 0);
      faults.push({ line, path: [], message: `*${alias.source} names nothing: no &${alias.source} stands before it` });
    },
  });
  return faults;
}

/** Parses a YAML 1.2 text; never throws, since a fault is an answer here. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const plain = text.replace(/^\uFEFF/, '');
  const document = parseDocument(plain, { lineCounter: lines, prettyErrors: false, merge: true });
  const lineAt: LineAt = (offset) => Math.max(1, lines.linePos(offset).line);
  const brokenBy = aliasFaults(document, lineAt);
  const isBroken = brokenBy.length > 0 || document.errors.some(({ code }) => code !== 'DUPLICATE_KEY');
  return {
    // With one key given twice the rest can still be read, so that every fault is told at once.
    value: isBroken ? undefined : document.toJS(),
    faults: [...syntaxFaults(document, plain, lineAt), ...brokenBy],
    lineOf: (path) => {
      let node = document.contents as Node | null;
      let line = node?.range ? lineAt(node.range[0]) : 1;
      for (const part of path) {
        const step = isAlias(node) ? null : stepInto(node, part);
        if (step === null) break;
        if (step.key?.range) line = lineAt(step.key.range[0]);
        node = step.node;
      }
      return line;
    },
  };
}
